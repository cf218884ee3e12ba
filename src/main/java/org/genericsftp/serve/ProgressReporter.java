package org.genericsftp.serve;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.genericsftp.request.FileProgress;

/** Tells requesters how far their requests have come, each time that it is polled. */
final class ProgressReporter {
    private static final Duration USEFUL_FOR = Duration.ofMinutes(1);

    private final ServedClient client;
    private final Answers answers;
    private final Map<RunningRequest, Listener> listeners = new ConcurrentHashMap<>();

    private record Listener(Reading.Accepted accepted, String replyId) {}

    ProgressReporter(ServedClient client, Answers answers) {
        this.client = client;
        this.answers = answers;
    }

    /** From now on the requester is told, if it is to be answered at all. */
    void begin(RunningRequest request, Reading.Accepted accepted, String replyId) {
        listeners.put(request, new Listener(accepted, replyId));
    }

    void end(RunningRequest request) {
        listeners.remove(request);
    }

    void poll() {
        listeners.forEach(this::tell);
    }

    private void tell(RunningRequest request, Listener listener) {
        FileProgress progress = new FileProgress(
                listener.accepted.requestId(),
                listener.replyId,
                client.name(),
                client.worker(),
                request.requestProgress(),
                client.clock().instant());
        answers.tell(progress, listener.accepted.letter(), USEFUL_FOR);
    }
}
