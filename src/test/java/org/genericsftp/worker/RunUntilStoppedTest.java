package org.genericsftp.worker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.genericsftp.worker.RunUntilStopped.End;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunUntilStoppedTest {
    private static final Duration GRACE = Duration.ofSeconds(7);

    private final ExecutorService main = Executors.newSingleThreadExecutor();

    @AfterEach
    void tearDown() {
        main.shutdownNow();
    }

    @Test
    void startsAllClientsAndStopsThemInOrder() throws Exception {
        FakeClient one = new FakeClient("one");
        FakeClient two = new FakeClient("two");
        RunUntilStopped worker = new RunUntilStopped(Configured.running(one, two), GRACE);

        Future<End> end = main.submit((Callable<End>) worker::run);
        one.started.await();
        two.started.await();
        assertThat(one.closedWith).isNull();
        worker.stop();

        assertThat(end.get()).isEqualTo(End.ORDERLY);
        requireClosedWithin(GRACE, one);
        requireClosedWithin(GRACE, two);
    }

    @Test
    void runsTheOthersWhenOneCantBeStarted() throws Exception {
        FakeClient broken = new FakeClient("broken");
        broken.onStart = () -> {
            throw new IllegalStateException("no such queue\n2026-11-22 ERROR forged");
        };
        FakeClient sound = new FakeClient("sound");
        RunUntilStopped worker = new RunUntilStopped(Configured.running(broken, sound), GRACE);

        Future<End> end = main.submit((Callable<End>) worker::run);
        sound.started.await();
        worker.stop();

        assertThat(end.get()).isEqualTo(End.ORDERLY);
        requireClosedWithin(GRACE, broken);
    }

    @Test
    void endsByItselfWhenNothingCanBeStarted() throws Exception {
        FakeClient one = new FakeClient("one");
        FakeClient two = new FakeClient("two");
        one.onStart = two.onStart = () -> {
            throw new IllegalStateException("no");
        };

        assertThat(new RunUntilStopped(Configured.running(one, two), GRACE).run())
                .isEqualTo(End.NOTHING_STARTED);
    }

    @Test
    void interruptsAClientThatStillStartsAndClosesItAfterThat() throws Exception {
        FakeClient waiting = new FakeClient("waiting");
        CountDownLatch forEver = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        waiting.onStart = () -> {
            begun.countDown();
            forEver.await();
        };
        RunUntilStopped worker = new RunUntilStopped(Configured.running(waiting), GRACE);

        Future<End> end = main.submit((Callable<End>) worker::run);
        begun.await();
        worker.stop();

        assertThat(end.get()).isEqualTo(End.ORDERLY);
        requireClosedWithin(GRACE, waiting);
    }

    @Test
    void tellsWhenAClientHadToGiveUpRequests() throws Exception {
        FakeClient busy = new FakeClient("busy");
        busy.orderly = false;

        assertThat(stopped(new RunUntilStopped(Configured.running(busy, new FakeClient("idle")), GRACE)))
                .isEqualTo(End.GRACE_EXCEEDED);
    }

    @Test
    void leavesAClientBehindThatDoesNotStop() throws Exception {
        CountDownLatch forEver = new CountDownLatch(1);
        FakeClient hanging = new FakeClient("hanging");
        hanging.onClose = forEver::await;
        FakeClient idle = new FakeClient("idle");

        End end = stopped(
                new RunUntilStopped(Configured.running(hanging, idle), Duration.ofMillis(20), Duration.ofMillis(30)));

        assertThat(end).isEqualTo(End.GRACE_EXCEEDED);
        await().until(() -> idle.closedWith != null);
        forEver.countDown();
    }

    @Test
    void tellsWhenAClientCantBeStopped() throws Exception {
        FakeClient broken = new FakeClient("broken");
        broken.onClose = () -> {
            throw new IllegalStateException("no");
        };

        assertThat(stopped(new RunUntilStopped(Configured.running(broken), GRACE)))
                .isEqualTo(End.GRACE_EXCEEDED);
    }

    @Test
    void stopsWhenItsThreadIsInterrupted() throws Exception {
        FakeClient client = new FakeClient("client");
        RunUntilStopped worker = new RunUntilStopped(Configured.running(client), GRACE);

        Future<End> end = main.submit((Callable<End>) worker::run);
        client.started.await();
        main.shutdownNow();

        assertThat(end.get()).isEqualTo(End.ORDERLY);
        requireClosedWithin(GRACE, client);
    }

    private static void requireClosedWithin(Duration grace, FakeClient client) {
        assertThat(requireNonNull(client.closedWith).left()).isBetween(grace.minus(Duration.ofMinutes(1)), grace);
    }

    private static End stopped(RunUntilStopped worker) {
        worker.stop();
        return worker.run();
    }
}
