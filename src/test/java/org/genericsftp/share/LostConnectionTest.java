package org.genericsftp.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.share.ShareSettings.Encryption;
import org.genericsftp.share.ShareSettings.Patience;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SambaServer;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TcpProxy.Direction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A file whose connection is lost is copied whole by the next attempt, and no temporary file stays behind. */
@Timeout(120)
class LostConnectionTest {
    @RegisterExtension
    final Opened opened = new Opened();

    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");
    /** A lost connection is to be noticed, not waited out. */
    private static final Patience LONGER_THAN_ANY_TEST =
            new Patience(Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofSeconds(10));

    private static final int PIECE = 250_000;

    private final byte[] content = new byte[8 * PIECE];
    private SambaServer server;
    private TcpProxy proxy;
    private ShareDestination destination;

    @BeforeEach
    void start() {
        new Random(4711).nextBytes(content);
        server = opened.add(SambaServer.started());
        proxy = opened.add(TcpProxy.to(server.host(), server.port()));
        destination = opened.add(new ShareDestination(
                new ShareSettings(
                        new ShareAddress(proxy.host(), proxy.port(), SambaServer.SHARE, List.of()),
                        ShareAccount.of(server.username(), server.password()),
                        true,
                        Encryption.IF_OFFERED,
                        ShareNames.REFUSE,
                        ShareSettings.DEFAULT_LEFTOVER_AGE,
                        LONGER_THAN_ANY_TEST),
                Clock.systemUTC()));
    }

    @Test
    void theServersProcessIsKilledInMidWrite() throws IOException {
        PendingFile pending = begin();
        append(pending, 0, 4);
        server.killSessions();
        loses(pending);

        copyInTheEnd();
        assertThat(server.names()).containsExactly("a.bin");
    }

    @Test
    void theServerIsKilledInMidWriteAndStartedAgain() throws IOException {
        PendingFile pending = begin();
        append(pending, 0, 4);
        server.stop();
        loses(pending);
        assertThat(temporaryNames()).hasSize(1);

        server.startAgain();
        copyInTheEnd();
        destination.settle(all -> true);
        assertThat(server.names()).containsExactly("a.bin");
    }

    @Test
    void theServerCannotBeReachedForAWhile() throws IOException {
        PendingFile pending = begin();
        append(pending, 0, 4);
        proxy.refuse();
        proxy.reset();
        loses(pending);
        destination.settle(all -> true);
        assertThat(temporaryNames()).hasSize(1);

        proxy.accept();
        // For a moment after a failure nothing is tried.
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            destination.settle(all -> true);
            assertThat(server.names()).isEmpty();
        });
    }

    @Test
    void wheneverAnAnswerIsLost() throws IOException {
        copyInTheEnd();
        for (int offset = 0; offset < 4_000; offset += 150) {
            proxy.cutOnceAfter(Direction.TO_CLIENT, offset);
            copyInTheEnd();
            destination.settle(all -> true);
            assertThat(server.names()).as("cut after %d bytes", offset).containsExactly("a.bin");
        }
    }

    private void loses(PendingFile pending) throws IOException {
        FileException lost = catchThrowableOfType(FileException.class, () -> {
            append(pending, 4, 8);
            pending.publish();
        });
        assertThat(lost).as("a failure").isNotNull();
        assertThat(lost.code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
        assertThat(lost.remedy().retryable()).isTrue();
        pending.close();
        assertThat(server.names()).doesNotContain("a.bin");
    }

    private void copyInTheEnd() throws IOException {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptionsInstanceOf(FileException.class)
                .untilAsserted(() -> {
                    try (PendingFile pending = begin()) {
                        append(pending, 0, 8);
                        pending.publish();
                    }
                });
        assertThat(Files.readAllBytes(server.tree().resolve("a.bin"))).isEqualTo(content);
    }

    private PendingFile begin() throws IOException {
        return destination.create(new RelativePath("a.bin"), new FileStamp(content.length, TIME));
    }

    private void append(PendingFile pending, int from, int to) throws IOException {
        for (int piece = from; piece < to; piece++) {
            pending.append(ByteBuffer.wrap(content, piece * PIECE, PIECE));
        }
    }

    private List<String> temporaryNames() throws IOException {
        return server.names().stream().filter(name -> name.startsWith(".gsc-")).toList();
    }
}
