package org.genericsftp.worker;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A client that does what the test says. */
final class FakeClient implements RunningClient {
    interface Act {
        void run() throws Exception;
    }

    final CountDownLatch started = new CountDownLatch(1);
    Act onStart = () -> {};
    Act onClose = () -> {};
    boolean orderly = true;
    volatile @Nullable Grace closing;
    volatile @Nullable Grace closedWith;

    private final String name;

    FakeClient(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() throws Exception {
        onStart.run();
        started.countDown();
    }

    @Override
    public boolean close(Grace grace) {
        closing = grace;
        try {
            onClose.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        closedWith = grace;
        return orderly;
    }
}
