package org.genericsftp.ssh;

import com.jcraft.jsch.Session;
import com.jcraft.jsch.UIKeyboardInteractive;
import com.jcraft.jsch.UserInfo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.genericsftp.file.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Logs in with a password: by the method of that name, or by keyboard-interactive where a server offers only that. The
 * password is given once, to a question for a password; whatever else a server asks for ends the attempt, so that no
 * wrong password is tried again and no other question is answered with it.
 */
final class PasswordLogin implements Login, UserInfo, UIKeyboardInteractive {
    private final String password;
    private final ConnectErrors errors;
    private boolean tried;
    private @Nullable String prompt;

    PasswordLogin(String password, ConnectErrors errors) {
        this.password = password;
        this.errors = errors;
    }

    @Override
    public void prepare(Session session) {
        session.setConfig("PreferredAuthentications", "password,keyboard-interactive");
        session.setUserInfo(this);
    }

    @Override
    public boolean tried() {
        return tried;
    }

    @Override
    public String refusal(List<String> offered) {
        boolean accepted = offered.contains("password") || offered.contains("keyboard-interactive");
        if (accepted) {
            return "the server refuses the password";
        }
        String methods = offered.isEmpty() ? "nothing" : String.join(", ", offered);
        return tried
                ? "the server wants more than the password: " + methods
                : "the server takes no passwords; it offers " + methods;
    }

    @Override
    public boolean promptPassword(String message) {
        return !tried;
    }

    @Override
    public String getPassword() {
        tried = true;
        return password;
    }

    @Override
    public String[] promptKeyboardInteractive(
            String destination, String name, String instruction, String[] prompts, boolean[] echo) {
        if (prompts.length == 0) {
            return new String[0];
        }
        if (prompts.length == 1 && !echo[0] && !tried && PasswordPrompt.is(prompts[0])) {
            tried = true;
            prompt = prompts[0];
            return new String[] {password};
        }
        if (tried && prompts[0].equals(prompt)) {
            throw new StopConnectingException(errors.loginFailed("the server refuses the password", null));
        }
        String asked = Arrays.stream(prompts).map(String::strip).collect(Collectors.joining(" "));
        throw new StopConnectingException(errors.loginFailed(
                "the server asks \"" + Printable.escape(asked)
                        + "\", which can't be answered without a person; have it take a password or a key alone from this user",
                null));
    }

    @Override
    public void showMessage(String message) {
        JschLog.LOG.debug("The server says: {}", Printable.escape(message));
    }

    @Override
    public @Nullable String getPassphrase() {
        return null;
    }

    @Override
    public boolean promptPassphrase(String message) {
        return false;
    }

    @Override
    public boolean promptYesNo(String message) {
        return false;
    }

    @Override
    public void close() {}
}
