package org.genericsftp.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Closes what tests and programs have opened, the last first: when it is told to, after each test, or, registered in a static field,
 * after all tests of the class. A set-up that ends half-way, as one does that skips the test, leaves nothing open, and no tear-down of its own
 * needs to know how far it came.
 */
public final class Opened implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean keptForAllTests;

    /** Has this closed; returns it. */
    public <T extends AutoCloseable> T add(T opened) {
        open.push(opened);
        return opened;
    }

    /** Called only where this lives as long as the class does. */
    @Override
    public void beforeAll(ExtensionContext context) {
        keptForAllTests = true;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (!keptForAllTests) {
            closeAll();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        closeAll();
    }

    /** Closes all, whatever one of them throws. */
    public void closeAll() throws Exception {
        Exception first = null;
        while (!open.isEmpty()) {
            first = close(open.pop(), first);
        }
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable Exception close(AutoCloseable opened, @Nullable Exception before) {
        try {
            opened.close();
            return before;
        } catch (Exception e) {
            if (before == null) {
                return e;
            }
            before.addSuppressed(e);
            return before;
        }
    }
}
