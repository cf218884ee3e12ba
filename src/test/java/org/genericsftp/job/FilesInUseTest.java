package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;
import org.genericsftp.job.CopySite.Patience;
import org.genericsftp.request.Result;
import org.genericsftp.testing.MinaSftpServer;
import org.genericsftp.testing.ScratchFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Copies from a server 50 ms away, some of whose files will not open: another program has them in use, and the answer is
 * FAILURE, as from Windows servers. They fail, the others are copied, in about the time that it takes without them. The
 * ordinary build does it once, with few files; {@code -Dbusy.turns=5} measures in turns and prints medians and ratios.
 */
class FilesInUseTest {
    private static final int TURNS = Integer.getInteger("busy.turns", 0);
    private static final int FILES = TURNS == 0 ? 300 : 3_000;
    private static final int FILE_BYTES = 4_096;
    /** The first turn warms up what is measured later, and does not count. */
    private static final int UNCOUNTED = TURNS == 0 ? 0 : 1;

    private static final Duration EACH_WAY = Duration.ofMillis(25);

    @TempDir
    Path folder;

    /** By their numbers in the order in which they are opened first. */
    private volatile IntPredicate inUse = number -> false;

    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final AtomicInteger opened = new AtomicInteger();

    @Test
    void holdUpNothingElse() throws Exception {
        Map<String, IntPredicate> rows = new LinkedHashMap<>();
        rows.put("none", number -> false);
        for (int count : TURNS == 0 ? new int[] {5} : new int[] {1, 5, 50}) {
            int apart = FILES / count;
            rows.put(count + " spread", number -> number % apart == apart / 2);
            rows.put(count + " neighbours", number -> number >= FILES / 2 && number < FILES / 2 + count);
        }
        Map<String, List<Double>> seconds = new LinkedHashMap<>();
        try (MinaSftpServer server = MinaSftpServer.started()) {
            refuseFilesInUse(server);
            for (int i = 0; i < FILES; i++) {
                CopySite.put(server, i % 10 + "/" + i, FILE_BYTES);
            }
            for (int turn = 0; turn < UNCOUNTED + Math.max(TURNS, 1); turn++) {
                for (Map.Entry<String, IntPredicate> row : rows.entrySet()) {
                    inUse = row.getValue();
                    double took = copy(server, folder.resolve("copies"));
                    if (turn >= UNCOUNTED) {
                        seconds.computeIfAbsent(row.getKey(), name -> new ArrayList<>())
                                .add(took);
                    }
                }
            }
        }
        print(seconds);
    }

    /** This server gives a handle in use again after an OPEN that it refused. That costs sessions, which is not measured here. */
    private static final class OwnHandles extends SftpSubsystemFactory {
        @Override
        public Command createSubsystem(ChannelSession channel) {
            return new SftpSubsystem(channel, this) {
                private int last;

                @Override
                protected String generateFileHandle(Path file) {
                    return Integer.toString(++last);
                }
            };
        }
    }

    private void refuseFilesInUse(MinaSftpServer server) {
        SftpSubsystemFactory sftp = new OwnHandles();
        sftp.setFileSystemAccessor(new SftpFileSystemAccessor() {
            @Override
            public SeekableByteChannel openFile(
                    SftpSubsystemProxy subsystem,
                    FileHandle handle,
                    Path file,
                    String name,
                    Set<? extends OpenOption> options,
                    FileAttribute<?>... attributes)
                    throws IOException {
                if (inUse.test(numbers.computeIfAbsent(file.toString(), first -> opened.getAndIncrement()))) {
                    throw new IOException("The process cannot access the file because it is being used by another one");
                }
                return SftpFileSystemAccessor.super.openFile(subsystem, handle, file, name, options, attributes);
            }
        });
        server.server().setSubsystemFactories(List.of(sftp));
    }

    private double copy(MinaSftpServer server, Path copies) throws Exception {
        numbers.clear();
        opened.set(0);
        Files.createDirectory(copies);
        long start;
        long end;
        try (CopySite site = new CopySite(server, copies, Patience.LONG)) {
            site.proxy().delay(EACH_WAY);
            start = System.nanoTime();
            Result report = site.copyEverything(new CollectedOutcomes());
            end = System.nanoTime();
            int failing = (int) IntStream.range(0, FILES).filter(inUse).count();
            assertThat(report.totals().failed()).isEqualTo(failing);
            assertThat(site.copied()).hasSize(FILES - failing);
            site.assertCopiesWhole();
        }
        ScratchFolder.delete(copies);
        return (end - start) / 1e9;
    }

    private static void print(Map<String, List<Double>> seconds) {
        double without = median(seconds.get("none"));
        seconds.forEach((row, all) -> System.out.printf(
                "%-15s of %d in use: %6.2f s, ratio %.2f %s%n", row, FILES, median(all), median(all) / without, all));
    }

    private static double median(List<Double> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }
}
