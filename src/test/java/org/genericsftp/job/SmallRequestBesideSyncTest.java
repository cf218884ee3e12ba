package org.genericsftp.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.job.CopySite.Patience;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.sftp.SftpSettings.Limits;
import org.genericsftp.source.Lane;
import org.genericsftp.testing.MinaSftpServer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A short request does not wait for a long job of the same client, on the session that they share. What it waits for is
 * counted in READs: the server answers one after the other, and the next only when the client has sent all that it may.
 */
class SmallRequestBesideSyncTest {
    private static final Duration BOUND = Duration.ofSeconds(40);
    private static final int FILES = 50;

    /** The longest READ that the server takes. */
    private static final int READ_BYTES = 63 * 1024;

    private static final int READS_OF_A_FILE = 13;

    /** So many a new session has in flight: two MiB. */
    private static final int IN_FLIGHT = 32;

    /**
     * So many are answered at most before the short request's: those in flight when it has its files opened; then those in
     * flight when they are open, of which there may be twice as many; and the rest of the sync's turn, a quarter of a MiB.
     */
    private static final int FAIR = IN_FLIGHT + 2 * IN_FLIGHT + 4;

    private static final Limits ONE_SESSION = new Limits(1, Limits.DEFAULT.maxEntries(), Limits.DEFAULT.maxDepth());

    @TempDir
    Path copies;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isAnsweredLongBeforeTheSyncIsDone(boolean forFilesOfTheSync) throws Exception {
        try (MinaSftpServer server = MinaSftpServer.started();
                CopySite site = new CopySite(server, copies, Patience.LONG, ONE_SESSION)) {
            for (int i = 0; i < FILES; i++) {
                CopySite.put(server, "large/" + i, READS_OF_A_FILE * READ_BYTES);
            }
            List<String> three = forFilesOfTheSync ? lastThreeOf(server) : List.of("small/a", "small/b", "small/c");
            for (String file : three) {
                CopySite.put(server, file, READ_BYTES);
            }
            HeldReads reads = HeldReads.of(server);
            Progress sync = new Progress();
            CompletableFuture<Result> syncing = start(site.job(), everythingIn("large"), sync);
            await().atMost(BOUND).until(() -> !sync.snapshot().listing() && reads.count() >= IN_FLIGHT);
            reads.holdOpensBehindThem();

            CompletableFuture<Result> asked = start(site.job(), only(three), new Progress());
            await().atMost(BOUND).until(() -> reads.haveOpened(three));
            List<String> answered = answerUntilReadOnce(three, reads, site);

            assertThat(answered).hasSizeLessThanOrEqualTo(FAIR + three.size());
            reads.answerAll();
            assertThat(asked).succeedsWithin(BOUND);
            assertThat(asked.join().status()).isEqualTo(ReplyStatus.COMPLETED);
            assertThat(asked.join().totals().copied()).isEqualTo(three.size());
            assertThat(syncing).succeedsWithin(BOUND);
            assertThat(syncing.join().status()).isEqualTo(ReplyStatus.COMPLETED);
            assertThat(syncing.join().totals().matched()).isEqualTo(FILES);
            site.assertCopiesWhole();
        }
    }

    /** Returns what was read until these files had been. */
    private static List<String> answerUntilReadOnce(List<String> files, HeldReads reads, CopySite site)
            throws Exception {
        List<String> answered = new ArrayList<>();
        try (Lane lane = site.lane()) {
            letItSend(lane);
            while (!answered.containsAll(files)) {
                answered.add(reads.answerNext());
                letItSend(lane);
            }
        }
        return answered;
    }

    /**
     * Returns when the client has sent all that it may after what it was answered. The first answer comes behind that; the
     * second request goes out when it has been taken in, and no later than all else that may.
     */
    private static void letItSend(Lane lane) throws FileException {
        for (int i = 0; i < 2; i++) {
            lane.refresh(new RemoteFile(
                    new RelativePath("large"), FileStamp.UNKNOWN, new RemoteName("/large".getBytes(UTF_8))));
        }
    }

    /** Those that the sync comes to at last: the server lists a folder in the order in which the file system has it. */
    private static List<String> lastThreeOf(MinaSftpServer server) throws IOException {
        try (Stream<Path> files = Files.list(server.rootDirectory().resolve("large"))) {
            return files.skip(FILES - 3)
                    .map(file -> "large/" + file.getFileName())
                    .toList();
        }
    }

    private static CompletableFuture<Result> start(CopyFiles job, FileRequest request, Progress progress) {
        return CompletableFuture.supplyAsync(
                () -> job.run(request, Instant.now(), new Cancellation(), progress, new CollectedOutcomes()));
    }

    private static FileRequest everythingIn(String folder) {
        return FileRequest.EVERYTHING.withDirectory(new RelativePath(folder));
    }

    private static FileRequest only(List<String> files) {
        NameFilter names = NameFilter.of(files, List.of(), NameFilter.Syntax.EXACT, true, null);
        return FileRequest.EVERYTHING.withFilter(FileFilter.EVERYTHING.withNames(names));
    }
}
