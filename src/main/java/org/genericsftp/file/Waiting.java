package org.genericsftp.file;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for something that ends in a value or in a {@link FileException}, no longer than its job lasts. */
public final class Waiting {
    private Waiting() {}

    /** @throws FileException the one that it ended with; the cancellation's reason */
    public static <T> T await(CompletableFuture<T> future, Cancellation cancellation) throws FileException {
        CompletableFuture<T> waiting = future.copy();
        Cancellation.Registration registration = cancellation.onCancel(() -> waiting.cancel(false));
        try {
            return waiting.get();
        } catch (CancellationException e) {
            cancellation.check();
            throw e;
        } catch (ExecutionException e) {
            throw failureOf(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            registration.close();
        }
    }

    /** For what is sure to end. */
    public static <T> T await(CompletableFuture<T> future) throws FileException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw failureOf(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static FileException failureOf(ExecutionException e) {
        if (e.getCause() instanceof FileException failure) {
            return failure;
        }
        return new FileException(
                ErrorCode.INTERNAL_ERROR, Remedy.NEW_SESSION, "Unforeseen: " + e.getCause(), e.getCause());
    }

    private static FileException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new FileException(ErrorCode.CANCELLED, Remedy.LATER, "Interrupted while waiting for the server", e);
    }
}
