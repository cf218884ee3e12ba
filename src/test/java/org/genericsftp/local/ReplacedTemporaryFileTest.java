package org.genericsftp.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.destination.TemporaryNames;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.RealServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another program puts something else at the name of a temporary file that is being written. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class ReplacedTemporaryFileTest {
    private static final Instant TIME = Instant.parse("2019-11-01T10:00:00Z");
    private static final byte[] CONTENT = "some bytes".getBytes(UTF_8);

    @TempDir
    Path area;

    private Path outside;
    private Path tree;
    private Map<String, String> before;
    private LocalDestination destination;

    /** What comes to the name. */
    enum Other {
        PIPE {
            @Override
            void put(Path at, Path outside) {
                Command.run(RealServers.require("mkfifo").toString(), at.toString());
            }
        },
        HARD_LINK_TO_A_PIPE {
            @Override
            void put(Path at, Path outside) throws IOException {
                Files.createLink(at, outside.resolve("pipe"));
            }
        },
        HARD_LINK {
            @Override
            void put(Path at, Path outside) throws IOException {
                Files.createLink(at, outside.resolve("precious"));
            }
        },
        LINK {
            @Override
            void put(Path at, Path outside) throws IOException {
                Files.createSymbolicLink(at, outside.resolve("precious"));
            }
        },
        LINK_TO_A_PIPE {
            @Override
            void put(Path at, Path outside) throws IOException {
                Files.createSymbolicLink(at, outside.resolve("pipe"));
            }
        },
        FOLDER {
            @Override
            void put(Path at, Path outside) throws IOException {
                Files.createDirectory(at);
            }
        },
        FILE_OF_ITS_SIZE {
            @Override
            void put(Path at, Path outside) throws IOException {
                Files.write(at, new byte[CONTENT.length]);
            }
        };

        abstract void put(Path at, Path outside) throws IOException;
    }

    @BeforeAll
    static void requirePipes() {
        RealServers.require("mkfifo");
    }

    @BeforeEach
    void layOut() throws IOException {
        tree = Files.createDirectory(area.resolve("tree"));
        outside = Files.createDirectory(area.resolve("outside"));
        Files.write(outside.resolve("precious"), CONTENT);
        Command.run(
                RealServers.require("mkfifo").toString(),
                outside.resolve("pipe").toString());
        before = Area.snapshot(outside);
        destination = new LocalDestination(LocalSettings.of(tree), Clock.systemUTC());
    }

    @AfterEach
    void nothingOutsideWasTouched() throws IOException {
        destination.close();
        assertThat(Area.snapshot(outside)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void itIsNotPublishedAndLeftAsItIs(Other other) throws IOException {
        try (PendingFile pending = begin("in/a.csv")) {
            Path temporary = temporaryFile();
            replace(temporary, other);
            assertThat(pending.tail(4)).as("what was written").isEqualTo(ByteBuffer.wrap("ytes".getBytes(UTF_8)));

            Map<String, String> planted = Area.snapshot(tree);
            FileException failure = catchThrowableOfType(FileException.class, pending::publish);
            assertThat(failure.code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
            assertThat(failure.remedy()).isEqualTo(Remedy.LATER);
            assertThat(failure).hasMessageContaining("\"in/a.csv\"").hasMessageContaining("replaced");
            pending.close();
            assertThat(Area.snapshot(tree)).isEqualTo(planted);
        }
        copy("in/a.csv");
        assertThat(tree.resolve("in/a.csv")).hasBinaryContent(CONTENT);
    }

    @ParameterizedTest
    @EnumSource
    void itIsNoReasonForTheSearchForLeftoversToWait(Other other) throws IOException {
        Path folder = Files.createDirectory(tree.resolve("in"));
        other.put(folder.resolve(".gsc-00000001-00000001-1.part"), outside);
        other.put(tree.resolve(".gsc-00000001-00000001-2.part"), outside);

        assertThat(destination.removeLeftovers()).isBetween(0, 2);
    }

    @Test
    void noMomentIsWrongForIt() throws Exception {
        if (!Descriptors.havePaths()) {
            RealServers.skip("the fields that the jar's manifest opens");
        }
        int number = 0;
        List<String> copied = new ArrayList<>();
        int refused = 0;
        try (Swapper unused = new Swapper()) {
            while (number < 20_000 && (number < 400 || refused < 100 || copied.size() < 50)) {
                String name = "in/" + ++number;
                try {
                    copy(name);
                    copied.add(name);
                } catch (FileException e) {
                    assertThat(e.code())
                            .as(e.getMessage())
                            .isIn(
                                    ErrorCode.DESTINATION_UNAVAILABLE,
                                    ErrorCode.NAME_COLLISION,
                                    ErrorCode.PERMISSION_DENIED);
                    refused++;
                }
            }
        }

        assertThat(refused).isPositive();
        assertThat(copied).isNotEmpty().allSatisfy(name -> {
            Path copy = tree.resolve(name);
            assertThat(Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)).isTrue();
            assertThat(copy).hasBinaryContent(CONTENT);
            assertThat(Files.getLastModifiedTime(copy).toInstant()).isEqualTo(TIME);
        });
    }

    /** Puts other things at the names of temporary files all the time, at moments of its own. */
    private final class Swapper implements AutoCloseable {
        private final CountDownLatch stopped = new CountDownLatch(1);
        private final Thread thread = new Thread(this::swap, "swapper");

        Swapper() throws IOException {
            Files.createDirectory(tree.resolve("in"));
            thread.start();
        }

        private void swap() {
            List<Other> quick =
                    List.of(Other.HARD_LINK, Other.HARD_LINK_TO_A_PIPE, Other.LINK, Other.LINK_TO_A_PIPE, Other.FOLDER);
            for (int i = 0; stopped.getCount() > 0; i++) {
                Other next = quick.get(i % quick.size());
                try {
                    Path temporary = temporaryFile();
                    for (int spins = ThreadLocalRandom.current().nextInt(2_000); spins > 0; spins--) {
                        Thread.onSpinWait();
                    }
                    replace(temporary, next);
                } catch (IOException | IndexOutOfBoundsException gone) {
                    Thread.onSpinWait();
                }
            }
        }

        @Override
        public void close() {
            stopped.countDown();
            await().until(() -> !thread.isAlive());
        }
    }

    /** In one step, so that the name is never free. */
    private void replace(Path temporary, Other other) throws IOException {
        Path made = Files.createTempDirectory(area, "made").resolve("other");
        other.put(made, outside);
        if (other == Other.FOLDER) {
            Files.delete(temporary);
        }
        Files.move(made, temporary, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path temporaryFile() throws IOException {
        try (Stream<Path> all = Files.list(tree.resolve("in"))) {
            return all.filter(each -> TemporaryNames.isTemporary(String.valueOf(each.getFileName())))
                    .filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
                    .toList()
                    .get(0);
        }
    }

    private PendingFile begin(String name) throws FileException {
        PendingFile pending = destination.create(new RelativePath(name), new FileStamp(CONTENT.length, TIME));
        pending.append(ByteBuffer.wrap(CONTENT));
        return pending;
    }

    private void copy(String name) throws FileException {
        try (PendingFile pending = begin(name)) {
            pending.publish();
        }
    }
}
