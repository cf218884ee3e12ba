package org.genericsftp.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where JSch asks about host keys: only a key that the rule trusts lets a connection go on. It adds no key to any file. */
final class HostKeyGate implements HostKeyRepository {
    /** Loaded when the server is reached, so that a rule that can't be had is found at the stage where it is needed. */
    @FunctionalInterface
    interface RuleLoader {
        /** @throws StopConnectingException when there is no rule to be had */
        HostKeyRule load();
    }

    private final RuleLoader loader;
    private final ConnectErrors errors;
    private final Consumer<HostKeyBlob> whenShown;
    private final Runnable whenTrusted;
    private @Nullable HostKeyRule rule;
    private @Nullable HostKeyBlob refused;

    HostKeyGate(RuleLoader loader, ConnectErrors errors, Consumer<HostKeyBlob> whenShown, Runnable whenTrusted) {
        this.loader = loader;
        this.errors = errors;
        this.whenShown = whenShown;
        this.whenTrusted = whenTrusted;
    }

    @Override
    public int check(String host, byte[] shown) {
        HostKeyBlob key = new HostKeyBlob(shown);
        whenShown.accept(key);
        String objection = rule().objectionTo(key);
        if (objection != null) {
            refused = key;
            throw new StopConnectingException(errors.hostKeyRejected(objection));
        }
        whenTrusted.run();
        return OK;
    }

    /** The key that was not trusted, once that has happened. */
    @Nullable
    HostKeyBlob refused() {
        return refused;
    }

    /** JSch puts the types of these keys first when it tells the server which ones it takes. */
    @Override
    public HostKey[] getHostKey(String host, @Nullable String type) {
        List<HostKey> known = new ArrayList<>();
        for (String knownType : rule().knownTypes()) {
            hostKeyOfType(host, knownType, known);
        }
        return known.toArray(HostKey[]::new);
    }

    private static void hostKeyOfType(String host, String type, List<HostKey> known) {
        try {
            known.add(new TypeOnly(host, type));
        } catch (JSchException e) {
            // A type that JSch does not know is one that it does not offer either.
        }
    }

    /** Loads it, should that not have happened yet. */
    HostKeyRule rule() {
        if (rule == null) {
            rule = loader.load();
        }
        return rule;
    }

    /** Asked for where a server shows a certificate. */
    @Override
    public HostKey[] getHostKey() {
        return HostCertificates.asHostKeys(rule().authorities(), rule().revoked());
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return "";
    }

    @Override
    public void add(HostKey key, UserInfo userInfo) {}

    @Override
    public void remove(String host, String type) {}

    @Override
    public void remove(String host, String type, byte[] key) {}

    /** Stands for keys of a type. */
    private static final class TypeOnly extends HostKey {
        private final String typeName;

        TypeOnly(String host, String typeName) throws JSchException {
            super(host, HostKey.UNKNOWN, new byte[0]);
            this.typeName = typeName;
        }

        @Override
        public String getType() {
            return typeName;
        }
    }
}
