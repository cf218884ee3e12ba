package org.genericsftp.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.testing.FileFailures.failureOf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.SambaServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A share on a disk of 4 MiB. */
class FullShareTest {
    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");

    @TempDir
    Path disk;

    private SambaServer server;
    private ShareDestination destination;
    private boolean mounted;

    @BeforeEach
    void start() throws Exception {
        if (run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()) != 0) {
            RealServers.skip("the right to mount (root)");
        }
        mounted = true;
        server = SambaServer.builder().serving(disk).start();
        destination = new ShareDestination(
                ShareSettings.of(
                        new ShareAddress(server.host(), server.port(), SambaServer.SHARE, List.of()),
                        ShareAccount.of(server.username(), server.password())),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() throws Exception {
        if (destination != null) {
            destination.close();
        }
        if (server != null) {
            server.close();
        }
        if (mounted) {
            assertThat(run("umount", disk.toString())).isZero();
        }
    }

    @Test
    void aShareThatFillsUpEndsOneFileAndNotTheOthers() throws IOException {
        copy("a.bin", 1_000_000);

        FileException full = failureOf(() -> write(begin("large.bin", FileStamp.UNKNOWN_SIZE), 20_000_000));
        assertThat(full.code()).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(full).hasMessageContaining("large.bin").hasMessageContaining("full");

        copy("b.bin", 1_000_000);
        assertThat(names()).containsExactly("a.bin", "b.bin");
    }

    @Test
    void aFileThatCannotFitIsRefusedAtOnce() throws IOException {
        copy("a.bin", 1_000_000);

        FileException refused = failureOf(() -> begin("large.bin", 20_000_000).close());
        assertThat(refused.code()).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(refused.remedy()).isEqualTo(Remedy.LATER);
        assertThat(refused).hasMessageContaining("no room for its 20000000 bytes");
        copy("b.bin", 1_000_000);
        assertThat(names()).containsExactly("a.bin", "b.bin");
    }

    @Test
    void filesThatDoNotFitTogetherAreNotBegunTogether() throws IOException {
        PendingFile first = begin("first.bin", 2_500_000);
        assertThat(failureOf(() -> begin("other.bin", 2_500_000).close()).code())
                .isEqualTo(ErrorCode.DISK_FULL);
        first.append(ByteBuffer.allocate(1_000_000));
        assertThat(failureOf(() -> begin("other.bin", 2_500_000).close()).code())
                .isEqualTo(ErrorCode.DISK_FULL);
        first.close();
        begin("second.bin", 2_500_000).close();
        assertThat(names()).isEmpty();
    }

    @Test
    void whatIsWrittenIsCountedOnce() throws IOException {
        PendingFile first = begin("first.bin", 3_000_000);
        for (int i = 0; i < 12; i++) {
            first.append(ByteBuffer.allocate(250_000));
        }
        first.publish();
        // It is not refused before the server was asked again.
        assertThat(failureOf(() -> begin("other.bin", 3_000_000).close()).code())
                .isEqualTo(ErrorCode.DISK_FULL);
        copy("second.bin", 750_000);
        first.close();

        assertThat(names()).containsExactly("first.bin", "second.bin");
    }

    @Test
    void roomThatIsMadeIsSeen() throws IOException {
        copy("a.bin", 3_000_000);
        assertThat(failureOf(() -> copy("b.bin", 3_000_000)).code()).isEqualTo(ErrorCode.DISK_FULL);

        Files.delete(disk.resolve("a.bin"));
        copy("b.bin", 3_000_000);
        assertThat(names()).containsExactly("b.bin");
    }

    private PendingFile begin(String name, long size) throws IOException {
        return destination.create(new RelativePath(name), new FileStamp(size, TIME));
    }

    private void copy(String name, int length) throws IOException {
        write(begin(name, length), length);
    }

    private static void write(PendingFile file, int length) throws IOException {
        try (file) {
            for (int from = 0; from < length; from += 250_000) {
                file.append(ByteBuffer.allocate(250_000));
            }
            file.publish();
        }
    }

    private List<String> names() throws IOException {
        try (var all = Files.list(disk)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
