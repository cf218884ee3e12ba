package org.genericsftp.share;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.genericsftp.destination.Destination;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.PlacedFile;
import org.genericsftp.file.RelativePath;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SambaServer;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TcpProxy.Direction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is there already, and what it costs to know. */
class ShareLookupTest {
    @RegisterExtension
    final Opened opened = new Opened();

    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");
    private static final RelativePath IN = new RelativePath("in");

    private SambaServer server;
    private TcpProxy proxy;
    private ShareDestination destination;
    private Destination.View job;

    @BeforeEach
    void start() {
        server = opened.add(SambaServer.started());
        proxy = opened.add(TcpProxy.to(server.host(), server.port()));
        destination = opened.add(new ShareDestination(
                ShareSettings.of(
                        new ShareAddress(proxy.host(), proxy.port(), SambaServer.SHARE, List.of()),
                        ShareAccount.of(server.username(), server.password())),
                Clock.systemUTC()));
        job = opened.add(destination.view());
    }

    private static List<FileStamp> seen(Destination.View view, List<String> names) throws IOException {
        return view.compare(
                IN,
                names.stream()
                        .map(name -> new PlacedFile(IN.child(name), new FileStamp(1, TIME)))
                        .toList());
    }

    @Test
    void aFolderIsListedOnceForAllBatchesOfAJob() throws IOException {
        List<String> names = names(2_000);
        for (String name : names) {
            put(name, "four");
        }
        seen(job, List.of("connect"));

        long before = proxy.bytes(Direction.TO_SERVER);
        for (int from = 0; from < 2_000; from += 100) {
            assertThat(seen(job, names.subList(from, from + 100)))
                    .containsOnly(new FileStamp(4, TIME))
                    .hasSize(100);
        }
        // One request takes about 200 bytes: a few are made, and not one for each file or batch.
        assertThat(proxy.bytes(Direction.TO_SERVER) - before).isLessThan(4_000);
    }

    @Test
    void aFileAskedForAgainIsLookedAtAgain() throws IOException {
        put("a.csv", "four");
        assertThat(seen(job, List.of("a.csv", "b.csv", "c.csv", "d.csv")))
                .containsExactly(new FileStamp(4, TIME), null, null, null);
        put("a.csv", "seven..");
        put("b.csv", "six...");
        assertThat(seen(job, List.of("a.csv", "b.csv", "c.csv", "d.csv")))
                .containsExactly(new FileStamp(7, TIME), new FileStamp(6, TIME), null, null);
    }

    @Test
    void anotherJobSeesNothingStale() throws IOException {
        put("a.csv", "four");
        put("x.csv", "four");
        assertThat(seen(job, List.of("a.csv", "b.csv", "c.csv"))).containsExactly(new FileStamp(4, TIME), null, null);
        put("x.csv", "seven..");

        try (Destination.View otherJob = destination.view()) {
            assertThat(seen(otherJob, List.of("x.csv", "y.csv", "z.csv")))
                    .containsExactly(new FileStamp(7, TIME), null, null);
        }
    }

    @Test
    void whatWasPublishedMeanwhileIsSeen() throws IOException {
        put("a.csv", "four");
        assertThat(seen(job, List.of("a.csv", "b.csv", "c.csv"))).containsExactly(new FileStamp(4, TIME), null, null);
        try (PendingFile pending = destination.create(IN.child("x.csv"), new FileStamp(5, TIME))) {
            pending.append(ByteBuffer.wrap("whole".getBytes(StandardCharsets.UTF_8)));
            pending.publish();
        }
        assertThat(seen(job, List.of("x.csv", "y.csv", "z.csv"))).containsExactly(new FileStamp(5, TIME), null, null);
    }

    private void put(String name, String content) throws IOException {
        Path file = server.tree().resolve("in").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(TIME));
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "file-" + i + ".csv").toList();
    }
}
