package org.genericsftp.ssh;

import com.jcraft.jsch.Session;
import java.util.List;

/** Logs in with a key and then with what a server wants besides, or without the key where it takes none. */
final class SeveralLogins implements Login {
    private final KeyPairLogin key;
    private final PasswordLogin besides;

    SeveralLogins(KeyPairLogin key, PasswordLogin besides) {
        this.key = key;
        this.besides = besides;
    }

    @Override
    public void prepare(Session session) {
        key.prepare(session);
        besides.prepare(session);
        session.setConfig("PreferredAuthentications", "publickey," + besides.methods());
    }

    @Override
    public boolean tried() {
        return key.tried() || besides.tried();
    }

    @Override
    public String refusal(List<String> offered) {
        boolean keyRefused = key.tried() && offered.contains("publickey");
        return besides.tried() && !keyRefused ? besides.refusal(offered) : key.refusal(offered);
    }

    @Override
    public void close() {
        key.close();
        besides.close();
    }
}
