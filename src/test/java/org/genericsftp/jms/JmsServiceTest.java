package org.genericsftp.jms;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.MessageConsumer;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.SyncReport;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.FakeJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Its start, its end, and what it tells operators. */

/** A client's service and its broker, from its start to its end. */
class JmsServiceTest {
    @RegisterExtension
    static final ActiveMq broker = new ActiveMq();

    private Services services;
    private JavaRequester requester;

    @BeforeEach
    void connect() {
        services = broker.services();
        requester = broker.requester();
    }

    private static boolean close(ClientService service) {
        try {
            return service.close(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted", e);
        }
    }

    @Test
    void anIdleServiceEndsAtOnce() throws Exception {
        ClientService service = services.start(FakeJob.copying());
        await().until(service::isConnected);
        long before = System.nanoTime();
        assertThat(close(service)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aServiceWithoutBrokerEndsToo() {
        try (Services lonely = new Services("failover:(tcp://127.0.0.1:1)")) {
            ClientService service = lonely.start(FakeJob.copying());
            assertThat(service.isConnected()).isFalse();
            assertThat(close(service)).isTrue();
        }
    }

    @Test
    void noThreadStaysBehind() throws Exception {
        List<String> before = threads();
        for (int i = 0; i < 3; i++) {
            try (Services more = new Services(i == 1 ? "failover:(" + broker.url() + ")" : broker.url())) {
                more.withInterval(Duration.ofSeconds(1)).start(FakeJob.copying("a.csv"));
                requester.send(
                        more.queues().requests(), requester.message("{\"type\":\"FileRequest\",\"progress\":true}"));
                requester.page();
            }
        }
        await().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    /** Those of ActiveMQ's pools come and go. */
    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("client-")
                        || name.startsWith("ActiveMQ Connection Executor")
                        || name.startsWith("ActiveMQ Transport: tcp:///"))
                .collect(Collectors.toList());
    }

    @Test
    void aRequestIsCancelledFromItsReplyToAndByAnOperatorOfAnotherWorker() throws Exception {
        FakeJob job = FakeJob.doing(FakeJob.Run::untilCancelled);
        services.start(job);
        ClientService idle = services.start(job);
        for (int i = 0; i < 2; i++) {
            int runs = i + 1;
            TextMessage request = requester.message("{\"type\":\"FileRequest\",\"requestId\":\"r" + i + "\"}");
            requester.send(services.queues().requests(), request);
            await().until(() -> job.runs().size() == runs);
            TextMessage cancel = requester.message("{\"type\":\"CancelRequest\",\"requestId\":\"r" + i + "\"}");
            if (i == 0) {
                requester.publish(services.queues().control(), cancel);
            } else {
                idle.admin().cancel("r1");
            }
            assertThat(JavaRequester.resultOf(requester.page()).status()).isEqualTo(ReplyStatus.CANCELLED);
        }
    }

    @Test
    void theWorkersSyncByThemselvesOncePerInterval() throws Exception {
        FakeJob one = FakeJob.copying();
        FakeJob other = FakeJob.copying();
        Topic topic = requester.session().createTopic(services.queues().events());
        MessageConsumer events = requester.session().createConsumer(topic);
        services.withInterval(Duration.ofSeconds(2));
        services.start(one);
        services.start(other);
        Long first = nextTick(events);
        Long second = nextTick(events);
        assertThat(first).isNotNull();
        assertThat(second).isNotNull().isGreaterThan(first);
        assertThat(one.runs().isEmpty() || other.runs().isEmpty()).isTrue();
    }

    private static Long nextTick(MessageConsumer events) throws Exception {
        while (true) {
            TextMessage event = requireNonNull((TextMessage) events.receive(20_000), "No event");
            if (JavaRequester.read(event) instanceof SyncReport report) {
                return requireNonNull(report.tick());
            }
        }
    }
}
