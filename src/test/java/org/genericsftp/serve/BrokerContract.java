package org.genericsftp.serve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.BrokerException.Failure;
import org.genericsftp.serve.Outside.Kept;
import org.genericsftp.serve.Outside.Received;
import org.genericsftp.serve.Outside.Sent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every adapter for a broker must do. */
@Timeout(60)
public abstract class BrokerContract {
    private static final Duration AN_HOUR = Duration.ofHours(1);
    private static final TraceContext TRACE =
            new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "01", "vendor=1");
    private static final WaitSlip SLIP = new WaitSlip(
            "0f4c5b6e-93d1-4f0f-8e7e-2c1d9b3a7f55",
            Instant.parse("2026-11-01T10:00:00Z"),
            Instant.parse("2026-11-01T11:00:00Z"),
            Instant.parse("2026-11-01T10:30:00Z"),
            WaitSlip.End.TIME_UP,
            null);
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private Outside outside;

    /** A broker of its own for each test. */
    protected abstract Outside open() throws Exception;

    @BeforeEach
    void openOutside() throws Exception {
        outside = open();
    }

    @AfterEach
    void closeOutside() throws Exception {
        goOn.countDown();
        outside.close();
    }

    private Broker start(String worker, Channel channel, LetterHandler handler) {
        Broker broker = outside.worker(worker);
        broker.receive(channel, channel.name(), handler);
        broker.start(() -> {});
        return broker;
    }

    private void take(Letter letter, Transaction transaction) throws BrokerException {
        letters.add(letter);
        transaction.commit();
    }

    private Letter nextLetter() throws InterruptedException {
        return requireNonNull(letters.poll(20, TimeUnit.SECONDS), "No letter");
    }

    private static String textOf(Letter letter) {
        try {
            return new String(letter.body(1000), StandardCharsets.UTF_8);
        } catch (UnreadableBodyException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OutgoingMessage message(String body) {
        return new OutgoingMessage("FileReply", body, "c", "COMPLETED", null, null);
    }

    private static Address replyTo(Letter letter) {
        return requireNonNull(letter.returnAddress().replyTo());
    }

    private Received reply() throws Exception {
        return requireNonNull(outside.replyWithin(Outside.PATIENCE), "No reply");
    }

    private void goOn() {
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aLetterTellsWhatItsSenderHasGiven() throws Exception {
        start("w", Channel.REQUESTS, this::take);
        outside.send(Channel.REQUESTS, Sent.of("ünï 😀").withCorrelationId("c-1"));
        Letter letter = nextLetter();
        assertThat(textOf(letter)).isEqualTo("ünï 😀");
        assertThat(letter.deliveries()).isEqualTo(1);
        assertThat(letter.returnAddress().correlationId()).isEqualTo("c-1");
        assertThat(letter.returnAddress().persistent()).isTrue();
        assertThat(replyTo(letter).objection()).isNull();
        assertThat(replyTo(letter).temporaryOwner()).isNotNull();
        assertThat(letter.times().sentAt()).isNotNull();
        assertThat(letter.times().expiry()).isNull();

        outside.send(Channel.REQUESTS, Sent.of("x").passing(AN_HOUR));
        Letter passing = nextLetter();
        assertThat(passing.id()).isNotEqualTo(letter.id());
        assertThat(passing.returnAddress().correlationId()).isEqualTo(passing.id());
        assertThat(passing.returnAddress().persistent()).isFalse();
        assertThat(replyTo(passing)).isEqualTo(replyTo(letter));
        assertThat(requireNonNull(passing.times().expiry()).left())
                .isBetween(AN_HOUR.minusMinutes(1), AN_HOUR.plusMinutes(1));

        outside.send(Channel.REQUESTS, Sent.of("y").unanswered());
        assertThat(nextLetter().returnAddress().replyTo()).isNull();
    }

    @Test
    void aLetterTellsWhichTraceItBelongsTo() throws Exception {
        start("w", Channel.REQUESTS, this::take);
        outside.send(Channel.REQUESTS, Sent.of("x").traced(TRACE.traceparent(), "vendor=1"));
        assertThat(nextLetter().returnAddress().trace()).isEqualTo(TRACE);
        outside.send(Channel.REQUESTS, Sent.of("x").traced("00-forged", "vendor=1"));
        assertThat(nextLetter().returnAddress().trace()).isNull();
        outside.send(Channel.REQUESTS, Sent.of("x"));
        assertThat(nextLetter().returnAddress().trace()).isNull();
    }

    @Test
    void aBodyThatIsTooLongIsNotRead() throws Exception {
        start("w", Channel.REQUESTS, this::take);
        outside.send(Channel.REQUESTS, Sent.of("x".repeat(101)));
        Letter letter = nextLetter();
        assertThat(catchThrowable(() -> letter.body(100))).isInstanceOf(UnreadableBodyException.class);
        assertThat(letter.body(101)).hasSize(101);
    }

    @Test
    void whatIsSentComesWithTheCommitAndWhatIsSentBesideAtOnce() throws Exception {
        start("w", Channel.REQUESTS, (letter, transaction) -> {
            transaction.send(replyTo(letter), message("in it"), true, AN_HOUR);
            transaction.beside().send(replyTo(letter), message("beside"), false, AN_HOUR);
            goOn();
            transaction.commit();
        });
        outside.send(Channel.REQUESTS, Sent.of("x"));
        Received beside = reply();
        assertThat(beside.message().body()).isEqualTo("beside");
        assertThat(beside.persistent()).isFalse();
        assertThat(outside.replyWithin(A_MOMENT)).isNull();
        goOn.countDown();
        Received committed = reply();
        assertThat(committed.message().body()).isEqualTo("in it");
        assertThat(committed.persistent()).isTrue();
    }

    @Test
    void aReceiverSeesTypeStatusGroupAndTrace() throws Exception {
        OutgoingMessage page =
                new OutgoingMessage("FileReply", "{}", "c", "COMPLETED", new OutgoingMessage.Group("g", 3), TRACE);
        start("w", Channel.REQUESTS, (letter, transaction) -> {
            transaction.send(replyTo(letter), page, true, AN_HOUR);
            transaction.send(
                    replyTo(letter), new OutgoingMessage("FileProgress", "{}", "c", null, null, null), true, AN_HOUR);
            transaction.commit();
        });
        outside.send(Channel.REQUESTS, Sent.of("x"));
        assertThat(reply().message()).isEqualTo(page);
        assertThat(reply().message()).isEqualTo(new OutgoingMessage("FileProgress", "{}", "c", null, null, null));
    }

    @Test
    void whatIsNotCommittedIsDeliveredAgain() throws Exception {
        start("w", Channel.REQUESTS, (letter, transaction) -> {
            transaction.send(replyTo(letter), message("attempt " + letter.deliveries()), true, AN_HOUR);
            transaction.keepInvalid(letter, ErrorCode.INTERNAL_ERROR, "attempt " + letter.deliveries());
            letters.add(letter);
            if (letter.deliveries() == 1) {
                throw new BrokenOffException(BrokenOffException.Reason.PAGE_NOT_SENT);
            }
            transaction.commit();
        });
        outside.send(Channel.REQUESTS, Sent.of("x"));
        assertThat(nextLetter().id()).isEqualTo(nextLetter().id());
        assertThat(reply().message().body()).isEqualTo("attempt 2");
        assertThat(outside.replyWithin(A_MOMENT)).isNull();
        assertThat(outside.keptWithin(Outside.PATIENCE)).isEqualTo(new Kept("x", "INTERNAL_ERROR", "attempt 2"));
        assertThat(outside.keptWithin(A_MOMENT)).isNull();
    }

    @Test
    void lettersThatWaitJoinTheTransaction() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        List<List<String>> taken = new ArrayList<>();
        for (String body : List.of("a", "b", "c")) {
            outside.send(Channel.SYNC, Sent.of(body));
        }
        start("w", Channel.SYNC, (letter, transaction) -> {
            List<String> together = new ArrayList<>();
            for (@Nullable Letter next = letter; next != null; next = transaction.receiveWaiting()) {
                together.add(textOf(next) + next.deliveries());
            }
            taken.add(together);
            if (attempts.incrementAndGet() == 1) {
                throw new BrokenOffException(BrokenOffException.Reason.PAGE_NOT_SENT);
            }
            transaction.commit();
            letters.add(letter);
        });
        nextLetter();
        assertThat(taken).containsExactly(List.of("a1", "b1", "c1"), List.of("a2", "b2", "c2"));
    }

    @Test
    void receiversCompeteForRequests() throws Exception {
        start("busy", Channel.REQUESTS, (letter, transaction) -> {
            letters.add(letter);
            goOn();
        });
        outside.send(Channel.REQUESTS, Sent.of("first"));
        nextLetter();
        start("idle", Channel.REQUESTS, this::take);
        outside.send(Channel.REQUESTS, Sent.of("second"));
        assertThat(textOf(nextLetter())).isEqualTo("second");
    }

    @Test
    void oneWorkerAtATimeSyncsAndAnotherTakesOver() throws Exception {
        Broker first = start("first", Channel.SYNC, this::take);
        outside.send(Channel.SYNC, Sent.of("a"));
        assertThat(textOf(nextLetter())).isEqualTo("a");
        List<String> taken = new ArrayList<>();
        start("second", Channel.SYNC, (letter, transaction) -> {
            taken.add(textOf(letter));
            take(letter, transaction);
        });
        outside.send(Channel.SYNC, Sent.of("b"));
        assertThat(textOf(nextLetter())).isEqualTo("b");
        assertThat(taken).isEmpty();
        first.stopReceiving();
        assertThat(first.awaitHandled(Outside.PATIENCE)).isTrue();
        first.close();
        outside.send(Channel.SYNC, Sent.of("c"));
        assertThat(textOf(nextLetter())).isEqualTo("c");
        assertThat(taken).containsExactly("c");
    }

    private Broker keep(String worker, BlockingQueue<String> told) {
        Broker broker = outside.worker(worker);
        broker.receiveWhenAsked(
                Channel.WAITING,
                "waiting",
                (first, transaction) -> {
                    letters.add(first);
                    transaction.sendOn(
                            Channel.WAITING, OutgoingMessage.again(first, bytes(first)), first.returnAddress(), SLIP);
                    transaction.commit();
                    told.add(worker);
                },
                () -> told.add(worker + " no more"));
        broker.start(() -> {});
        return broker;
    }

    private static byte[] bytes(Letter letter) {
        return textOf(letter).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void oneWorkerAtATimeKeepsWhatWaitsAndGetsALetterWhenItAsks() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        Broker first = keep("first", told);
        outside.send(Channel.WAITING, Sent.of("a"));
        assertThat(textOf(nextLetter())).isEqualTo("a");
        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("first");
        Broker second = keep("second", told);
        outside.send(Channel.WAITING, Sent.of("b"));
        await().until(second::isConnected);
        assertThat(letters.poll(200, TimeUnit.MILLISECONDS)).isNull();
        first.ask(Channel.WAITING);
        assertThat(textOf(nextLetter())).isEqualTo("a");
        first.ask(Channel.WAITING);
        assertThat(textOf(nextLetter())).isEqualTo("b");
        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("first");
        assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("first");
        assertThat(letters).isEmpty();

        first.stopReceiving(Channel.WAITING);
        assertThat(textOf(nextLetter())).isEqualTo("a");
        assertThat(List.of(next(told), next(told))).containsExactlyInAnyOrder("first no more", "second");
    }

    private static String next(BlockingQueue<String> told) throws InterruptedException {
        return requireNonNull(told.poll(20, TimeUnit.SECONDS), "Nothing is told");
    }

    @Test
    void whoseConnectionBreaksIsGivenALetterAnew() throws Exception {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        keep("w", told);
        outside.send(Channel.WAITING, Sent.of("a"));
        nextLetter();
        assertThat(next(told)).isEqualTo("w");
        outside.cut();
        assertThat(next(told)).isEqualTo("w no more");
        assertThat(textOf(nextLetter())).isEqualTo("a");
    }

    @Test
    void whatIsSentOnKeepsWhatItHad() throws Exception {
        Broker broker = outside.worker("w");
        broker.receive(Channel.REQUESTS, "requests", (letter, transaction) -> {
            letters.add(letter);
            if (letter.slip() == null) {
                OutgoingMessage again = OutgoingMessage.again(letter, bytes(letter));
                transaction.sendOn(Channel.REQUESTS, again, letter.returnAddress(), SLIP);
            }
            transaction.commit();
        });
        broker.start(() -> {});
        outside.send(Channel.REQUESTS, Sent.of("ünï 😀").passing(AN_HOUR).withCorrelationId("c-1"));
        Letter first = nextLetter();
        Letter second = nextLetter();
        assertThat(first.slip()).isNull();
        assertThat(textOf(second)).contains("ünï");
        assertThat(second.returnAddress()).isEqualTo(first.returnAddress());
        assertThat(second.slip()).isEqualTo(SLIP);
        assertThat(second.mayBeOfWorker()).isTrue();
        assertThat(second.times().askedAt()).isEqualTo(SLIP.askedAt());
        assertThat(requireNonNull(second.times().expiry()).left()).isZero();

        outside.send(Channel.REQUESTS, Sent.of("x").unanswered());
        assertThat(nextLetter().returnAddress().correlationId())
                .isEqualTo(nextLetter().returnAddress().correlationId());
    }

    @Test
    void arrivalsAreReceivedOnlyWhileThatIsSaid() throws Exception {
        Broker broker = start("w", Channel.ARRIVALS, this::take);
        await().until(broker::isConnected);
        outside.send(Channel.ARRIVALS, Sent.of("a"));
        assertThat(letters.poll(200, TimeUnit.MILLISECONDS)).isNull();
        broker.beginReceiving(Channel.ARRIVALS);
        assertThat(textOf(nextLetter())).isEqualTo("a");
        outside.send(Channel.ARRIVALS, Sent.of("b"));
        assertThat(textOf(nextLetter())).isEqualTo("b");
        broker.pauseReceiving(Channel.ARRIVALS);
        broker.stopReceiving(Channel.ARRIVALS);
        assertThat(broker.awaitHandled(Outside.PATIENCE)).isTrue();
        outside.send(Channel.ARRIVALS, Sent.of("c"));
        assertThat(letters.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void everyWorkerHears() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        for (String name : List.of("one", "two")) {
            start(name, Channel.CONTROL, (letter, transaction) -> heard.add(name + " " + textOf(letter)));
        }
        // Who listens later does not hear it, and when each begins is not known.
        await().untilAsserted(() -> {
            outside.send(Channel.CONTROL, Sent.of("x"));
            assertThat(heard).contains("one x", "two x");
        });
    }

    @Test
    void workersHearWhatOperatorsAskOfAllAndPassEventsOver() throws Exception {
        start("one", Channel.OPERATORS, (letter, transaction) -> letters.add(letter));
        Broker other = start("two", Channel.REQUESTS, this::take);
        await().until(other::isConnected);
        OutgoingMessage cancel = new OutgoingMessage("CancelRequest", "cancel", "c", null, null, null);
        await().untilAsserted(() -> {
            other.notices().publish(message("event"), AN_HOUR);
            other.admin().send(Channel.OPERATORS, cancel, AN_HOUR);
            assertThat(letters).isNotEmpty();
        });
        assertThat(textOf(nextLetter())).isEqualTo("cancel");
    }

    @Test
    void anOperatorSendsToEachChannel() throws Exception {
        Broker broker = outside.worker("w");
        for (Channel channel : List.of(Channel.REQUESTS, Channel.SYNC, Channel.CONTROL)) {
            broker.receive(channel, channel.name(), this::take);
        }
        broker.start(() -> {});
        await().until(broker::isConnected);
        for (Channel channel : List.of(Channel.REQUESTS, Channel.SYNC)) {
            broker.admin().send(channel, message("to " + channel), AN_HOUR);
            Letter letter = nextLetter();
            assertThat(textOf(letter)).isEqualTo("to " + channel);
            assertThat(letter.returnAddress().replyTo()).isNull();
            assertThat(letter.returnAddress().persistent()).isTrue();
        }
        // Who listens later does not hear it, and when that begins is not known.
        await().untilAsserted(() -> {
            broker.admin().send(Channel.CONTROL, message("to all"), AN_HOUR);
            assertThat(letters).isNotEmpty();
        });
        assertThat(textOf(nextLetter())).isEqualTo("to all");
    }

    @Test
    void anOperatorSeesWhatWasKeptAndSendsItAgainOrDiscardsIt() throws Exception {
        Broker broker = outside.worker("w");
        CountDownLatch keeping = new CountDownLatch(3);
        broker.receive(Channel.REQUESTS, "handler", (letter, transaction) -> {
            if (keeping.getCount() > 0) {
                keeping.countDown();
                transaction.keepInvalid(letter, ErrorCode.MALFORMED_REQUEST, "no request");
                transaction.commit();
            } else {
                take(letter, transaction);
            }
        });
        broker.start(() -> {});
        for (String body : List.of("a", "b", "c")) {
            outside.send(Channel.REQUESTS, Sent.of(body));
        }
        await().until(broker::isConnected);
        await().untilAsserted(
                        () -> assertThat(broker.admin().invalid(10).messages()).hasSize(3));
        List<BrokerAdmin.InvalidMessage> kept = broker.admin().invalid(10).messages();
        assertThat(kept).extracting(BrokerAdmin.InvalidMessage::body).containsExactly("a", "b", "c");
        assertThat(kept.get(0).code()).isEqualTo("MALFORMED_REQUEST");
        assertThat(kept.get(0).reason()).isEqualTo("no request");
        assertThat(kept.get(0).redelivered()).isFalse();
        assertThat(broker.admin().invalid(3).more()).isFalse();
        assertThat(broker.admin().invalid(2).more()).isTrue();
        assertThat(broker.admin().invalid(2).messages()).hasSize(2);

        assertThat(broker.admin().sendAgain(kept.get(1).id())).isTrue();
        Letter again = nextLetter();
        assertThat(textOf(again)).isEqualTo("b");
        assertThat(again.deliveries()).isEqualTo(1);
        assertThat(again.returnAddress().replyTo()).isNull();
        assertThat(broker.admin().discard(kept.get(0).id())).isTrue();
        assertThat(broker.admin().invalid(10).messages())
                .extracting(BrokerAdmin.InvalidMessage::body)
                .containsExactly("c");
        assertThat(broker.admin().discard(kept.get(0).id())).isFalse();
        assertThat(broker.admin().sendAgain("' or 1 = 1 or ' '")).isFalse();
        assertThat(broker.admin().invalid(10).messages()).hasSize(1);
    }

    @Test
    void noticesAreTold() throws Exception {
        Broker broker = start("w", Channel.REQUESTS, this::take);
        outside.send(Channel.REQUESTS, Sent.of("x"));
        Address requester = replyTo(nextLetter());
        broker.notices().publish(message("event"), AN_HOUR);
        assertThat(requireNonNull(outside.eventWithin(Outside.PATIENCE))
                        .message()
                        .body())
                .isEqualTo("event");
        broker.notices().tell(requester, message("told"), AN_HOUR);
        Received told = reply();
        assertThat(told.message()).isEqualTo(message("told"));
        assertThat(told.persistent()).isFalse();
    }

    @Test
    void syncsAreTriggeredUnlessEnoughTriggersWait() throws Exception {
        BlockingQueue<List<String>> taken = new LinkedBlockingQueue<>();
        Broker broker = start("w", Channel.SYNC, (letter, transaction) -> {
            List<String> together = new ArrayList<>(List.of(textOf(letter)));
            while (!together.contains("last") && !transaction.isLost()) {
                Letter next = transaction.receiveWaiting();
                if (next != null) {
                    together.add(textOf(next));
                }
            }
            taken.add(together);
            transaction.commit();
        });
        await().until(broker::isConnected);
        for (int i = 0; i < 5; i++) {
            broker.notices().triggerSync(message("tick"), 2);
        }
        broker.notices().triggerSync(message("last"), 100);
        assertThat(taken.poll(20, TimeUnit.SECONDS)).containsExactly("tick", "tick", "last");
    }

    @Test
    void aRequesterThatHasGoneIsRefusedAndTheRestIsCommitted() throws Exception {
        CompletableFuture<@Nullable Throwable> refusal = new CompletableFuture<>();
        start("w", Channel.REQUESTS, (letter, transaction) -> {
            letters.add(letter);
            goOn();
            refusal.complete(catchThrowable(() -> transaction.send(replyTo(letter), message("late"), true, AN_HOUR)));
            transaction.keepInvalid(letter, ErrorCode.REPLY_TO_REFUSED, "it is gone");
            transaction.commit();
        });
        outside.send(Channel.REQUESTS, Sent.of("x"));
        nextLetter();
        outside.leave();
        goOn.countDown();
        assertThat(refusal.get(20, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        BrokerException.class, e -> assertThat(e.failure()).isEqualTo(Failure.REFUSED));
        assertThat(outside.keptWithin(Outside.PATIENCE)).isEqualTo(new Kept("x", "REPLY_TO_REFUSED", "it is gone"));
        assertThat(letters).isEmpty();
    }

    @Test
    void aConnectionThatBreaksIsToldOfAndMadeAnew() throws Exception {
        CountDownLatch lost = new CountDownLatch(1);
        CompletableFuture<@Nullable Throwable> commit = new CompletableFuture<>();
        Broker broker = outside.worker("w");
        broker.receive(Channel.REQUESTS, "handler", (letter, transaction) -> {
            letters.add(letter);
            if (!commit.isDone()) {
                try {
                    lost.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                assertThat(transaction.isLost()).isTrue();
                commit.complete(catchThrowable(transaction::commit));
            } else {
                transaction.commit();
            }
        });
        broker.start(lost::countDown);
        outside.send(Channel.REQUESTS, Sent.of("x"));
        Letter first = nextLetter();
        outside.cut();
        assertThat(commit.get(20, TimeUnit.SECONDS))
                .isInstanceOfSatisfying(
                        BrokerException.class, e -> assertThat(e.failure()).isEqualTo(Failure.BROKEN));
        Letter again = nextLetter();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.deliveries()).isEqualTo(2);
        await().until(broker::isConnected);
    }

    @Test
    void whoIsToStopFinishesWhatItHasAndTakesNoMore() throws Exception {
        Broker broker = start("w", Channel.REQUESTS, (letter, transaction) -> {
            letters.add(letter);
            goOn();
            transaction.commit();
        });
        outside.send(Channel.REQUESTS, Sent.of("running"));
        outside.send(Channel.REQUESTS, Sent.of("waiting"));
        assertThat(textOf(nextLetter())).isEqualTo("running");
        broker.stopReceiving();
        assertThat(broker.awaitHandled(Duration.ofMillis(50))).isFalse();
        goOn.countDown();
        assertThat(broker.awaitHandled(Outside.PATIENCE)).isTrue();
        broker.close();
        assertThat(letters).isEmpty();
        start("other", Channel.REQUESTS, this::take);
        Letter waiting = nextLetter();
        assertThat(textOf(waiting)).isEqualTo("waiting");
        assertThat(waiting.deliveries()).isEqualTo(1);
    }

    @Test
    void whoTakesNoMoreRequestsStillHearsControl() throws Exception {
        Broker broker = outside.worker("w");
        broker.receive(Channel.REQUESTS, "handler", this::take);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        broker.receive(Channel.CONTROL, "control", (letter, transaction) -> heard.add(textOf(letter)));
        broker.start(() -> {});
        outside.send(Channel.REQUESTS, Sent.of("request"));
        assertThat(textOf(nextLetter())).isEqualTo("request");
        broker.stopReceiving(Channel.REQUESTS);
        assertThat(broker.awaitHandled(Outside.PATIENCE)).isTrue();
        outside.send(Channel.REQUESTS, Sent.of("waiting"));
        await().untilAsserted(() -> {
            outside.send(Channel.CONTROL, Sent.of("control"));
            assertThat(heard).contains("control");
        });
        assertThat(letters).isEmpty();
        broker.close();
    }

    @Test
    void whatNeverStartedEnds() throws Exception {
        Broker broker = outside.worker("w");
        broker.receive(Channel.REQUESTS, "handler", this::take);
        assertThat(broker.isConnected()).isFalse();
        broker.stopReceiving();
        assertThat(broker.awaitHandled(Duration.ofMillis(50))).isTrue();
        broker.close();
    }
}
