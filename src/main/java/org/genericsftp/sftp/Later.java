package org.genericsftp.sftp;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A value that is told once, and those who wait for it. For the one thread of a {@link ReplyLoop}. */
final class Later<T> {
    private final List<Consumer<T>> waiting = new ArrayList<>(1);
    private @Nullable T value;

    static <T> Later<T> told(T value) {
        Later<T> later = new Later<>();
        later.tell(value);
        return later;
    }

    void tell(T told) {
        value = told;
        waiting.forEach(waiter -> waiter.accept(told));
        waiting.clear();
    }

    boolean isTold() {
        return value != null;
    }

    T value() {
        return Objects.requireNonNull(value, "not told yet");
    }

    /** Runs this with the value: now, or as soon as it is told. */
    void then(Consumer<T> waiter) {
        if (value != null) {
            waiter.accept(value);
        } else {
            waiting.add(waiter);
        }
    }
}
