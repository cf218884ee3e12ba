package org.genericsftp.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.testing.SambaServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server tells of the room that the account has, whatever its disk has. */
class ShareSpaceTest {
    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");

    @TempDir
    Path area;

    private SambaServer server;
    private ShareDestination destination;

    @AfterEach
    void stop() {
        if (destination != null) {
            destination.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aShareThatShowsLessThanItsDiskIsFilledNoFurther() throws IOException {
        serve("max disk size = 1");

        copy("small.bin", 500_000);
        refusesForLackOfRoom(2_000_000);
    }

    @Test
    void theAccountsOwnRoomCountsAndIsAskedAgain() throws IOException {
        Path room = area.resolve("room");
        Files.writeString(room, "1000 1 1024");
        serve("dfree command = " + script("cat " + room));

        refusesForLackOfRoom(2_000);
        copy("small.bin", 1_000);
        Files.writeString(room, "1000 500 1024");
        copy("larger.bin", 200_000);
    }

    private void serve(String option) {
        server = SambaServer.builder()
                .option("dfree cache time = 0")
                .option(option)
                .start();
        destination = new ShareDestination(
                ShareSettings.of(
                        new ShareAddress(server.host(), server.port(), SambaServer.SHARE, List.of()),
                        ShareAccount.of(server.username(), server.password())),
                Clock.systemUTC());
    }

    private String script(String line) throws IOException {
        Path script = Files.writeString(area.resolve("script"), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script.toString();
    }

    private void copy(String name, int length) throws IOException {
        try (PendingFile pending = destination.create(new RelativePath(name), new FileStamp(length, TIME))) {
            pending.append(ByteBuffer.allocate(length));
            pending.publish();
        }
        assertThat(Files.size(server.tree().resolve(name))).isEqualTo(length);
    }

    private void refusesForLackOfRoom(int length) {
        FileException refused = catchThrowableOfType(
                FileException.class,
                () -> destination
                        .create(new RelativePath("refused.bin"), new FileStamp(length, TIME))
                        .close());
        assertThat(refused).as("a failure").isNotNull();
        assertThat(refused.code()).isEqualTo(ErrorCode.DISK_FULL);
        assertThat(refused).hasMessageContaining("no room for its " + length + " bytes");
    }
}
