package org.genericsftp.lab;

import java.time.Duration;
import java.util.List;

/** What the laboratory itself must not leave behind. */
final class OwnTraces {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private OwnTraces() {}

    static void check(Tally tally) {
        if (!Waiting.until(PATIENCE, () -> children().isEmpty())) {
            tally.violation("Processes are left: " + children());
        }
        if (!Waiting.until(PATIENCE, () -> threads().isEmpty())) {
            tally.violation("Threads are left: " + threads());
        }
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("lab-") || name.startsWith("tcp-proxy-"))
                .toList();
    }
}
