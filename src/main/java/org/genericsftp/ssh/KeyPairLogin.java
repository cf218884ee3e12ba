package org.genericsftp.ssh;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Vector;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.jspecify.annotations.Nullable;

/**
 * Logs in with a key pair. The file is read when the server is known to be the right one, so that errors with it shows
 * at the stage of logging in.
 */
final class KeyPairLogin implements Login, IdentityRepository, Identity {
    private final Authentication.KeyPair settings;
    private final ConnectErrors errors;
    private final JSch jsch;
    private @Nullable KeyPair keyPair;
    private @Nullable UserCertificate certificate;
    private String notUsed = "";
    private boolean tried;

    KeyPairLogin(Authentication.KeyPair settings, ConnectErrors errors, JSch jsch) {
        this.settings = settings;
        this.errors = errors;
        this.jsch = jsch;
    }

    @Override
    public void prepare(Session session) {
        session.setConfig("PreferredAuthentications", "publickey");
        // Asking first whether a key would do costs a round trip, and counts as one more attempt where it would not.
        session.setConfig("enable_pubkey_auth_query", "no");
        session.setIdentityRepository(this);
    }

    @Override
    public boolean tried() {
        return tried;
    }

    @Override
    public String refusal(List<String> offered) {
        String methods = offered.isEmpty() ? "nothing" : String.join(", ", offered);
        if (offered.contains("publickey")) {
            HostKeyBlob key = new HostKeyBlob(keyPair().getPublicKeyBlob());
            return "the server refuses the " + (certificate == null ? "" : certificate + " of the ") + "key "
                    + settings.privateKey() + " (" + key + ")" + notUsed;
        }
        return tried
                ? "the server wants more than the key: " + methods
                : "the server takes no keys; it offers " + methods;
    }

    @Override
    public Vector<Identity> getIdentities() {
        return new Vector<>(List.of(this));
    }

    /** With the certificate, if there is one. */
    @Override
    public byte[] getPublicKeyBlob() {
        KeyPair pair = keyPair();
        return certificate == null ? pair.getPublicKeyBlob() : certificate.toBytes();
    }

    @Override
    public String getAlgName() {
        return new HostKeyBlob(getPublicKeyBlob()).type();
    }

    @Override
    public byte @Nullable [] getSignature(byte[] data, String algorithm) {
        tried = true;
        return keyPair().getSignature(data, UserCertificate.plain(algorithm));
    }

    @Override
    public byte @Nullable [] getSignature(byte[] data) {
        return getSignature(data, getAlgName());
    }

    private KeyPair keyPair() {
        if (keyPair == null) {
            try {
                KeyPair read = PrivateKeyFile.read(settings.privateKey(), settings.passphrase(), jsch);
                certificate = certificateOf(new HostKeyBlob(read.getPublicKeyBlob()));
                keyPair = read;
            } catch (IOException e) {
                throw new StopConnectingException(errors.loginFailed(String.valueOf(e.getMessage()), e));
            }
        }
        return keyPair;
    }

    /** Without one that is configured nobody logs in; one that lies beside the key and is of no use is left alone. */
    private @Nullable UserCertificate certificateOf(HostKeyBlob key) throws IOException {
        Path configured = settings.certificate();
        Path file = configured == null ? UserCertificate.beside(settings.privateKey()) : configured;
        if (configured == null && !Files.exists(file)) {
            return null;
        }
        try {
            UserCertificate read = UserCertificate.read(file);
            String objection = read.objection(key, Instant.now());
            if (objection == null) {
                return read;
            }
            throw new IOException(objection);
        } catch (IOException e) {
            if (configured != null) {
                throw e;
            }
            notUsed = "; " + e.getMessage();
            return null;
        }
    }

    @Override
    public void close() {
        if (keyPair != null) {
            keyPair.dispose();
        }
    }

    @Override
    public String getName() {
        return settings.privateKey().toString();
    }

    @Override
    public boolean isEncrypted() {
        return false;
    }

    @Override
    public boolean setPassphrase(byte @Nullable [] passphrase) {
        return true;
    }

    @Override
    public void clear() {}

    @Override
    public int getStatus() {
        return RUNNING;
    }

    @Override
    public boolean add(byte[] identity) {
        return false;
    }

    @Override
    public boolean remove(byte[] blob) {
        return false;
    }

    @Override
    public void removeAll() {}
}
