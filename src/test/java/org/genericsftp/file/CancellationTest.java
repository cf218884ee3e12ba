package org.genericsftp.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.genericsftp.file.Cancellation.Registration;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private final FileException expired = new FileException(ErrorCode.EXPIRED, Remedy.NEVER, "The request expired");
    private final FileException stopped =
            new FileException(ErrorCode.CANCELLED, Remedy.NEVER, "The request was cancelled");

    private final Cancellation cancellation = new Cancellation();

    @Test
    void isNotCancelledAtFirst() {
        assertThat(cancellation.cancelled()).isFalse();
        assertThat(cancellation.reason()).isNull();
        assertThatCode(cancellation::check).doesNotThrowAnyException();
    }

    @Test
    void theFirstReasonStands() {
        cancellation.cancel(expired);
        cancellation.cancel(stopped);
        assertThat(cancellation.cancelled()).isTrue();
        assertThat(cancellation.reason()).isSameAs(expired);
        assertThatThrownBy(cancellation::check).isSameAs(expired);
    }

    @Test
    void tellsEachListenerOnceInTheirOrder() {
        List<String> told = new ArrayList<>();
        cancellation.onCancel(() -> told.add("first"));
        cancellation.onCancel(() -> told.add("second"));
        cancellation.cancel(expired);
        cancellation.cancel(stopped);
        assertThat(told).containsExactly("first", "second");
    }

    @Test
    void tellsAtOnceWhoComesLate() {
        cancellation.cancel(expired);
        AtomicInteger told = new AtomicInteger();
        cancellation.onCancel(told::incrementAndGet).close();
        assertThat(told).hasValue(1);
    }

    @Test
    void listenersSeeTheReason() {
        List<FileException> seen = new ArrayList<>();
        cancellation.onCancel(() -> seen.add(cancellation.reason()));
        cancellation.cancel(expired);
        assertThat(seen).containsExactly(expired);
    }

    @Test
    void doesNotTellAListenerThatWasTakenBack() {
        AtomicInteger told = new AtomicInteger();
        cancellation.onCancel(told::incrementAndGet).close();
        cancellation.cancel(expired);
        assertThat(told).hasValue(0);
    }

    @Test
    void takingBackTwiceTakesNobodyElseBack() {
        AtomicInteger told = new AtomicInteger();
        Runnable listener = told::incrementAndGet;
        Registration taken = cancellation.onCancel(listener);
        cancellation.onCancel(listener);
        taken.close();
        taken.close();
        cancellation.cancel(expired);
        assertThat(told).hasValue(1);
    }

    @Test
    void aListenerThatThrowsKeepsNobodyFromBeingTold() {
        AtomicInteger told = new AtomicInteger();
        IllegalStateException fault = new IllegalStateException("fault");
        cancellation.onCancel(() -> {
            throw fault;
        });
        cancellation.onCancel(() -> {
            throw fault;
        });
        cancellation.onCancel(told::incrementAndGet);
        assertThatThrownBy(() -> cancellation.cancel(expired)).isSameAs(fault);
        assertThat(told).hasValue(1);
    }

    @Test
    void aListenerMayTakeItselfAndOthersBack() {
        AtomicInteger told = new AtomicInteger();
        List<Registration> registrations = new ArrayList<>();
        Runnable listener = () -> {
            told.incrementAndGet();
            registrations.forEach(Registration::close);
        };
        registrations.add(cancellation.onCancel(listener));
        registrations.add(cancellation.onCancel(listener));
        cancellation.cancel(expired);
        assertThat(told).hasValue(2);
    }

    @Test
    void manyThreadsAgreeOnOneReasonAndTellEachListenerOnce() throws Exception {
        int threads = 8;
        int listenersEach = 500;
        Queue<String> told = new ConcurrentLinkedQueue<>();
        CyclicBarrier start = new CyclicBarrier(2 * threads);
        List<Callable<Void>> work = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            String name = "cancelled by " + i;
            int number = i;
            work.add(() -> {
                start.await();
                cancellation.cancel(new FileException(ErrorCode.CANCELLED, Remedy.NEVER, name));
                return null;
            });
            work.add(() -> {
                start.await();
                for (int listener = 0; listener < listenersEach; listener++) {
                    String key = number + "/" + listener;
                    cancellation.onCancel(() -> told.add(key));
                }
                return null;
            });
        }
        runAll(work);

        assertThat(told).hasSize(threads * listenersEach).doesNotHaveDuplicates();
        FileException reason = cancellation.reason();
        cancellation.cancel(expired);
        assertThat(cancellation.reason()).isSameAs(reason).hasMessageStartingWith("cancelled by");
    }

    private static void runAll(List<Callable<Void>> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(work.size());
        try {
            for (Future<Void> done : executor.invokeAll(work, 60, TimeUnit.SECONDS)) {
                done.get();
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
}
