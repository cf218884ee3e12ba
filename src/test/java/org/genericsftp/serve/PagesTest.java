package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.request.FileReply;
import org.genericsftp.serve.BrokerException.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PagesTest {
    @RegisterExtension
    final ServedInMemory served = new ServedInMemory();

    private void ask() {
        served.ask("{\"type\":\"FileRequest\"}");
    }

    private static FakeJob.Work copy(int files) {
        return run -> {
            for (int i = 0; i < files; i++) {
                run.outcomes().add(FakeJob.copied("file-" + i));
            }
        };
    }

    @Test
    void aThousandFilesAreOnePageWithoutGroup() throws Exception {
        served.start(FakeJob.doing(copy(1000)));
        ask();
        assertThat(served.broker().reply().message().group()).isNull();
        assertThat(served.broker().hasReplies()).isFalse();
    }

    @Test
    void moreAreAGroupOfPagesOfWhichTheLastHasTheResult() throws Exception {
        served.start(FakeJob.doing(copy(2500)));
        ask();
        Set<String> replyIds = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            OutgoingMessage message = served.broker().reply().message();
            FileReply page = (FileReply) ServedInMemory.read(message);
            replyIds.add(page.replyId());
            names.addAll(page.files().stream().map(FileOutcome::name).toList());
            assertThat(page.page()).isEqualTo(i);
            assertThat(message.group()).isEqualTo(new OutgoingMessage.Group(page.replyId(), i));
            assertThat(message.status()).isEqualTo(i == 3 ? "COMPLETED" : null);
            assertThat(page.result() != null).isEqualTo(i == 3);
            assertThat(page.result() == null ? 2500 : page.result().totals().copied())
                    .isEqualTo(2500);
        }
        assertThat(replyIds).hasSize(1);
        assertThat(names).hasSize(2500).doesNotHaveDuplicates();
    }

    @Test
    void longNamesMakePagesOfFewerFiles() throws Exception {
        String longName = "n".repeat(4000);
        served.start(FakeJob.doing(run -> {
            for (int i = 0; i < 200; i++) {
                run.outcomes().add(FakeJob.copied(longName + i));
                run.outcomes().add(FakeJob.copied("😀".repeat(50) + i));
            }
        }));
        ask();
        int files = 0;
        FileReply page;
        do {
            OutgoingMessage message = served.broker().reply().message();
            assertThat(message.body().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(256 * 1024);
            page = (FileReply) ServedInMemory.read(message);
            files += page.files().size();
        } while (page.result() == null);
        assertThat(files).isEqualTo(400);
    }

    @Test
    void pagesComeWhileTheWorkGoesOn() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        served.start(FakeJob.doing(run -> {
            copy(1001).copy(run);
            seen.await();
        }));
        ask();
        assertThat(served.page().result()).isNull();
        seen.countDown();
        assertThat(served.page().result()).isNotNull();
    }

    @Test
    void anAttemptThatIsBrokenOffLeavesPagesOfAnotherReply() throws Exception {
        FakeJob first = FakeJob.doing(run -> {
            copy(1001).copy(run);
            run.untilCancelled();
        });
        ClientService dying = served.start(first);
        ask();
        FileReply left = served.page();
        dying.close(Duration.ZERO);
        served.start(FakeJob.doing(copy(1001)));
        FileReply firstPage = served.page();
        FileReply lastPage = served.page();
        assertThat(left.replyId()).isNotEqualTo(lastPage.replyId());
        assertThat(firstPage.replyId()).isEqualTo(lastPage.replyId());
        assertThat(firstPage.page()).isEqualTo(1);
    }

    @Test
    void aReplyThatLostAPageIsNotEnded() throws Exception {
        served.withReplyRetry(Duration.ZERO).start(FakeJob.doing(copy(3000)));
        served.broker().refuse(Failure.REFUSED, 1);
        ask();
        await().until(() -> served.broker().handled() == 1);
        assertThat(served.broker().hasReplies()).isFalse();
    }

    @Test
    void aPageThatCannotBeSentBreaksTheAttemptOff() throws Exception {
        FakeJob job = FakeJob.doing(run -> {
            copy(1001).copy(run);
            run.cancellation().check();
        });
        served.start(job);
        served.broker().refuse(Failure.BROKEN, 1);
        ask();
        FileReply first = served.page();
        assertThat(first.page()).isEqualTo(1);
        assertThat(served.page().replyId()).isEqualTo(first.replyId());
        assertThat(job.runs()).hasSize(2);
        assertThat(served.broker().hasReplies()).isFalse();
    }
}
