package org.genericsftp.sftp;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.packets.Exchange;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.SftpRequest;

/**
 * Sends requests from one thread and handles their answers on that same thread, one by one, however many are in flight.
 * For that thread only.
 */
final class ReplyLoop implements AutoCloseable {
    /** A server may send names faster than a listing passes them on, and can't be told to wait. */
    private static final long MOST_HELD_BYTES = Runtime.getRuntime().maxMemory() / 8;

    /** What a name takes beside its bytes. */
    private static final int NAME_BYTES = 128;

    /** What is done with an answer, or with each part of one. */
    interface Reaction {
        void replied(SftpReply reply) throws FileException;
    }

    private interface Event {
        void run() throws FileException;

        /** It came too late to be run. */
        default void drop() {}
    }

    private static final Exchange.Answer NOBODY = new Exchange.Answer() {
        @Override
        public void replied(SftpReply reply, long latencyNanos) {}

        @Override
        public void lost(FileException why) {}
    };

    private final Consumer<Exchange> sender;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Cancellation cancellation;
    private final Cancellation.Registration registration;
    private final long mostHeldBytes;
    private int inFlight;
    private boolean left;
    private long heldBytes;
    private boolean overflown;

    ReplyLoop(Consumer<Exchange> sender, Cancellation cancellation) {
        this(sender, cancellation, MOST_HELD_BYTES);
    }

    /** @param mostHeldBytes of names that are not handled yet; more are an error */
    ReplyLoop(Consumer<Exchange> sender, Cancellation cancellation, long mostHeldBytes) {
        this.mostHeldBytes = mostHeldBytes;
        this.sender = sender;
        this.cancellation = cancellation;
        registration = cancellation.onCancel(() -> add(cancellation::check));
    }

    void ask(SftpRequest request, Reaction reaction) {
        inFlight++;
        sender.accept(Exchange.of(request, new Exchange.Answer() {
            @Override
            public void replied(SftpReply reply, long latencyNanos) {
                long held = bytesOf(reply);
                if (!hold(held)) {
                    return;
                }
                add(new Event() {
                    @Override
                    public void run() throws FileException {
                        hold(-held);
                        if (reply.isLast()) {
                            inFlight--;
                        }
                        reaction.replied(reply);
                    }

                    @Override
                    public void drop() {
                        giveBack(reply);
                    }
                });
            }

            @Override
            public void lost(FileException why) {
                add(() -> {
                    throw why;
                });
            }
        }));
    }

    /** Sends it; nobody waits for the answer. */
    void tell(SftpRequest request) {
        sender.accept(Exchange.of(request, NOBODY));
    }

    Later<SftpReply> ask(SftpRequest request) {
        Later<SftpReply> answer = new Later<>();
        ask(request, answer::tell);
        return answer;
    }

    private static long bytesOf(SftpReply reply) {
        return reply instanceof SftpReply.Names some
                ? some.names().stream()
                        .mapToLong(name -> NAME_BYTES + name.name().length)
                        .sum()
                : 0;
    }

    /** False when it is too much. That ends the loop with an error, once what came before is handled. */
    private boolean hold(long bytes) {
        synchronized (events) {
            heldBytes += bytes;
            if (bytes <= 0 || heldBytes <= mostHeldBytes) {
                return true;
            }
            heldBytes -= bytes;
            if (overflown) {
                return false;
            }
            overflown = true;
        }
        add(() -> {
            throw new FileException(
                    ErrorCode.TOO_MANY_FILES,
                    Remedy.NEVER,
                    "The server sent more names in one go than the worker holds: " + (mostHeldBytes >> 20)
                            + " MiB, an eighth of its heap");
        });
        return false;
    }

    /** Has {@link #handleAnswers} return once, on whatever thread that is known. */
    void wake() {
        add(() -> {});
    }

    private void add(Event event) {
        synchronized (events) {
            if (!left) {
                events.add(event);
                return;
            }
        }
        event.drop();
    }

    /** A handle that nobody waits for any more. */
    private void giveBack(SftpReply reply) {
        if (reply instanceof SftpReply.Handle handle) {
            tell(new SftpRequest.Close(handle.handle()));
        }
    }

    int inFlight() {
        return inFlight;
    }

    /** Waits for an answer, and handles it and all others that are there. */
    void handleAnswers() throws FileException {
        try {
            events.take().run();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        handleArrived();
    }

    /** Handles all answers until nothing is in flight. */
    void finish() throws FileException {
        while (inFlight > 0) {
            handleAnswers();
        }
    }

    private static FileException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new FileException(ErrorCode.CANCELLED, Remedy.LATER, "Interrupted while listing", e);
    }

    /** Handles the answers that are there. */
    void handleArrived() throws FileException {
        cancellation.check();
        for (Event event = events.poll(); event != null; event = events.poll()) {
            event.run();
        }
    }

    /** Leaves what is in flight to itself; a handle that the server still gives is given back. */
    @Override
    public void close() {
        registration.close();
        synchronized (events) {
            left = true;
        }
        events.forEach(Event::drop);
        events.clear();
    }
}
