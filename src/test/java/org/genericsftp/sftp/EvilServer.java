package org.genericsftp.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import org.genericsftp.ssh.SftpTransport;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.ScriptedServer;
import org.genericsftp.testing.TestSftpServer;

/**
 * A real sshd whose sftp subsystem is evil: each of its sessions is one to a {@link ModelServer} in the test's JVM, which
 * sends what it likes.
 */
public final class EvilServer implements TestSftpServer {
    private final ScriptedServer models;
    private final OpenSshServer sshd;
    private volatile Evil evil = Evil.NONE;

    private EvilServer() throws IOException {
        models = new ScriptedServer(this::serve);
        sshd = OpenSshServer.builder()
                .withSubsystemScript(
                        // Bash gives what runs in the background no input of its own accord.
                        "exec 3<>/dev/tcp/" + models.host() + "/" + models.port() + " 4<&0",
                        // When either side ends, so does the other.
                        "trap : TERM",
                        "(cat <&4 >&3; kill 0) &",
                        "cat <&3",
                        "kill 0")
                .start();
    }

    public static EvilServer started() {
        try {
            return new EvilServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All sessions that begin from now on are evil in this way. */
    public void be(Evil kind) {
        evil = kind;
    }

    private void serve(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        OutputStream out = socket.getOutputStream();
        SftpTransport session = evil.session().connect().open(out);
        try (session) {
            byte[] buffer = new byte[64 * 1024];
            InputStream in = socket.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                session.outgoing().write(buffer, 0, read);
                session.outgoing().flush();
            }
        }
    }

    @Override
    public String host() {
        return sshd.host();
    }

    @Override
    public int port() {
        return sshd.port();
    }

    @Override
    public String username() {
        return sshd.username();
    }

    @Override
    public boolean supportsPasswords() {
        return sshd.supportsPasswords();
    }

    @Override
    public String password() {
        return sshd.password();
    }

    @Override
    public Path userKey() {
        return sshd.userKey();
    }

    @Override
    public Path rootDirectory() {
        return sshd.rootDirectory();
    }

    @Override
    public String sourceDirectory() {
        return ModelServer.ROOT;
    }

    @Override
    public String hostKeyFingerprint() {
        return sshd.hostKeyFingerprint();
    }

    @Override
    public void close() {
        sshd.close();
        models.close();
    }
}
