package org.genericsftp.testing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.genericsftp.sftp.SftpSettings;
import org.genericsftp.sftp.SftpSettings.Limits;
import org.genericsftp.sftp.SftpSettings.Timing;
import org.genericsftp.ssh.SshSettings;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;

/** A throwaway SFTP server on the loopback interface, so that one suite can run against several kinds. */
public interface TestSftpServer extends AutoCloseable {
    String host();

    int port();

    String username();

    /** Whether {@link #password} lets the user in; where not, the key does. */
    boolean supportsPasswords();

    /** @throws UnsupportedOperationException where the server lets nobody in by password */
    String password();

    /** A private key without a passphrase that lets the user in. */
    Path userKey();

    /** The folder on this machine that is served. */
    Path rootDirectory();

    /** How a client of the server calls {@link #rootDirectory}. */
    String sourceDirectory();

    /** Of the key that a client gets to see by default, as {@code ssh-keygen -l} prints it. */
    String hostKeyFingerprint();

    /** Ready to be connected with: the key pair, the host key by its fingerprint, defaults for everything else. */
    default SshSettings ssh() {
        return new SshSettings(
                new SshSettings.Endpoint(host(), port()),
                username(),
                new Authentication.KeyPair(userKey(), null),
                new HostKeyTrust.Fingerprint(hostKeyFingerprint()),
                SshSettings.Timing.DEFAULT);
    }

    default SftpSettings settings() {
        return new SftpSettings(
                ssh(),
                sourceDirectory(),
                StandardCharsets.UTF_8,
                true,
                Limits.DEFAULT,
                Timing.DEFAULT,
                SftpSettings.Server.UNKNOWN);
    }

    @Override
    void close();
}
