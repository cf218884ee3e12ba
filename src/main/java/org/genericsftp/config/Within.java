package org.genericsftp.config;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.genericsftp.file.DaemonThread;

/** Looks at file systems that may not answer: nobody waits longer for them than for a while. */
final class Within {
    private Within() {}

    /** What the look finds; what the other tells where it takes longer, or fails. */
    static <T> T orElse(Duration longest, Supplier<T> look, Supplier<T> other) {
        CompletableFuture<T> found = CompletableFuture.supplyAsync(
                look, task -> DaemonThread.named("configuration-look", task).start());
        try {
            return found.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return other.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return other.get();
        }
    }
}
