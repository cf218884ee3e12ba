package org.genericsftp.share;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.genericsftp.testing.FileFailures.failureOf;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.File;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.share.ShareSettings.Encryption;
import org.genericsftp.share.ShareSettings.Patience;
import org.genericsftp.testing.SambaServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands at a path when a file is published there. */
class ReplaceTest {
    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private SambaServer server;
    private ShareDestination destination;

    @BeforeEach
    void start() {
        server = SambaServer.started();
        destination = open(Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        if (destination != null) {
            destination.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aFileThatIsBeingReadIsReplacedOnceItIsClosed() throws Exception {
        destination.close();
        destination = open(Duration.ofSeconds(30));
        copy("a.csv", "the old one");

        Future<?> closed;
        InputStream reader = destination.read(new RelativePath("a.csv"));
        try (PendingFile pending = begin("a.csv", "the new one")) {
            closed = threads.submit(() -> {
                reader.close();
                return null;
            });
            pending.publish();
        }
        closed.get(30, TimeUnit.SECONDS);
        assertThat(content("a.csv")).isEqualTo("the new one");
    }

    @Test
    void aFileThatStaysOpenIsToldToBeInUse() throws Exception {
        copy("a.csv", "the old one");

        try (InputStream reader = destination.read(new RelativePath("a.csv"))) {
            assertThat(reader.read()).isEqualTo('t');
            FileException refused = failureOf(() -> copy("a.csv", "the new one"));
            assertThat(refused.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
            assertThat(refused.remedy()).isEqualTo(Remedy.LATER);
            assertThat(refused)
                    .hasMessageContaining("in use by another program")
                    .hasMessageContaining("1 s");
        }
        assertThat(content("a.csv")).isEqualTo("the old one");
        assertThat(server.names()).containsExactly("a.csv");
    }

    /** Windows refuses; Samba replaces the name, and leaves the other program with the old file. */
    @Test
    void aFileThatAnotherProgramHoldsIsReplacedWholeOrToldToBeInUse() throws Exception {
        copy("a.csv", "the old one");

        try (Closeable held = hold("a.csv")) {
            assertThat(held).isNotNull();
            FileException refused = catchThrowableOfType(FileException.class, () -> copy("a.csv", "the new one"));
            if (refused != null) {
                assertThat(refused).hasMessageContaining("in use by another program");
            }
            assertThat(content("a.csv")).isEqualTo(refused == null ? "the new one" : "the old one");
        }
        assertThat(server.names()).containsExactly("a.csv");
    }

    @Test
    void aNameThatDiffersInCaseOnlyIsACollision() throws IOException {
        copy("Report.csv", "the first");

        FileException refused = failureOf(() -> copy("report.CSV", "the second"));
        assertThat(refused.code()).isEqualTo(ErrorCode.NAME_COLLISION);
        assertThat(refused.remedy().retryable()).isFalse();
        assertThat(refused).hasMessageContaining("report.CSV").hasMessageContaining("\"Report.csv\" stands there");
        assertThat(content("Report.csv")).isEqualTo("the first");
        assertThat(server.names()).containsExactly("Report.csv");
        assertThat(destination.lookup(RelativePath.ROOT, List.of("report.CSV"))).containsOnlyNulls();
        assertThat(destination.lookup(RelativePath.ROOT, List.of("report.CSV", "Report.csv", "REPORT.CSV")))
                .containsExactly(null, new FileStamp(9, TIME), null);
    }

    @Test
    void aNameThatDiffersInCaseOnlyAndComesMeanwhileIsACollision() throws IOException {
        try (PendingFile first = begin("Report.csv", "the first");
                PendingFile second = begin("report.CSV", "the second")) {
            first.publish();
            assertThat(failureOf(second::publish).code()).isEqualTo(ErrorCode.NAME_COLLISION);
        }
        assertThat(server.names()).containsExactly("Report.csv");
        assertThat(content("Report.csv")).isEqualTo("the first");
    }

    @Test
    void aFolderWhoseNameDiffersInCaseOnlyIsACollision() throws IOException {
        copy("North/a.csv", "the first");

        assertThat(failureOf(() -> copy("north/b.csv", "the second")).code()).isEqualTo(ErrorCode.NAME_COLLISION);
        assertThat(failureOf(() -> copy("NORTH", "the third")).code()).isEqualTo(ErrorCode.NAME_COLLISION);
        assertThat(destination.lookup(new RelativePath("north"), List.of("a.csv")))
                .containsOnlyNulls();
        assertThat(server.names()).containsExactly("North");
    }

    @Test
    void theShortFormOfALongNameIsACollision() throws IOException {
        copy("a rather long name.csv", "the first");
        String shortName =
                server.smbclient("altname \"a rather long name.csv\"").strip();

        assertThat(failureOf(() -> copy(shortName, "the second")).code()).isEqualTo(ErrorCode.NAME_COLLISION);
        assertThat(content("a rather long name.csv")).isEqualTo("the first");
        assertThat(server.names()).containsExactly("a rather long name.csv");
    }

    @Test
    void aLinkThatLeadsOutOfTheShareIsNotFollowed(@TempDir Path outside) throws IOException {
        Files.writeString(outside.resolve("x.csv"), "outside");
        Files.createSymbolicLink(server.tree().resolve("in"), outside);
        Files.createSymbolicLink(server.tree().resolve("x.csv"), outside.resolve("x.csv"));
        Files.createSymbolicLink(server.tree().resolve("dangling.csv"), outside.resolve("dangling.csv"));

        for (String name : List.of("in/a.csv", "in/x.csv", "x.csv", "dangling.csv")) {
            FileException refused = failureOf(() -> copy(name, "some bytes"));
            assertThat(refused.code()).as(name).isEqualTo(ErrorCode.PERMISSION_DENIED);
            assertThat(refused.remedy().retryable()).isFalse();
            assertThat(refused).hasMessageContaining("link");
            assertThat(failureOf(() -> destination.read(new RelativePath(name)).close())
                            .code())
                    .isEqualTo(ErrorCode.FILE_NOT_FOUND);
        }
        assertThat(destination.lookup(RelativePath.ROOT, List.of("x.csv", "in", "dangling.csv")))
                .containsOnlyNulls();
        assertThat(server.names()).containsExactly("dangling.csv", "in", "x.csv");
        assertThat(outside).isDirectoryContaining("glob:**/x.csv");
        assertThat(Files.readString(outside.resolve("x.csv"))).isEqualTo("outside");
        try (var all = Files.list(outside)) {
            assertThat(all).hasSize(1);
        }
    }

    @Test
    void mappedNamesAreCopiedAndFoundAgain() throws IOException {
        destination.close();
        destination = open(Duration.ofSeconds(1), ShareNames.MAP);
        copy("a:b/NUL", "some bytes");
        copy("a:b/NUL", "other bytes");

        assertThat(content("a%3Ab/%4EUL")).isEqualTo("other bytes");
        assertThat(destination.lookup(new RelativePath("a:b"), List.of("NUL", "%4EUL", "nul")))
                .containsExactly(new FileStamp(11, TIME), null, null);
        try (InputStream in = destination.read(new RelativePath("a:b/NUL"))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("other bytes");
        }
    }

    private Closeable hold(String name) throws IOException {
        SMBClient client = new SMBClient();
        DiskShare share = (DiskShare) client.connect(server.host(), server.port())
                .authenticate(new AuthenticationContext(
                        server.username(), server.password().toCharArray(), ""))
                .connectShare(SambaServer.SHARE);
        File held = share.openFile(
                name,
                EnumSet.of(AccessMask.FILE_READ_DATA),
                null,
                EnumSet.of(SMB2ShareAccess.FILE_SHARE_READ),
                SMB2CreateDisposition.FILE_OPEN,
                null);
        return () -> {
            held.close();
            client.close();
        };
    }

    private ShareDestination open(Duration inUse) {
        return open(inUse, ShareNames.REFUSE);
    }

    private ShareDestination open(Duration inUse, ShareNames names) {
        return new ShareDestination(
                new ShareSettings(
                        new ShareAddress(server.host(), server.port(), SambaServer.SHARE, List.of()),
                        ShareAccount.of(server.username(), server.password()),
                        true,
                        Encryption.IF_OFFERED,
                        names,
                        ShareSettings.DEFAULT_LEFTOVER_AGE,
                        new Patience(Duration.ofSeconds(10), Duration.ofSeconds(10), inUse)),
                Clock.systemUTC());
    }

    private void copy(String name, String content) throws IOException {
        try (PendingFile pending = begin(name, content)) {
            pending.publish();
        }
    }

    private PendingFile begin(String name, String content) throws IOException {
        PendingFile pending = destination.create(new RelativePath(name), new FileStamp(content.length(), TIME));
        pending.append(ByteBuffer.wrap(content.getBytes(UTF_8)));
        return pending;
    }

    private String content(String name) throws IOException {
        return Files.readString(server.tree().resolve(name));
    }
}
