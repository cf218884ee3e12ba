package org.genericsftp.share;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.genericsftp.destination.Destination;
import org.genericsftp.destination.KilledWriterContract;
import org.genericsftp.destination.OverwriteWithoutEnd;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SambaServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class KilledWriterTest extends KilledWriterContract {
    @RegisterExtension
    final Opened opened = new Opened();

    private SambaServer server;

    /** Takes host, port, user name and password. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException {
            OverwriteWithoutEnd.run(new ShareDestination(
                    settings(arguments[0], Integer.parseInt(arguments[1]), arguments[2], arguments[3]),
                    Clock.systemUTC()));
        }
    }

    @BeforeEach
    void start() {
        server = opened.add(SambaServer.started());
    }

    private static ShareSettings settings(String host, int port, String username, String password) {
        return ShareSettings.of(
                new ShareAddress(host, port, SambaServer.SHARE, List.of()), ShareAccount.of(username, password));
    }

    @Override
    protected Class<?> program() {
        return Program.class;
    }

    @Override
    protected List<String> arguments() {
        return List.of(server.host(), String.valueOf(server.port()), server.username(), server.password());
    }

    @Override
    protected Destination open(Clock clock) {
        return new ShareDestination(
                settings(server.host(), server.port(), server.username(), server.password()), clock);
    }

    @Override
    protected Path tree() {
        return server.tree();
    }

    @Override
    protected void awaitEndOfKilled() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !server.hasSessions());
    }
}
