package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.jms.JavaRequester.resultOf;

import jakarta.jms.DeliveryMode;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.request.FileReply;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.EmbeddedBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replies that are too long for one message. */
class PagesTest {
    private final RefusingQueues refusing = new RefusingQueues();
    private EmbeddedBroker broker;
    private Services services;
    private JavaRequester requester;

    @BeforeEach
    void connect() throws Exception {
        broker = EmbeddedBroker.start(refusing);
        services = new Services(broker.url());
        requester = new JavaRequester(broker.url());
    }

    @AfterEach
    void disconnect() throws Exception {
        requester.close();
        services.close();
        assertThat(broker.queue("ActiveMQ.DLQ").enqueued()).isZero();
        broker.close();
    }

    private void ask() throws Exception {
        requester.send(services.queues().requests(), requester.message("{\"type\":\"FileRequest\"}"));
    }

    private List<TextMessage> pages(int count) throws Exception {
        List<TextMessage> pages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pages.add(requester.reply());
        }
        assertThat(requester.replyWithin(Duration.ofMillis(1))).isNull();
        return pages;
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
        services.start(FakeJob.doing(copy(1000)));
        ask();
        Message page = pages(1).get(0);
        assertThat(page.propertyExists("JMSXGroupID")).isFalse();
    }

    @Test
    void moreAreAGroupOfPagesOfWhichTheLastHasTheResult() throws Exception {
        services.start(FakeJob.doing(copy(2500)));
        ask();
        List<TextMessage> messages = pages(3);
        Set<String> replyIds = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            TextMessage message = messages.get(i);
            FileReply page = (FileReply) JavaRequester.read(message);
            replyIds.add(page.replyId());
            names.addAll(page.files().stream().map(FileOutcome::name).toList());
            assertThat(page.page()).isEqualTo(i + 1);
            assertThat(message.getStringProperty("JMSXGroupID")).isEqualTo(page.replyId());
            assertThat(message.getIntProperty("JMSXGroupSeq")).isEqualTo(i + 1);
            assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
            assertThat(message.getJMSCorrelationID()).isEqualTo(messages.get(0).getJMSCorrelationID());
            boolean last = i == 2;
            assertThat(message.propertyExists("status")).isEqualTo(last);
            assertThat(page.result() != null).isEqualTo(last);
        }
        assertThat(replyIds).hasSize(1);
        assertThat(names).hasSize(2500).doesNotHaveDuplicates();
        FileReply last = (FileReply) JavaRequester.read(messages.get(2));
        assertThat(resultOf(last).totals().copied()).isEqualTo(2500);
    }

    @Test
    void longNamesMakePagesOfFewerFiles() throws Exception {
        String longName = "n".repeat(4000);
        services.start(FakeJob.doing(run -> {
            for (int i = 0; i < 200; i++) {
                run.outcomes().add(FakeJob.copied(longName + i));
                run.outcomes().add(FakeJob.copied("😀".repeat(50) + i));
            }
        }));
        ask();
        int files = 0;
        FileReply page;
        do {
            TextMessage message = requester.reply();
            assertThat(message.getText().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(256 * 1024);
            page = (FileReply) JavaRequester.read(message);
            files += page.files().size();
        } while (page.result() == null);
        assertThat(files).isEqualTo(400);
    }

    @Test
    void pagesComeWhileTheWorkGoesOn() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        services.start(FakeJob.doing(run -> {
            copy(1001).copy(run);
            seen.await();
        }));
        ask();
        assertThat(requester.page().result()).isNull();
        seen.countDown();
        assertThat(requester.page().result()).isNotNull();
    }

    @Test
    void anAttemptThatIsBrokenOffLeavesPagesOfAnotherReply() throws Exception {
        FakeJob first = FakeJob.doing(run -> {
            copy(1001).copy(run);
            run.untilCancelled();
        });
        ClientService dying = services.start(first);
        ask();
        FileReply left = requester.page();
        dying.close(Duration.ZERO);
        services.start(FakeJob.doing(copy(1001)));
        FileReply firstPage = requester.page();
        FileReply lastPage = requester.page();
        assertThat(left.replyId()).isNotEqualTo(lastPage.replyId());
        assertThat(firstPage.replyId()).isEqualTo(lastPage.replyId());
        assertThat(firstPage.page()).isEqualTo(1);
    }

    @Test
    void aReplyThatLostAPageIsNotEnded() throws Exception {
        services.withReplyRetry(Duration.ofMillis(300)).start(FakeJob.doing(copy(3000)));
        refusing.refuse(requester.replyQueue().getQueueName(), 3);
        ask();
        String requests = services.queues().requests();
        await().untilAsserted(
                        () -> assertThat(broker.queue(requests).dequeued()).isEqualTo(1));
        assertThat(requester.replyWithin(Duration.ofMillis(1))).isNull();
    }
}
