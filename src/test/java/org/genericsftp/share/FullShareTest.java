package org.genericsftp.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
    void aFileThatDoesNotFitIsToldAndRemovedAndOthersGoOn() throws IOException {
        copy("a.bin", 1_000_000);

        FileException full = catchThrowableOfType(FileException.class, () -> copy("large.bin", 20_000_000));
        assertThat(full).isNotNull();
        assertThat(full.code()).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(full).hasMessageContaining("large.bin").hasMessageContaining("full");

        copy("b.bin", 1_000_000);
        try (var all = Files.list(disk)) {
            assertThat(all.map(each -> each.getFileName().toString())).containsExactlyInAnyOrder("a.bin", "b.bin");
        }
    }

    private void copy(String name, int length) throws IOException {
        try (PendingFile pending = destination.create(new RelativePath(name), new FileStamp(length, TIME))) {
            for (int from = 0; from < length; from += 250_000) {
                pending.append(ByteBuffer.allocate(250_000));
            }
            pending.publish();
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
