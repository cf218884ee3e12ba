package org.genericsftp.jms;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.jms.JavaRequester.resultOf;

import jakarta.jms.DeliveryMode;
import jakarta.jms.TextMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.ReportedError;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.StatusReport;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.ShiftedBrokerClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clocks of requester, broker and worker differ. The broker's is ten minutes ahead of what this machine's is. */
@Timeout(60)
class ClocksTest {
    private static final Duration AHEAD = Duration.ofMinutes(10);
    private static final String LAST_HOUR = "{\"type\":\"FileRequest\",\"fileTime\":{\"within\":\"PT1H\"}}";

    private final Clock brokersClock = Clock.offset(Clock.systemUTC(), AHEAD);

    @RegisterExtension
    static final ActiveMq broker = new ActiveMq(new ShiftedBrokerClock(AHEAD));

    private Services services;
    private JavaRequester requester;

    @BeforeEach
    void connect() {
        services = broker.services();
        requester = broker.requester();
    }

    private FileReply answerToStamped(long timestamp, String json) throws Exception {
        String answers = services.client() + ".answers";
        try (StompSender stomp = new StompSender(broker.broker().stompPort())) {
            stomp.send(services.queues().requests(), answers, timestamp, json);
        }
        return (FileReply) JavaRequester.read((TextMessage) requester.takeFrom(answers));
    }

    private StatusReport status() throws Exception {
        await().until(() -> broker.topic(services.queues().control()).consumers() > 0);
        requester.publish(services.queues().control(), requester.message("{\"type\":\"StatusRequest\"}"));
        return (StatusReport) JavaRequester.read(requester.nextReply());
    }

    @Test
    void aWorkerThatIsBehindSyncsByItself() throws Exception {
        FakeJob job = FakeJob.copying();
        services.withInterval(Duration.ofSeconds(1)).start(job);
        await().until(() -> job.runs().size() >= 3);
    }

    @Test
    void ticksDoNotPileUpWhileASyncTakesManyIntervals() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        FakeJob first = FakeJob.doing(run -> end.await());
        FakeJob second = FakeJob.doing(run -> end.await());
        services.withInterval(Duration.ofSeconds(1));
        services.start(first);
        services.start(second);
        await().until(() -> first.runs().size() + second.runs().size() == 1);
        await().during(Duration.ofSeconds(5))
                .until(() -> broker.queue(services.queues().sync()).waiting() <= 4);
        end.countDown();
        await().until(() -> first.runs().size() + second.runs().size() >= 3);
    }

    @Test
    void theStatusTellsTheDifference() throws Exception {
        services.start(FakeJob.copying());
        StatusReport.Clock clock = requireNonNull(status().clock());
        assertThat(clock.ahead()).isBetween(AHEAD.negated(), AHEAD.negated().plusSeconds(30));
    }

    @Test
    void aRequesterThatIsAheadCountsBackFromTheArrivalAtTheBroker() throws Exception {
        FakeJob job = FakeJob.copying();
        services.start(job);
        Instant before = brokersClock.instant();
        FileReply reply = answerToStamped(before.plus(Duration.ofHours(2)).toEpochMilli(), LAST_HOUR);
        assertThat(resultOf(reply).status()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(job.runs().get(0).askedAt()).isBetween(before.minusMillis(1), brokersClock.instant());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/fileTime/within | " + LAST_HOUR,
                "/directory | {\"type\":\"FileRequest\",\"directory\":\"${date:yyyy}\"}",
                "/fileName | {\"type\":\"FileRequest\",\"fileName\":\"${date:yyyy}.csv\"}",
            })
    void aRequestWhoseTimestampIsInSecondsIsToldSo(String pointer, String body) throws Exception {
        FakeJob job = FakeJob.copying();
        services.start(job);
        FileReply reply = answerToStamped(1_793_534_400, body);
        assertThat(resultOf(reply).status()).isEqualTo(ReplyStatus.REJECTED);
        ReportedError error = requireNonNull(resultOf(reply).error());
        assertThat(error.code()).isEqualTo(ErrorCode.INVALID_FILTER);
        assertThat(error.pointer()).isEqualTo(pointer);
        assertThat(error.message()).contains("JMSTimestamp", "1793534400", "milliseconds");
        assertThat(job.runs()).isEmpty();
    }

    @Test
    void aTimestampInSecondsIsNoMatterToARequestThatDoesNotCountBack() throws Exception {
        services.start(FakeJob.copying());
        FileReply reply = answerToStamped(1_793_534_400, "{\"type\":\"FileRequest\"}");
        assertThat(resultOf(reply).status()).isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void aWorkerThatIsFarAheadDoesNotHoldRequestsForExpired() throws Exception {
        services.withClock(Clock.offset(Clock.systemUTC(), Duration.ofHours(2))).start(FakeJob.copying());
        requester.send(
                services.queues().requests(),
                requester.message("{\"type\":\"FileRequest\"}"),
                DeliveryMode.PERSISTENT,
                AHEAD.plusMinutes(5));
        assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
    }

    @Test
    void aRequestThatExpiresAsItsSenderIsBehindTellsOfTheClocks() throws Exception {
        services.start(FakeJob.doing(FakeJob.Run::untilCancelled));
        await().until(() -> broker.queue(services.queues().requests()).consumers() > 0);
        // A second is left by the broker's clock.
        requester.send(
                services.queues().requests(),
                requester.message("{\"type\":\"FileRequest\"}"),
                DeliveryMode.PERSISTENT,
                AHEAD.plusSeconds(1));
        FileReply reply = requester.page();
        assertThat(resultOf(reply).status()).isEqualTo(ReplyStatus.EXPIRED);
        assertThat(requireNonNull(resultOf(reply).error()).message())
                .contains("by the broker's clock", "by the requester's", "probably wrong");
    }

    @Test
    void theAnswersOfAWorkerThatIsFarBehindArrive() throws Exception {
        services.withReplyTimeToLive(Duration.ofMinutes(5)).start(FakeJob.copying());
        requester.send(services.queues().requests(), requester.message("{\"type\":\"FileRequest\"}"));
        TextMessage reply = requester.nextReply();
        assertThat(reply.getJMSExpiration())
                .isGreaterThan(brokersClock.millis() + Duration.ofMinutes(4).toMillis());
    }
}
