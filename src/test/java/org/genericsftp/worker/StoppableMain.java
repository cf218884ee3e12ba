package org.genericsftp.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** A worker with one client that stops in order, or that never does. */
final class StoppableMain {
    static final int ORDERLY = 42;

    private StoppableMain() {}

    public static void main(String[] arguments) {
        FakeClient client = new FakeClient("client");
        if (arguments[0].equals("stubborn")) {
            client.onClose = () -> {
                System.out.println("closing");
                new CountDownLatch(1).await();
            };
        }
        RunUntilStopped worker = new RunUntilStopped(Configured.running(client), Duration.ofMinutes(5));
        Signals.onFirstToEnd(worker::stop);
        Signals.onHangUp(() -> System.out.println("hung up"));
        System.out.println("ready");
        System.exit(worker.run() == RunUntilStopped.End.ORDERLY ? ORDERLY : 1);
    }
}
