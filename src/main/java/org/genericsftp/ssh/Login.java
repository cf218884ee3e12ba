package org.genericsftp.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.Session;
import java.util.List;
import org.genericsftp.ssh.SshSettings.Authentication;

/** One way to prove who the worker is, for one attempt to connect. */
interface Login extends AutoCloseable {
    static Login by(Authentication authentication, ConnectErrors errors, JSch jsch) {
        if (authentication instanceof Authentication.Password password) {
            return new PasswordLogin(password.password(), List.of(), errors);
        }
        if (authentication instanceof Authentication.KeyPair keyPair) {
            return new KeyPairLogin(keyPair, errors, jsch);
        }
        Authentication.Several several = (Authentication.Several) authentication;
        Authentication.Password password = several.password();
        PasswordLogin besides =
                new PasswordLogin(password == null ? null : password.password(), several.answers(), errors);
        return several.keyPair() == null
                ? besides
                : new SeveralLogins(new KeyPairLogin(several.keyPair(), errors, jsch), besides);
    }

    /** Makes the session log in this way and no other. */
    void prepare(Session session);

    /** Whether the server has been given the proof. What it says afterwards is about that. */
    boolean tried();

    /**
     * Why the server did not let the worker in.
     *
     * @param offered the methods by which the server would let somebody in, or that it wants besides
     */
    String refusal(List<String> offered);

    /** Forgets secrets that were read for this attempt. */
    @Override
    void close();
}
