package org.genericsftp.share;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.genericsftp.destination.Destination;
import org.genericsftp.destination.DestinationContract;
import org.genericsftp.destination.NameRules;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SambaServer;
import org.genericsftp.testing.TcpProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class ShareDestinationTest extends DestinationContract {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static SambaServer server;

    private final Map<Destination, TcpProxy> proxies = new HashMap<>();

    @BeforeAll
    static void start() {
        server = OPENED.add(SambaServer.started());
    }

    @BeforeEach
    void empty() throws IOException {
        try (Stream<Path> all = Files.walk(tree())) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                if (!each.equals(tree())) {
                    Files.delete(each);
                }
            }
        }
    }

    @AfterEach
    void closeProxies() {
        proxies.values().forEach(TcpProxy::close);
    }

    @Override
    protected Destination open(Clock clock) {
        TcpProxy proxy = TcpProxy.to(server.host(), server.port());
        Destination opened = new ShareDestination(
                ShareSettings.of(
                        new ShareAddress(proxy.host(), proxy.port(), SambaServer.SHARE, List.of()),
                        ShareAccount.of(server.username(), server.password())),
                clock);
        proxies.put(opened, proxy);
        return opened;
    }

    @Override
    protected void kill(Destination worker) {
        TcpProxy proxy = proxies.get(worker);
        int before = server.processes();
        proxy.disconnect();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> server.processes() < before);
    }

    @Override
    protected Path tree() {
        return server.tree();
    }

    @Override
    protected boolean canHold(String name) {
        return NameRules.WINDOWS.faultOf(name) == null;
    }
}
