package org.genericsftp.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.UUID;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/**
 * An SFTP server within this JVM, which needs nothing installed. It lets its user in by password, also by
 * keyboard-interactive, and by key, and serves a folder as its whole file system.
 */
public final class MinaSftpServer implements TestSftpServer {
    private static final String USER = "tester";

    private final ScratchFolder scratch;
    private final SshServer server;
    private final KeyPair hostKey;
    private final String password = UUID.randomUUID().toString();

    private MinaSftpServer(ScratchFolder scratch, KeyPair hostKey) {
        this.scratch = scratch;
        this.hostKey = hostKey;
        this.server = SshServer.setUpDefaultServer();
    }

    /** Already running. */
    public static MinaSftpServer started() {
        try {
            MinaSftpServer mina = new MinaSftpServer(ScratchFolder.create("mina"), newKey());
            mina.start();
            return mina;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot start the in-process SFTP server", e);
        }
    }

    private void start() throws IOException, GeneralSecurityException {
        Files.createDirectory(rootDirectory());
        KeyPair userKey = newKey();
        writeUserKey(userKey);
        server.setHost(host());
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPasswordAuthenticator((user, offered, session) -> user.equals(USER) && offered.equals(password));
        server.setPublickeyAuthenticator(
                (user, offered, session) -> user.equals(USER) && isSame(offered, userKey.getPublic()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(rootDirectory()));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.start();
    }

    private static boolean isSame(PublicKey offered, PublicKey known) {
        return KeyUtils.compareKeys(offered, known);
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private void writeUserKey(KeyPair key) throws IOException, GeneralSecurityException {
        try (OutputStream file = Files.newOutputStream(userKey())) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, file);
        }
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public String username() {
        return USER;
    }

    @Override
    public boolean supportsPasswords() {
        return true;
    }

    @Override
    public String password() {
        return password;
    }

    @Override
    public Path userKey() {
        return scratch.path().resolve("id_ecdsa");
    }

    @Override
    public Path rootDirectory() {
        return scratch.path().resolve("root");
    }

    @Override
    public String sourceDirectory() {
        return "/";
    }

    @Override
    public String hostKeyFingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, hostKey.getPublic());
    }

    /** From now on it shows this host key, also when keys are exchanged again on connections that stand. */
    public void showHostKey(KeyPair key) {
        KeyPairProvider provider = KeyPairProvider.wrap(key);
        server.setKeyPairProvider(provider);
        server.getActiveSessions().forEach(session -> ((ServerSession) session).setKeyPairProvider(provider));
    }

    /** For tests that need the server to behave in other ways: subsystems, authenticators, properties. */
    public SshServer server() {
        return server;
    }

    @Override
    public void close() {
        try {
            server.stop(true);
            scratch.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
