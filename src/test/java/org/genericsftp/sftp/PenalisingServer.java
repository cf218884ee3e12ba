package org.genericsftp.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.genericsftp.ssh.SshSettings;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.ScriptedServer;
import org.genericsftp.testing.TestSettings;

/**
 * An sshd that shuts out the address that logins refused come from, as OpenSSH does since 9.8 (sshd_config(5),
 * PerSourcePenalties): five seconds for each, and from fifteen on all connections are closed without a word. It stands in
 * front of an older one, and reads its log.
 */
final class PenalisingServer implements AutoCloseable {
    private static final long PENALTY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long ENFORCED_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final OpenSshServer server;
    private final ScriptedServer front;
    private int refusals;
    private long endNanos = System.nanoTime();
    private int dropped;

    PenalisingServer(OpenSshServer server) throws IOException {
        this.server = server;
        front = new ScriptedServer(this::serve);
    }

    SftpSettings settings() {
        SshSettings.Endpoint endpoint = new SshSettings.Endpoint(front.host(), front.port());
        return TestSettings.with(server.settings(), TestSettings.with(server.ssh(), endpoint));
    }

    /** How many logins sshd has refused so far. */
    int refusals() {
        return (int)
                server.log().lines().filter(line -> line.startsWith("Failed ")).count();
    }

    synchronized int dropped() {
        return dropped;
    }

    private void serve(Socket client) throws IOException {
        if (takes()) {
            try (Socket behind = new Socket(server.host(), server.port())) {
                Thread answers = new Thread(() -> pass(behind, client), "penalising-server");
                answers.setDaemon(true);
                answers.start();
                pass(client, behind);
            }
        }
    }

    private synchronized boolean takes() {
        long now = System.nanoTime();
        int seen = refusals();
        endNanos = Math.max(now, endNanos) + PENALTY_NANOS * (seen - refusals);
        refusals = seen;
        boolean taken = endNanos - now < ENFORCED_NANOS;
        dropped += taken ? 0 : 1;
        return taken;
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of them has hung up.
        }
    }

    @Override
    public void close() {
        front.close();
    }
}
