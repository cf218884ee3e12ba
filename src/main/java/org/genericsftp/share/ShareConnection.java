package org.genericsftp.share;

import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * The way to the share: a few links, since some servers serve each with one thread only. A link is opened when it is
 * needed, kept, checked after a pause, and opened anew once it was lost.
 */
final class ShareConnection implements Closeable {
    private static final int LINKS = 4;
    private static final Duration UNCHECKED = Duration.ofSeconds(15);
    private static final Duration CHECK = Duration.ofSeconds(5);

    private final ShareSettings settings;
    private final ShareErrors errors;
    private final LoginBackOff backOff = new LoginBackOff();
    private final AtomicReferenceArray<@Nullable ShareLink> links = new AtomicReferenceArray<>(LINKS);
    private volatile boolean closed;

    ShareConnection(ShareSettings settings, ShareErrors errors) {
        this.settings = settings;
        this.errors = errors;
    }

    /** As {@link ShareLink#call}, on a link that works. */
    <T> T call(String action, RelativePath path, ShareLink.Call<T> call) throws FileException {
        return link().call(action, path, call);
    }

    /**
     * The link of the calling thread, which some others share.
     *
     * @throws FileException as {@link ShareLink#open}
     */
    ShareLink link() throws FileException {
        int number = (int) (Thread.currentThread().getId() % LINKS);
        ShareLink current = links.get(number);
        if (current != null && current.isAlive(UNCHECKED, CHECK)) {
            return current;
        }
        return open(number);
    }

    private synchronized ShareLink open(int number) throws FileException {
        ShareLink current = links.get(number);
        if (current != null && !current.isBroken()) {
            return current;
        }
        if (closed) {
            throw errors.refused(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, "it is being shut down");
        }
        if (current != null) {
            current.close();
            links.set(number, null);
        }
        backOff.check(System.nanoTime());
        try {
            ShareLink opened = ShareLink.open(settings, errors);
            backOff.succeeded();
            links.set(number, opened);
            if (closed) {
                opened.close();
            }
            return opened;
        } catch (FileException e) {
            backOff.failed(e, System.nanoTime());
            throw e;
        }
    }

    /** What waits for the server is woken, and fails. */
    @Override
    public void close() {
        closed = true;
        IntStream.range(0, LINKS).mapToObj(links::get).parallel().forEach(link -> {
            if (link != null) {
                link.close();
            }
        });
    }
}
