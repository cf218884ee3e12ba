package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.serve.LetterHandler;
import org.genericsftp.serve.ServiceSettings;
import org.genericsftp.testing.EmbeddedBroker;
import org.genericsftp.testing.TcpProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients of one worker on connections that they share. */
@Timeout(60)
class ManyClientsTest {
    private static final int CLIENTS = 2 * BrokerConnections.MOST + 5;

    private final LinkedBlockingQueue<String> taken = new LinkedBlockingQueue<>();
    private final List<JmsBroker> clients = new ArrayList<>();
    private EmbeddedBroker broker;
    private TcpProxy network;
    private JavaRequester requester;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start();
        network = TcpProxy.to("127.0.0.1", broker.openWirePort());
        requester = new JavaRequester(broker.url());
        BrokerConnections connections = connections(new ReceiverThreads());
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new JmsBroker(connections, ServiceSettings.of(name(i)), "worker", Set::of));
        }
    }

    private BrokerConnections connections(ReceiverThreads threads) {
        return new BrokerConnections(
                new BrokerSettings("tcp://127.0.0.1:" + network.port(), null, null),
                new ClockDifference(Clock.systemUTC()),
                threads);
    }

    @AfterEach
    void stop() throws Exception {
        clients.forEach(JmsBroker::close);
        requester.close();
        network.close();
        broker.close();
    }

    private static String name(int client) {
        return "client" + client;
    }

    private void startAll() {
        startAll(client -> (letter, transaction) -> {
            transaction.commit();
            taken.add(name(client));
        });
    }

    private interface HandlerOf {
        LetterHandler client(int number);
    }

    private void startAll(HandlerOf handlers) {
        for (int i = 0; i < CLIENTS; i++) {
            clients.get(i).receive(Channel.REQUESTS, "handler", handlers.client(i));
            clients.get(i).start(() -> {});
        }
        await().untilAsserted(() -> assertThat(clients).allMatch(JmsBroker::isConnected));
    }

    private void ask(int client) throws Exception {
        requester.send(ServiceSettings.of(name(client)).queues().requests(), requester.message("{}"));
    }

    private String nextTaken() throws InterruptedException {
        return String.valueOf(taken.poll(20, TimeUnit.SECONDS));
    }

    @Test
    void shareFewConnectionsAndEachGetsItsOwnLetters() throws Exception {
        startAll();

        for (int i = 0; i < CLIENTS; i++) {
            ask(i);
            assertThat(nextTaken()).isEqualTo(name(i));
        }

        assertThat(network.connections()).isEqualTo(BrokerConnections.MOST);
    }

    @Test
    void haveNoThreadsWhileNothingComes() throws Exception {
        startAll();
        ask(0);
        assertThat(nextTaken()).isEqualTo(name(0));

        await().untilAsserted(() -> assertThat(
                        Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .noneMatch(thread -> thread.startsWith("client")));
    }

    @Test
    void oneThatStopsWhileItWorksGivesItsLetterBackAndHarmsNoOther() throws Exception {
        CountDownLatch works = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        int sharing = BrokerConnections.MOST;
        startAll(client -> (letter, transaction) -> {
            if (client == 0) {
                works.countDown();
                awaitEnd(end);
            }
            transaction.commit();
            taken.add(name(client));
        });
        ask(0);
        works.await();

        JmsBroker leaving = clients.get(0);
        leaving.stopReceiving();
        assertThat(leaving.awaitHandled(Duration.ofMillis(50))).isFalse();
        leaving.close();
        end.countDown();

        String queue = ServiceSettings.of(name(0)).queues().requests();
        await().untilAsserted(() -> assertThat(broker.queue(queue).consumers()).isZero());
        assertThat(broker.queue(queue).waiting()).isEqualTo(1);
        ask(sharing);
        assertThat(nextTaken()).isEqualTo(name(sharing));
        assertThat(taken).isEmpty();
    }

    private static void awaitEnd(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whereNoThreadIsToBeHadForALetterItIsTakenLater() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        ReceiverThreads threads = new ReceiverThreads(task -> {
            if (tries.getAndIncrement() == 0) {
                throw new OutOfMemoryError("no thread, for the test");
            }
            DaemonThread.named("for-letters", task).start();
        });
        try (JmsBroker client = new JmsBroker(connections(threads), ServiceSettings.of("poor"), "worker", Set::of)) {
            client.receive(Channel.REQUESTS, "handler", (letter, transaction) -> {
                transaction.commit();
                taken.add("poor");
            });
            client.start(() -> {});
            requester.send(ServiceSettings.of("poor").queues().requests(), requester.message("{}"));
            assertThat(nextTaken()).isEqualTo("poor");
            assertThat(tries.get()).isGreaterThan(1);
        }
    }

    @Test
    void aHandlerThatHangsOverAnOutageHoldsUpNoOther() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (JmsBroker client = clients.remove(0)) {
            LetterHandler hangsFirst = (letter, transaction) -> {
                if (letter.deliveries() == 1) {
                    taken.add("hangs");
                    awaitEnd(end);
                }
                transaction.commit();
                taken.add("done");
            };
            client.receive(Channel.REQUESTS, "handler-1", hangsFirst);
            client.receive(Channel.REQUESTS, "handler-2", hangsFirst);
            client.start(() -> {});
            ask(0);
            assertThat(nextTaken()).isEqualTo("hangs");

            network.reset();

            assertThat(nextTaken()).isEqualTo("done");
            end.countDown();
        }
    }

    @Test
    void oneWhoFailsToBreakOffKeepsTheOthersFromNothing() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        int sharing = BrokerConnections.MOST;
        clients.get(0).start(() -> {
            throw new IllegalStateException("for the test");
        });
        clients.get(sharing).start(told::countDown);
        await().until(() -> clients.get(0).isConnected() && clients.get(sharing).isConnected());

        network.reset();

        assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
        await().until(() -> clients.get(0).isConnected() && clients.get(sharing).isConnected());
    }

    @Test
    void allComeBackAfterAnOutage() throws Exception {
        startAll();

        network.reset();

        for (int i = 0; i < CLIENTS; i++) {
            ask(i);
        }
        List<String> all = new ArrayList<>();
        while (all.size() < CLIENTS) {
            all.add(nextTaken());
        }
        assertThat(all).doesNotHaveDuplicates();
    }
}
