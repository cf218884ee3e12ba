package org.genericsftp.jms;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.command.ActiveMQDestination;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.FileProgress;

/** Tells requesters how far their requests have come, each time that it is polled. */
final class ProgressReporter {
    private static final Duration USEFUL_FOR = Duration.ofMinutes(1);

    private final String client;
    private final String worker;
    private final MessageCodec codec;
    private final Clock clock;
    private final Announcer announcer;
    private final Map<RunningRequest, Listener> listeners = new ConcurrentHashMap<>();

    private record Listener(ActiveMQDestination replyTo, String correlationId, String requestId, String replyId) {}

    ProgressReporter(ServedClient client, Announcer announcer) {
        this.client = client.name();
        this.worker = client.worker();
        this.codec = client.codec();
        this.clock = client.clock();
        this.announcer = announcer;
    }

    /** From now on the requester is told, if it is to be answered at all. */
    void begin(RunningRequest request, Intake.Accepted accepted, String replyId) {
        Envelope.ReturnAddress address = accepted.envelope().returnAddress();
        ActiveMQDestination replyTo = address.replyTo();
        if (replyTo != null) {
            listeners.put(request, new Listener(replyTo, address.correlationId(), accepted.requestId(), replyId));
        }
    }

    void end(RunningRequest request) {
        listeners.remove(request);
    }

    void poll() {
        listeners.forEach(this::tell);
    }

    private void tell(RunningRequest request, Listener listener) {
        FileProgress progress = new FileProgress(
                listener.requestId, listener.replyId, client, worker, request.requestProgress(), clock.instant());
        OutgoingMessage message = OutgoingMessage.answer(progress, listener.correlationId, codec);
        announcer.tell(listener.replyTo, message, USEFUL_FOR);
    }
}
