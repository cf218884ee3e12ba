package org.genericsftp.sftp;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;

/**
 * Sends requests from one thread and handles their answers on that same thread, one by one, however many are in flight.
 * For that thread only.
 */
final class ReplyLoop implements AutoCloseable {
    /** What is done with an answer. */
    interface Reaction {
        void replied(SftpReply reply) throws FileException;
    }

    private interface Event {
        void run() throws FileException;
    }

    private final SftpSession session;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Cancellation cancellation;
    private final Cancellation.Registration registration;
    private int inFlight;

    ReplyLoop(SftpSession session, Cancellation cancellation) {
        this.session = session;
        this.cancellation = cancellation;
        registration = cancellation.onCancel(() -> events.add(cancellation::check));
    }

    SftpSession session() {
        return session;
    }

    void ask(SftpRequest request, Reaction reaction) {
        inFlight++;
        session.send(Exchange.of(request, new Exchange.Answer() {
            @Override
            public void replied(SftpReply reply, long latencyNanos) {
                events.add(() -> {
                    inFlight--;
                    reaction.replied(reply);
                });
            }

            @Override
            public void lost(FileException why) {
                events.add(() -> {
                    throw why;
                });
            }
        }));
    }

    int inFlight() {
        return inFlight;
    }

    /** Waits for an answer, and handles it and all others that are there. */
    void handleAnswers() throws FileException {
        try {
            events.take().run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FileException(ErrorCode.CANCELLED, Remedy.LATER, "Interrupted while listing", e);
        }
        handleArrived();
    }

    /** Handles the answers that are there. */
    void handleArrived() throws FileException {
        cancellation.check();
        for (Event event = events.poll(); event != null; event = events.poll()) {
            event.run();
        }
    }

    @Override
    public void close() {
        registration.close();
    }
}
