package org.genericsftp.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.testing.SettableClock;
import org.genericsftp.worker.RunningClients.Changes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunningClientsTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    /** All that were ever made, in that order. */
    private final List<FakeClient> made = new CopyOnWriteArrayList<>();

    private final List<ClientConfiguration> settingsGiven = new CopyOnWriteArrayList<>();
    private final List<Supplier<Set<String>>> queuesGiven = new CopyOnWriteArrayList<>();
    private final CountDownLatch requestsEnd = new CountDownLatch(1);
    private final RunningClients clients = new RunningClients(this::make, Configured.CHANGE_GRACE);
    private final List<RunningClients> others = new ArrayList<>();
    private final ExecutorService main = Executors.newSingleThreadExecutor();

    private FakeClient make(ClientConfiguration settings, Supplier<Set<String>> queuesOfAll) {
        FakeClient client = new FakeClient(settings.name());
        made.add(client);
        settingsGiven.add(settings);
        queuesGiven.add(queuesOfAll);
        return client;
    }

    @AfterEach
    void tearDown() {
        requestsEnd.countDown();
        clients.close(Duration.ZERO, LONG);
        others.forEach(other -> other.close(Duration.ZERO, LONG));
        main.shutdownNow();
    }

    @Test
    void leavesAloneWhatIsTheSame() throws Exception {
        clients.become(List.of(Configured.client("a"), Configured.client("b")));
        made.get(1).started.await();

        Changes changes = clients.become(List.of(Configured.client("b"), Configured.client("a")));

        assertThat(changes.isNothing()).isTrue();
        assertThat(made)
                .hasSize(2)
                .allSatisfy(client -> assertThat(client.closing).isNull());
    }

    @Test
    void addsChangesAndRemoves() throws Exception {
        clients.become(List.of(Configured.client("a"), Configured.client("b"), Configured.client("c")));

        Changes changes =
                clients.become(List.of(Configured.client("a"), Configured.client("b", 2222), Configured.client("d")));

        assertThat(changes).isEqualTo(new Changes(List.of("d"), List.of("b"), List.of("c")));
        assertThat(made).extracting(FakeClient::name).containsExactly("a", "b", "c", "b", "d");
        made.get(3).started.await();
        made.get(4).started.await();
        await().until(() -> made.get(1).closedWith != null && made.get(2).closedWith != null);
        assertThat(made.get(0).closing).isNull();
        assertThat(clients.member("b").orElseThrow().client()).isSameAs(made.get(3));
        assertThat(clients.member("c")).isEmpty();
    }

    @Test
    void startsAChangedClientWhileTheOldOneFinishesWhatRuns() throws Exception {
        clients.become(List.of(Configured.client("a")));
        made.get(0).onClose = requestsEnd::await;

        clients.become(List.of(Configured.client("a", 2222)));

        made.get(1).started.await();
        await().until(() -> made.get(0).closing != null);
        assertThat(made.get(0).closedWith).isNull();
        assertThat(requireNonNull(made.get(0).closing).left()).isBetween(LONG, Configured.CHANGE_GRACE);
        assertThat(clients.member("a").orElseThrow().ending()).containsExactly(made.get(0));
        assertThat(clients.members().get(0).client()).isSameAs(made.get(1));
        requestsEnd.countDown();
        await().until(() -> made.get(0).closedWith != null);
        await().until(() -> clients.member("a").orElseThrow().ending().isEmpty());
        assertThat(made.get(1).closing).isNull();
    }

    @Test
    void endsWhatIsStillFinishingWithinTheGraceOfTheProcess() throws Exception {
        clients.become(List.of(Configured.client("a")));
        made.get(0).onClose = requestsEnd::await;
        clients.become(List.of());
        await().until(() -> made.get(0).closing != null);

        Future<Boolean> orderly = main.submit(() -> clients.close(Duration.ofSeconds(7), LONG));

        await().until(() -> requireNonNull(made.get(0).closing).left().compareTo(Duration.ofSeconds(7)) <= 0);
        requestsEnd.countDown();
        assertThat(orderly.get()).isTrue();
    }

    @Test
    void startsNothingOnceItIsClosed() {
        clients.close(Duration.ZERO, LONG);

        clients.become(List.of(Configured.client("a")));

        assertThat(made).isEmpty();
    }

    @Test
    void givesEachClientTheQueuesOfAllAsTheyAreNow() {
        clients.become(List.of(Configured.client("a")));
        assertThat(queuesGiven.get(0).get()).contains("sftp.a.requests").doesNotContain("sftp.b.requests");

        clients.become(List.of(Configured.client("a"), Configured.client("b")));

        assertThat(queuesGiven.get(0).get()).contains("sftp.a.requests", "sftp.b.requests");
    }

    @Test
    void pausesAndResumes() throws Exception {
        clients.become(List.of(Configured.client("a"), Configured.client("b")));

        clients.setPaused("a", true);
        clients.setPaused("a", true);
        await().until(() -> made.get(0).closedWith != null);
        assertThat(clients.member("a").orElseThrow().client()).isNull();
        clients.setPaused("a", false);

        // One told that it was paused.
        assertThat(made).hasSize(4);
        await().until(() -> made.get(2).closedWith != null);
        made.get(3).started.await();
        assertThat(clients.member("a").orElseThrow().client()).isSameAs(made.get(3));
        assertThat(made.get(1).closing).isNull();
    }

    @Test
    void whatIsPausedOnlyTellsThat() {
        clients.become(List.of(Configured.client("a").withPaused(true)));
        clients.become(List.of(Configured.client("a", 2222).withPaused(true)));
        assertThat(clients.member("a").orElseThrow().client()).isNull();
        assertThat(settingsGiven).allMatch(ClientConfiguration::paused);

        clients.become(List.of(Configured.client("a", 2222)));

        assertThat(clients.member("a").orElseThrow().client()).isSameAs(made.get(2));
    }

    @Test
    void keepsQuietHours() throws Exception {
        SettableClock clock = new SettableClock(Instant.parse("2026-11-27T07:00:00Z"));
        RunningClients resting = opened(new RunningClients(this::make, Configured.CHANGE_GRACE, clock));
        List<ClientConfiguration> configured =
                List.of(Configured.quiet("a", "08:00-18:00 UTC"), Configured.client("b"));
        resting.become(configured);
        made.get(0).started.await();

        resting.keepQuietHours();
        assertThat(made).hasSize(2);
        clock.set(Duration.ofHours(1));
        resting.keepQuietHours();
        resting.keepQuietHours();
        assertThat(resting.become(configured).isNothing()).isTrue();

        await().until(() -> made.get(0).closedWith != null);
        assertThat(made).hasSize(3);
        assertThat(settingsGiven.get(2).paused()).isTrue();
        assertThat(resting.member("a").orElseThrow().client()).isNull();
        assertThat(resting.member("a").orElseThrow().quietUntil()).isEqualTo("2026-11-27T18:00:00Z");
        clock.set(Duration.ofHours(10));
        resting.keepQuietHours();
        assertThat(resting.member("a").orElseThrow().client()).isSameAs(made.get(3));
        assertThat(resting.member("a").orElseThrow().quietUntil()).isNull();
        assertThat(settingsGiven.get(3).paused()).isFalse();
        assertThat(settingsGiven.get(3).sync().atStart()).isTrue();
        assertThat(made.get(1).closing).isNull();
    }

    @Test
    void whatIsPausedStaysSoAfterItsQuietHours() {
        SettableClock clock = new SettableClock(Instant.parse("2026-11-27T09:00:00Z"));
        RunningClients resting = opened(new RunningClients(this::make, Configured.CHANGE_GRACE, clock));
        resting.become(List.of(Configured.quiet("a", "08:00-18:00 UTC")));

        resting.setPaused("a", true);
        assertThat(resting.member("a").orElseThrow().quietUntil()).isNull();
        clock.set(Duration.ofHours(10));
        resting.keepQuietHours();

        assertThat(made).hasSize(1);
        assertThat(resting.member("a").orElseThrow().client()).isNull();
        resting.setPaused("a", false);
        assertThat(resting.member("a").orElseThrow().client()).isSameAs(made.get(1));
    }

    private RunningClients opened(RunningClients others) {
        this.others.add(others);
        return others;
    }

    @Test
    void saysWhenNotOneCouldBeStarted() {
        AtomicInteger said = new AtomicInteger();
        RunningClients broken = new RunningClients(
                (settings, queues) -> {
                    FakeClient client = make(settings, queues);
                    client.onStart = () -> {
                        throw new IllegalStateException("no");
                    };
                    return client;
                },
                Configured.CHANGE_GRACE);
        broken.whenNoneRuns(said::incrementAndGet);
        assertThat(said).hasValue(0);

        broken.become(List.of(Configured.client("a"), Configured.client("b")));

        await().until(() -> said.get() > 0);
        assertThat(broken.noneRuns()).isTrue();
    }

    @Test
    void doesNotSayThatWhereThereAreNoClients() {
        AtomicInteger said = new AtomicInteger();

        clients.become(List.of());
        clients.whenNoneRuns(said::incrementAndGet);

        assertThat(said).hasValue(0);
    }
}
