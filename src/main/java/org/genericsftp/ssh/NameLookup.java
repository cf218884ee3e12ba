package org.genericsftp.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.genericsftp.file.DaemonThread;

/** Looks up host names. The system's resolver can't be told how long to wait, so it is asked on a thread that may be left behind. */
final class NameLookup {
    private NameLookup() {}

    /**
     * @throws UnknownHostException when there is no such name
     * @throws TimeoutException when the resolver takes longer
     */
    static List<InetAddress> addressesOf(String host, Duration limit)
            throws IOException, TimeoutException, InterruptedException {
        CompletableFuture<List<InetAddress>> answer = new CompletableFuture<>();
        DaemonThread.named("sftp-resolve " + host, () -> lookUp(host, answer)).start();
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException known) {
                throw known;
            }
            throw new IOException("Looking up " + host + " failed", e.getCause());
        }
    }

    private static void lookUp(String host, CompletableFuture<List<InetAddress>> answer) {
        try {
            answer.complete(List.of(InetAddress.getAllByName(host)));
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }
}
