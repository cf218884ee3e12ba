package org.genericsftp.jms;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.jms.JavaRequester.resultOf;

import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.activemq.broker.Broker;
import org.apache.activemq.broker.BrokerFilter;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.ConnectionContext;
import org.apache.activemq.command.TransactionId;
import org.genericsftp.file.FileException;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.EmbeddedBroker;
import org.genericsftp.testing.LogCapture;
import org.genericsftp.testing.TcpProxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Brokers that are late, restart, vanish, or refuse. */
class ConnectionTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    @ParameterizedTest
    @ValueSource(strings = {"%s", "failover:(%s)", "failover:(tcp://127.0.0.1:1,%s)?randomize=false"})
    void aBrokerThatComesLateIsFound(String url) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Services services = new Services(String.format(url, broker.url()));
                LogCapture log = LogCapture.of(BrokerConnection.class)) {
            broker.stop();
            services.start(FakeJob.copying("a.csv"));
            await().until(() -> !log.lines().isEmpty());
            broker.restart();
            try (JavaRequester requester = new JavaRequester(broker.url())) {
                requester.send(services.queues().requests(), requester.message("{\"type\":\"FileRequest\"}"));
                assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
            }
            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(0))
                    .startsWith("ERROR Cannot reach the broker")
                    .contains("refused");
            assertThat(log.lines().get(1)).startsWith("INFO Connected to the broker");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "failover:(%s)"})
    void whatRunsStopsAtOnceWhenTheBrokerGoes(String url) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Services services = new Services(String.format(url, broker.url()))) {
            AtomicReference<@Nullable FileException> stopped = new AtomicReference<>();
            FakeJob job = FakeJob.doing(run -> {
                try {
                    run.untilCancelled();
                } catch (FileException e) {
                    stopped.set(e);
                    throw e;
                }
            });
            services.start(job);
            try (JavaRequester requester = new JavaRequester(broker.url())) {
                requester.send(services.queues().requests(), requester.message("{\"type\":\"FileRequest\"}"));
                requester.send(services.queues().sync(), requester.message("{\"type\":\"SyncTrigger\"}"));
                await().until(() -> job.runs().size() == 2);
            }
            broker.stop();
            await().atMost(AT_ONCE)
                    .untilAsserted(() -> assertThat(job.runs())
                            .allMatch(run -> run.cancellation().cancelled()));
            job.nowDo(run -> {});
            broker.restart();
            try (JavaRequester requester = new JavaRequester(broker.url())) {
                requester.send(services.queues().requests(), requester.message("{\"type\":\"FileRequest\"}"));
                assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
                requester.send(services.queues().sync(), requester.message("{\"type\":\"SyncTrigger\"}"));
                assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
            }
            assertThat(stopped.get()).isNotNull().hasMessageContaining("connection to the broker was lost");
        }
    }

    @Test
    void aConnectionThatGoesSilentIsFoundAndTheRequestDoneOnAnother() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                TcpProxy proxy = TcpProxy.to("127.0.0.1", broker.openWirePort());
                Services services = new Services("tcp://127.0.0.1:" + proxy.port()
                        + "?wireFormat.maxInactivityDuration=1000&wireFormat.maxInactivityDurationInitalDelay=500");
                JavaRequester requester = new JavaRequester(broker.url())) {
            FakeJob job = FakeJob.doing(FakeJob.Run::untilCancelled);
            services.start(job);
            requester.send(services.queues().requests(), requester.message("{\"type\":\"FileRequest\"}"));
            await().until(() -> job.runs().size() == 1);
            proxy.freeze();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> job.runs().get(0).cancellation().cancelled());
            job.nowDo(run -> {});
            proxy.unfreeze();
            assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
            assertThat(requester.replyWithin(Duration.ofMillis(1))).isNull();
        }
    }

    /** Calls something before or after the first commit that a worker sends takes effect. */
    private record FirstCommit(boolean after, Runnable call, AtomicInteger commits) implements BrokerPlugin {
        @Override
        public Broker installPlugin(Broker next) {
            return new BrokerFilter(next) {
                @Override
                public void commitTransaction(ConnectionContext context, TransactionId id, boolean onePhase)
                        throws Exception {
                    boolean first = commits.incrementAndGet() == 1;
                    if (first && !after) {
                        call.run();
                        throw new IOException("The connection broke before the commit");
                    }
                    super.commitTransaction(context, id, onePhase);
                    if (first) {
                        call.run();
                    }
                }
            };
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCommitInDoubtIsAnsweredOnceAllTheSame(boolean after) throws Exception {
        AtomicReference<@Nullable TcpProxy> network = new AtomicReference<>();
        Runnable cut = () -> requireNonNull(network.get()).disconnect();
        try (EmbeddedBroker broker = EmbeddedBroker.start(new FirstCommit(after, cut, new AtomicInteger()));
                TcpProxy proxy = TcpProxy.to("127.0.0.1", broker.openWirePort());
                Services services = new Services("tcp://127.0.0.1:" + proxy.port());
                JavaRequester requester = new JavaRequester(broker.url())) {
            network.set(proxy);
            FakeJob job = FakeJob.copying("a.csv");
            services.start(job);
            requester.send(services.queues().requests(), requester.message("{\"type\":\"FileRequest\"}"));
            assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
            requester.send(
                    services.queues().requests(), requester.message("{\"type\":\"FileRequest\",\"requestId\":\"x\"}"));
            assertThat(requester.page().requestId()).isEqualTo("x");
            assertThat(job.runs()).hasSize(after ? 2 : 3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "failover:(%s)"})
    void aWrongPasswordIsSaidOnceAndTriedAgainAndAgain(String url) throws Exception {
        Doorman doorman = new Doorman("worker", "right");
        try (EmbeddedBroker broker = EmbeddedBroker.start(doorman);
                LogCapture log = LogCapture.of(BrokerConnection.class);
                Services services =
                        new Services(new BrokerSettings(String.format(url, broker.url()), "worker", "canary-secret"))) {
            ClientService service = services.start(FakeJob.copying());
            await().until(() -> doorman.refusals() >= 3);
            assertThat(service.isConnected()).isFalse();
            List<String> lines = log.lines();
            assertThat(lines).noneMatch(line -> line.contains("canary-secret"));
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("ERROR Refused by the broker"))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).contains("as worker", "password"));
            // Now and then the broker hangs up before its refusal has gone out, and that is other trouble.
            for (int i = 1; i < lines.size(); i++) {
                assertThat(lines.get(i)).isNotEqualTo(lines.get(i - 1));
            }
        }
    }

    @Test
    void anAccountThatMayNotReadSaysSoOnce() throws Exception {
        Doorman doorman = new Doorman("worker", "right");
        doorman.forbid("read from: queue://");
        try (EmbeddedBroker broker = EmbeddedBroker.start(doorman);
                LogCapture log = LogCapture.of(Receiver.class);
                Services services = new Services(new BrokerSettings(broker.url(), "worker", "right"))) {
            services.withHandlers(1).start(FakeJob.copying());
            await().until(() -> doorman.refusals() >= 6);
            assertThat(log.lines())
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("ERROR Cannot read from ")
                            .contains("not authorized"))
                    .anySatisfy(
                            line -> assertThat(line).contains(services.queues().requests()))
                    .anySatisfy(
                            line -> assertThat(line).contains(services.queues().sync()))
                    .anySatisfy(
                            line -> assertThat(line).contains(services.queues().waiting()));
        }
    }

    @Test
    void eventsThatTheAccountMayNotSendAreSaidOnceAndDoNotStopTheWork() throws Exception {
        Doorman doorman = new Doorman("worker", "right");
        doorman.forbid("write to: topic://sftp.");
        try (EmbeddedBroker broker = EmbeddedBroker.start(doorman);
                LogCapture log = LogCapture.of(BackgroundSender.class);
                Services services = new Services(new BrokerSettings(broker.url(), "worker", "right"));
                JavaRequester requester = new JavaRequester(broker.url())) {
            services.start(FakeJob.copying());
            for (int i = 0; i < 3; i++) {
                requester.send(services.queues().requests(), requester.message("{\"type\":\"FileRequest\"}"));
                assertThat(resultOf(requester.page()).status()).isEqualTo(ReplyStatus.COMPLETED);
            }
            await().until(() -> doorman.refusals() >= 3);
            assertThat(log.lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith(
                                    "ERROR Cannot send to " + services.queues().events()));
        }
    }

    @Test
    void aReplyQueueThatTheAccountMayNotWriteToDoesNotStopTheWork() throws Exception {
        Doorman doorman = new Doorman("worker", "right");
        doorman.forbid("write to: queue://replies");
        try (EmbeddedBroker broker = EmbeddedBroker.start(doorman);
                Services services = new Services(new BrokerSettings(broker.url(), "worker", "right"));
                JavaRequester requester = new JavaRequester(broker.url())) {
            FakeJob job = FakeJob.copying("a.csv");
            services.withReplyRetry(Duration.ZERO).start(job);
            TextMessage request = requester.text("{\"type\":\"FileRequest\"}");
            request.setJMSReplyTo(requester.session().createQueue("replies"));
            requester.send(services.queues().requests(), request);
            assertThat(requester.takeFrom(services.queues().invalid()).getStringProperty("code"))
                    .isEqualTo("REPLY_TO_REFUSED");
            assertThat(job.runs()).hasSize(1);
        }
    }

    @Test
    void theUrlCannotTalkTheWorkerIntoPrefetching() throws JMSException {
        ConnectToBroker factory = new ConnectToBroker(new BrokerSettings(
                "tcp://127.0.0.1:1?jms.prefetchPolicy.queuePrefetch=1000&jms.redeliveryPolicy.maximumRedeliveries=2"
                        + "&jms.alwaysSyncSend=false&jms.watchTopicAdvisories=true&jms.trustAllPackages=true&jms.checkForDuplicates=true",
                null,
                null));
        assertThat(factory.getPrefetchPolicy().getQueuePrefetch()).isZero();
        assertThat(factory.getRedeliveryPolicy().getMaximumRedeliveries()).isEqualTo(-1);
        assertThat(factory.isAlwaysSyncSend()).isTrue();
        assertThat(factory.isWatchTopicAdvisories()).isFalse();
        assertThat(factory.isCheckForDuplicates()).isFalse();
        assertThat(factory.isConsumerExpiryCheckEnabled()).isFalse();
        assertThat(factory.isTrustAllPackages()).isFalse();
        assertThat(factory.getTrustedPackages()).isEmpty();
    }

    @Test
    void theTimeLimitsAreThoseOfTheSettings() throws JMSException {
        BrokerSettings.Timing timing =
                new BrokerSettings.Timing(Duration.ofNanos(1), Duration.ofSeconds(2), Duration.ofDays(365));
        ConnectToBroker factory =
                new ConnectToBroker(new BrokerSettings("tcp://127.0.0.1:1?jms.sendTimeout=0", null, null, timing));
        assertThat(factory.getConnectResponseTimeout()).isEqualTo(1);
        assertThat(factory.getRequestTimeout()).isEqualTo(2_000);
        assertThat(factory.getSendTimeout()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void connectionsThatFailLeaveNothingBehind() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(new Doorman("worker", "right"))) {
            List<BrokerSettings> failing = List.of(
                    new BrokerSettings("tcp://127.0.0.1:1", null, null),
                    new BrokerSettings("failover:(tcp://127.0.0.1:1,tcp://127.0.0.1:2)", null, null),
                    new BrokerSettings(broker.url(), "worker", "wrong"),
                    new BrokerSettings("failover:(" + broker.url() + ")", "worker", "wrong"));
            failEach(failing, 5);
            long threadsBefore = clientThreads();
            long filesBefore = openFiles();
            failEach(failing, 50);
            await().untilAsserted(() -> {
                assertThat(clientThreads()).isLessThan(threadsBefore + 20);
                assertThat(openFiles()).isLessThan(filesBefore + 20);
            });
        }
    }

    private static void failEach(List<BrokerSettings> failing, int times) {
        for (int i = 0; i < times; i++) {
            for (BrokerSettings settings : failing) {
                assertThatThrownBy(() -> new ConnectToBroker(settings).connect())
                        .isInstanceOf(JMSException.class);
            }
        }
    }

    private static long clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().contains("BrokerService"))
                .count();
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }
}
