package org.genericsftp.ssh;

import com.jcraft.jsch.Session;
import com.jcraft.jsch.UIKeyboardInteractive;
import com.jcraft.jsch.UserInfo;
import java.util.List;
import org.genericsftp.file.Printable;
import org.genericsftp.ssh.SshSettings.Answer;
import org.jspecify.annotations.Nullable;

/**
 * Logs in with a password: by the method of that name, or by keyboard-interactive where a server offers only that. The
 * password is given once, to a question for a password; known questions are answered as configured; whatever else a server
 * asks for ends the attempt, so that nothing wrong is tried again and no other question is answered with the password.
 */
final class PasswordLogin implements Login, UserInfo, UIKeyboardInteractive {
    private final @Nullable String password;
    private final KnownAnswers answers;
    private final ConnectErrors errors;
    private boolean passwordGiven;
    private @Nullable String prompt;

    /** @param password null where there are only answers */
    PasswordLogin(@Nullable String password, List<Answer> answers, ConnectErrors errors) {
        this.password = password;
        this.answers = new KnownAnswers(answers);
        this.errors = errors;
    }

    /** Those by which it logs in, best first: who has answers for questions wants to be asked. */
    String methods() {
        if (password == null) {
            return "keyboard-interactive";
        }
        return answers.isEmpty() ? "password,keyboard-interactive" : "keyboard-interactive,password";
    }

    @Override
    public void prepare(Session session) {
        session.setConfig("PreferredAuthentications", methods());
        session.setUserInfo(this);
    }

    @Override
    public boolean tried() {
        return passwordGiven || answers.given();
    }

    @Override
    public String refusal(List<String> offered) {
        boolean accepted = offered.contains("password") || offered.contains("keyboard-interactive");
        if (accepted && tried()) {
            return "the server refuses the " + given();
        }
        String methods = offered.isEmpty() ? "nothing" : String.join(", ", offered);
        if (accepted) {
            return password == null
                    ? "the server asks none of the questions that are configured; it offers " + methods
                    : "the server refuses the password";
        }
        return tried()
                ? "the server wants more than the " + given() + ": " + methods
                : "the server takes no passwords; it offers " + methods;
    }

    private String given() {
        return passwordGiven
                ? answers.given() ? "password or an answer" : "password"
                : "answers that are configured for its questions";
    }

    @Override
    public boolean promptPassword(String message) {
        return password != null && !passwordGiven;
    }

    @Override
    public @Nullable String getPassword() {
        passwordGiven = true;
        return password;
    }

    @Override
    public String[] promptKeyboardInteractive(
            String destination, String name, String instruction, String[] prompts, boolean[] echo) {
        String[] given = new String[prompts.length];
        for (int i = 0; i < prompts.length; i++) {
            given[i] = answer(prompts[i], echo[i]);
        }
        return given;
    }

    private String answer(String question, boolean shown) {
        if (question.equals(prompt)) {
            throw refused("password");
        }
        if (answers.gave(question)) {
            throw refused("answer to \"" + Printable.escape(question.strip()) + "\"");
        }
        return answers.to(question).orElseGet(() -> passwordTo(question, shown));
    }

    private String passwordTo(String question, boolean shown) {
        if (password == null || passwordGiven || shown || !PasswordPrompt.is(question)) {
            throw new StopConnectingException(errors.loginFailed(
                    "the server asks \"" + Printable.escape(question.strip())
                            + "\", which can't be answered without a person; have it take a password or a key alone from this"
                            + " user, or configure the answer if it is always the same (answers)",
                    null));
        }
        passwordGiven = true;
        prompt = question;
        return password;
    }

    private StopConnectingException refused(String what) {
        return new StopConnectingException(errors.loginFailed("the server refuses the " + what, null));
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
