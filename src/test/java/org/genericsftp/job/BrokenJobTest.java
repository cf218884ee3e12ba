package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.local.LocalDestination;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.request.Totals;
import org.genericsftp.source.Batch;
import org.genericsftp.source.BatchConsumer;
import org.genericsftp.transfer.Copier;
import org.genericsftp.transfer.RetryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenJobTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    private Path copies;

    @Test
    void aJobThatBreaksHasAResultWithWhatItHadDone() {
        Result result = plan(new IllegalStateException("for the test"));
        assertThat(result.status()).isEqualTo(ReplyStatus.PARTIAL);
        assertThat(result.totals()).isEqualTo(new Totals(0, 0, 0, 0, 1, 0));
        assertThat(result.error()).isNotNull().satisfies(error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
            assertThat(error.retryable()).isTrue();
        });
    }

    @Test
    void itAlsoHasOneWhenTheMachineBreaks() {
        assertThat(plan(new StackOverflowError("for the test")).error())
                .isNotNull()
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL_ERROR));
    }

    private Result plan(Throwable trouble) {
        try (LocalDestination destination = new LocalDestination(LocalSettings.of(copies), Clock.systemUTC());
                Copier copier = new Copier(destination, new RetryPolicy(Duration.ZERO))) {
            CopyFiles job = new CopyFiles(
                    JobSettings.of("test"),
                    new ListedSource(batches -> breakOff(batches, trouble)),
                    destination,
                    copier,
                    Clock.systemUTC());
            return job.run(
                    FileRequest.EVERYTHING.withDryRun(true),
                    NOON,
                    new Cancellation(),
                    new Progress(),
                    new CollectedOutcomes());
        }
    }

    /** Lists one file, and then breaks. */
    private static void breakOff(BatchConsumer batches, Throwable trouble) throws FileException {
        RelativePath path = new RelativePath("new.csv");
        RemoteFile file = new RemoteFile(path, new FileStamp(7, NOON), new RemoteName(new byte[] {'n'}));
        batches.accept(new Batch(RelativePath.ROOT, List.of(file)));
        if (trouble instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) trouble;
    }
}
