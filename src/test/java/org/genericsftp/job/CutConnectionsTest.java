package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genericsftp.job.CopySite.Patience;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.TcpProxy.Direction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The connection is cut once, after every so many bytes of what an undisturbed job needs. */
class CutConnectionsTest {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final int PARTS = 8;

    /** The bytes of connecting, up to a session that is ready. */
    private static final Map<Direction, Long> CONNECTING = new EnumMap<>(Direction.class);

    private static final Map<Direction, Long> WHOLE = new EnumMap<>(Direction.class);

    private static OpenSshServer server;

    @TempDir
    Path copies;

    @BeforeAll
    static void measureAnUndisturbedJob(@TempDir Path other) throws Exception {
        server = OPENED.add(OpenSshServer.started());
        for (int i = 0; i < 150; i++) {
            CopySite.put(server, "f" + i % 10 + "/" + i, 100 * i);
        }
        CopySite.put(server, "large", 4_000_000);
        try (CopySite site = new CopySite(server, other, Patience.LONG)) {
            site.connect();
            for (Direction direction : Direction.values()) {
                CONNECTING.put(direction, site.proxy().bytes(direction));
            }
            assertThat(site.copyEverything(new CollectedOutcomes()).status()).isEqualTo(ReplyStatus.COMPLETED);
            for (Direction direction : Direction.values()) {
                WHOLE.put(direction, site.proxy().bytes(direction));
            }
        }
    }

    static Stream<Arguments> parts() {
        return Stream.of(Direction.values())
                .flatMap(direction -> IntStream.range(0, PARTS).mapToObj(part -> Arguments.of(direction, part)));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void whileConnectingDoNoHarm(Direction direction, int part) throws Exception {
        assertDoesNoHarm(direction, CONNECTING.get(direction) * part / PARTS);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void whileListingAndCopyingDoNoHarm(Direction direction, int part) throws Exception {
        long connecting = CONNECTING.get(direction);
        assertDoesNoHarm(direction, connecting + (WHOLE.get(direction) - connecting) * part / PARTS);
    }

    private void assertDoesNoHarm(Direction direction, long offset) throws Exception {
        try (CopySite site = new CopySite(server, copies, Patience.LONG)) {
            site.proxy().cutOnceAfter(direction, offset);
            // A job may need fewer bytes than the one that was measured: then the cut comes in the next.
            do {
                site.removeAllCopies();
                assertCopiesEverything(site);
            } while (site.proxy().isToCut(direction));
        }
    }

    private static void assertCopiesEverything(CopySite site) throws Exception {
        CollectedOutcomes outcomes = new CollectedOutcomes();

        Result report = site.copyEverything(outcomes);

        assertThat(report.error()).isNull();
        assertThat(report.status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(outcomes.names()).isEqualTo(site.onServer());
        site.assertAllWhole();
    }
}
