package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.genericsftp.job.CopySite.Patience;
import org.genericsftp.servers.OtherServer;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.ScratchFolder;
import org.genericsftp.testing.TestSftpServer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Copies from one server in turns with OpenSSH's {@code sftp -r}, compares what came, and prints what each took. The
 * ordinary build does it once, with few files: {@code -Dservers.turns=5} measures.
 */
class BesideSftpTest {
    private static final int TURNS = Integer.getInteger("servers.turns", 0);
    /** The first turn warms up what is measured later, and does not count. */
    private static final int UNCOUNTED = 1;

    @TempDir
    Path folder;

    static Stream<OtherServer> chosen() {
        return System.getProperty("servers.only") == null && TURNS == 0
                ? Stream.of(OtherServer.OPENSSH)
                : CopyFilesOnOtherServersTest.chosen();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chosen")
    void copiesTheSameAsSftp(OtherServer kind) throws Exception {
        String sftp = RealServers.require("sftp").toString();
        try (TestSftpServer server = kind.start()) {
            compare(kind, server, sftp, "small", TURNS == 0 ? 20 : 2_000, 4_096);
            ScratchFolder.delete(server.rootDirectory().resolve("small"));
            compare(kind, server, sftp, "large", TURNS == 0 ? 1 : 4, 16 << 20);
        }
    }

    private void compare(OtherServer kind, TestSftpServer server, String sftp, String name, int files, int size)
            throws Exception {
        for (int i = 0; i < files; i++) {
            CopySite.put(server, name + "/" + i % 10 + "/" + i, size);
        }
        List<Double> theirs = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        Path copies = folder.resolve(name);
        for (int turn = 0; turn < UNCOUNTED + Math.max(TURNS, 1); turn++) {
            Files.createDirectory(copies);
            theirs.add(seconds(() -> copyWithSftp(server, sftp, copies.resolve("all"))));
            ScratchFolder.delete(copies);
            Files.createDirectory(copies);
            try (CopySite site = new CopySite(server, copies, Patience.LONG)) {
                ours.add(seconds(() -> site.copyEverything(new CollectedOutcomes())));
                site.assertAllWhole();
            }
            ScratchFolder.delete(copies);
        }
        double theirMedian = median(theirs);
        double ourMedian = median(ours);
        System.out.printf(
                "%-45s %6d x %,10d bytes: sftp -r %.2f s, ours %.2f s, ratio %.2f%n",
                kind, files, size, theirMedian, ourMedian, ourMedian / theirMedian);
    }

    private interface Copying {
        void run() throws Exception;
    }

    private static double seconds(Copying copying) throws Exception {
        long start = System.nanoTime();
        copying.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> all) {
        List<Double> counted = all.stream().skip(UNCOUNTED).sorted().toList();
        return counted.get(counted.size() / 2);
    }

    private static void copyWithSftp(TestSftpServer server, String sftp, Path to)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        sftp,
                        "-q",
                        "-r",
                        "-F",
                        "none",
                        "-i",
                        server.userKey().toString(),
                        "-P",
                        Integer.toString(server.port()),
                        "-oIdentitiesOnly=yes",
                        "-oStrictHostKeyChecking=no",
                        "-oUserKnownHostsFile=/dev/null",
                        server.username() + "@" + server.host() + ":" + server.sourceDirectory(),
                        to.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
        assertThat(CopySite.namesBelow(to)).isEqualTo(CopySite.namesBelow(server.rootDirectory()));
    }
}
