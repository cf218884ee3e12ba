package org.genericsftp.worker;

import java.time.Duration;
import java.util.List;
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
        client.onStart = () -> System.out.println("ready");
        RunUntilStopped worker = new RunUntilStopped(List.of(client), Duration.ofMinutes(5));
        TerminationSignals.onFirst(worker::stop);
        System.exit(worker.run() == RunUntilStopped.End.ORDERLY ? ORDERLY : 1);
    }
}
