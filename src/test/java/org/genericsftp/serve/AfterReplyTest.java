package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.AllowedAfterwards;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.request.AfterwardsReport;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.SyncReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is done at the source is done when the reply is out, where the client allows it. */
class AfterReplyTest {
    private static final String DELETE = "{\"type\":\"FileRequest\",\"requestId\":\"r-1\",\"afterwards\":\"delete\"}";

    @RegisterExtension
    final ServedInMemory served = new ServedInMemory();

    private final AtomicInteger runs = new AtomicInteger();
    private final FakeJob job = FakeJob.doing(run -> {
        run.outcomes().add(FakeJob.copied("a.csv"));
        run.outcomes().add(FakeJob.unchanged("b.csv"));
    });

    private void startAllowingAll() {
        served.allowing(new AllowedAfterwards(true, new RelativePath("processed")))
                .start(job);
        job.nowDoAfterwards((request, delivered, cancellation, told) -> {
            runs.incrementAndGet();
            told.accept(SourceOutcome.deleted("a.csv"));
            told.accept(SourceOutcome.kept(
                    "b.csv", new FileException(ErrorCode.FILE_CHANGED, Remedy.LATER, "it has changed")));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "false | | \"delete\"                        | expected none by this client's setting afterwards, found \"delete\"",
                "false | processed | \"delete\"              | expected to move to \"processed\" or a folder in it by this client's setting afterwards, found \"delete\"",
                "true  | processed | {\"moveTo\":\"proc\"}   | expected \"delete\", or to move to \"processed\" or a folder in it by this client's setting afterwards, found \"move to proc\"",
                "true  | | {\"moveTo\":\"processed\"}        | expected \"delete\" by this client's setting afterwards, found \"move to processed\"",
            },
            quoteCharacter = '\0')
    void isRejectedUnlessTheClientAllowsIt(boolean delete, String moveTo, String asked, String why) throws Exception {
        served.allowing(new AllowedAfterwards(delete, moveTo == null ? null : new RelativePath(moveTo)))
                .start(job);
        served.ask("{\"type\":\"FileRequest\",\"afterwards\":" + asked + "}");
        FileReply reply = served.page();
        assertThat(reply.result().status()).isEqualTo(ReplyStatus.REJECTED);
        assertThat(reply.result().error().code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(reply.result().error().pointer()).isEqualTo("/afterwards");
        assertThat(reply.result().error().message()).isEqualTo("/afterwards: " + why);
        assertThat(job.runs()).isEmpty();
    }

    @Test
    void isAnnouncedAndToldByAnEvent() throws Exception {
        startAllowingAll();
        served.ask(DELETE);
        FileReply reply = served.page();
        assertThat(reply.result().afterwards()).isEqualTo(Afterwards.DELETE);

        AfterwardsReport report = served.event(AfterwardsReport.class);
        assertThat(report.requestId()).isEqualTo("r-1");
        assertThat(report.replyId()).isEqualTo(reply.replyId());
        assertThat(report.afterwards()).isEqualTo(Afterwards.DELETE);
        assertThat(report.files()).extracting(SourceOutcome::name).containsExactly("a.csv", "b.csv");
        assertThat(report.totals()).isEqualTo(new AfterwardsReport.Totals(1, 0, 1, 0));
    }

    @Test
    void manyFilesAreToldInPages() throws Exception {
        served.allowing(new AllowedAfterwards(true, null)).start(job);
        job.nowDoAfterwards((request, delivered, cancellation, told) ->
                IntStream.range(0, 1_201).forEach(i -> told.accept(SourceOutcome.deleted("f" + i))));
        served.ask(DELETE);
        int files = 0;
        for (int page = 1; page <= 3; page++) {
            AfterwardsReport report = served.event(AfterwardsReport.class);
            assertThat(report.page()).isEqualTo(page);
            assertThat(report.totals() != null).isEqualTo(page == 3);
            files += report.files().size();
        }
        assertThat(files).isEqualTo(1_201);
    }

    @Test
    void beginsWhenTheReplyIsCommitted() throws Exception {
        startAllowingAll();
        CountDownLatch goOn = new CountDownLatch(1);
        job.nowDoAfterwards((request, delivered, cancellation, told) -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        served.ask(DELETE);
        assertThat(served.page().result().status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(served.event(RequestReport.class).requestId()).isEqualTo("r-1");
        goOn.countDown();
        assertThat(served.event(AfterwardsReport.class).totals().deleted()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"dry", "nothing", "failed", "stopped", "cancelled"})
    void nothingIsDoneWhereNothingIsSurelyDelivered(String how) throws Exception {
        startAllowingAll();
        FileException why = new FileException(
                how.equals("cancelled") ? ErrorCode.CANCELLED : ErrorCode.DISK_FULL, Remedy.LATER, "for the test");
        job.nowDo(run -> {
            switch (how) {
                case "nothing" -> {}
                case "failed" -> run.outcomes().add(FakeJob.failed("a.csv", why));
                case "stopped" -> {
                    run.outcomes().add(FakeJob.copied("a.csv"));
                    run.outcomes().stopped();
                }
                case "cancelled" -> {
                    run.outcomes().add(FakeJob.copied("a.csv"));
                    throw why;
                }
                default -> run.outcomes().add(FakeJob.unchanged("a.csv"));
            }
        });
        served.ask(how.equals("dry") ? DELETE.replace("}", ",\"dryRun\":true}") : DELETE);
        assertThat(served.page().result().afterwards()).isNull();
        assertThat(served.event(RequestReport.class).requestId()).isEqualTo("r-1");
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"r-2\"}");
        assertThat(served.event(RequestReport.class).requestId()).isEqualTo("r-2");
        assertThat(runs).hasValue(0);
    }

    @Test
    void aSyncDoesWhatItsSettingsSay() throws Exception {
        served.syncing(FileRequest.EVERYTHING.withAfterwards(Afterwards.DELETE));
        startAllowingAll();
        served.trigger("{\"type\":\"SyncTrigger\"}");
        assertThat(served.page().result().afterwards()).isEqualTo(Afterwards.DELETE);
        String syncId = served.event(SyncReport.class).syncId();
        AfterwardsReport report = served.event(AfterwardsReport.class);
        assertThat(report.syncId()).isEqualTo(syncId);
        assertThat(report.requestId()).isNull();
        assertThat(report.totals().deleted()).isEqualTo(1);
    }

    @Test
    void theEndOfTheWorkerCancelsItAndTheEndOfTheRequestDoesNot() throws Exception {
        ClientService service =
                served.allowing(new AllowedAfterwards(true, null)).start(job);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        job.nowDoAfterwards((request, delivered, cancellation, told) -> {
            cancellation.onCancel(ended::countDown);
            begun.countDown();
            try {
                ended.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            told.accept(SourceOutcome.kept("a.csv", cancellation.reason()));
        });
        served.ask(DELETE);
        served.page();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        served.control("{\"type\":\"CancelRequest\",\"requestId\":\"r-1\"}");
        served.ask("{\"type\":\"FileRequest\",\"requestId\":\"r-2\"}");
        assertThat(served.page().requestId()).isEqualTo("r-2");
        assertThat(ended.getCount()).isOne();

        service.close(Duration.ZERO);
        await().until(() -> ended.getCount() == 0);
        assertThat(served.event(AfterwardsReport.class).files().get(0).error().code())
                .isEqualTo(ErrorCode.CANCELLED);
    }
}
