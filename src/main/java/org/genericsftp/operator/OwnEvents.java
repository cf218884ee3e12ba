package org.genericsftp.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.genericsftp.request.Response;
import org.jspecify.annotations.Nullable;

/** Hands on what this worker tells, and keeps it until there is somebody who takes it. For any thread. */
public final class OwnEvents implements Consumer<Response> {
    /** Nobody comes if the page can't be served. */
    private static final int MOST_KEPT = 1_000;

    private final List<Response> kept = new ArrayList<>();
    private @Nullable Consumer<Response> taker;

    @Override
    public void accept(Response event) {
        Consumer<Response> now;
        synchronized (this) {
            now = taker;
            if (now == null && kept.size() < MOST_KEPT) {
                kept.add(event);
            }
        }
        if (now != null) {
            now.accept(event);
        }
    }

    /** From now on everything goes there, first what was kept. */
    public void goTo(Consumer<Response> someone) {
        List<Response> before;
        synchronized (this) {
            taker = someone;
            before = List.copyOf(kept);
            kept.clear();
        }
        before.forEach(someone);
    }
}
