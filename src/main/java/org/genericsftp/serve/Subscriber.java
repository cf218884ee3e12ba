package org.genericsftp.serve;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.message.UnreadableResponseException;
import org.genericsftp.request.Batch;
import org.genericsftp.request.CancelRequest;
import org.genericsftp.request.CancelToken;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.RenewRequest;
import org.genericsftp.request.Request;
import org.genericsftp.request.Result;
import org.jspecify.annotations.Nullable;

/**
 * The other side of a standing request: takes its batches, renews its lease, and cancels it in the end. For one request, and one
 * thread.
 */
public final class Subscriber {
    private static final int LONGEST_REPLY_BYTES = 16 * 1024 * 1024;
    private static final Duration STEP = Duration.ofMillis(500);
    private static final int RENEWALS_IN_A_LEASE = 3;
    private static final Duration PATIENCE_WITH_THE_LAST = Duration.ofSeconds(30);

    private final Mailbox mailbox;
    private final MessageCodec codec;
    private final String queue;
    private final String controlTopic;
    private final String id = UUID.randomUUID().toString();
    private final CancelToken token = new CancelToken(UUID.randomUUID().toString());
    private CollectPages pages = new CollectPages();
    private int batch;

    public Subscriber(Mailbox mailbox, MessageCodec codec, String queue, String controlTopic) {
        this.mailbox = mailbox;
        this.codec = codec;
        this.queue = queue;
        this.controlTopic = controlTopic;
    }

    /**
     * Sends a standing request, and hands over each of its answers, once and whole.
     *
     * @param ended whether there is to be an end; asked again and again
     * @return the last answer, which has been handed over, too
     * @throws TimeoutException when it was cancelled, and nobody answers
     */
    public List<FileReply> follow(FileRequest request, BooleanSupplier ended, Consumer<List<FileReply>> answers)
            throws BrokerException, TimeoutException, InterruptedException {
        Duration lease =
                request.waiting() == null ? Duration.ZERO : request.waiting().longest();
        // It would end with its message.
        mailbox.send(queue, message(request.withRequestId(id).withCancelToken(token)), Duration.ZERO);
        Timer renewal = new Timer(lease.dividedBy(RENEWALS_IN_A_LEASE));
        Timer last = null;
        while (last == null || !last.isDue()) {
            if (last == null && ended.getAsBoolean()) {
                mailbox.publish(controlTopic, message(new CancelRequest(id, token)));
                last = new Timer(PATIENCE_WITH_THE_LAST);
            } else if (last == null && renewal.isDue()) {
                mailbox.publish(controlTopic, message(new RenewRequest(id, token)));
                renewal.restart();
            }
            List<FileReply> answer = next();
            if (!answer.isEmpty()) {
                answers.accept(answer);
                if (isLast(answer)) {
                    return answer;
                }
            }
        }
        throw new TimeoutException("it was cancelled, and nobody answers; is a worker running?");
    }

    private OutgoingMessage message(Request request) {
        return OutgoingMessage.of(request, id, codec);
    }

    /** The next whole answer; none where there is none yet. */
    private List<FileReply> next() throws BrokerException, InterruptedException {
        Letter letter = mailbox.receive(STEP);
        FileReply page = letter == null ? null : pageOf(letter);
        List<FileReply> whole = page == null ? List.of() : pages.add(page);
        if (whole.isEmpty()) {
            return whole;
        }
        pages = new CollectPages();
        Batch which = batchOf(whole);
        if (which == null) {
            return whole;
        }
        // Where a commit was in doubt, a batch may come again.
        boolean isNew = which.number() > batch || which.last();
        batch = which.number();
        return isNew ? whole : List.of();
    }

    private @Nullable FileReply pageOf(Letter letter) {
        try {
            return letter.returnAddress().correlationId().equals(id)
                            && codec.decodeResponse(
                                            new String(letter.body(LONGEST_REPLY_BYTES), StandardCharsets.UTF_8))
                                    instanceof FileReply page
                    ? page
                    : null;
        } catch (UnreadableBodyException | UnreadableResponseException e) {
            // A later release may send what this one doesn't understand.
            return null;
        }
    }

    /** What is no batch says that there will be none. */
    private static boolean isLast(List<FileReply> answer) {
        Batch which = batchOf(answer);
        return which == null || which.last();
    }

    private static @Nullable Batch batchOf(List<FileReply> answer) {
        Result result = answer.get(answer.size() - 1).result();
        return result == null ? null : result.batch();
    }

    /** Tells when a time has gone by. */
    private static final class Timer {
        private final Duration time;
        private long since = System.nanoTime();

        Timer(Duration time) {
            this.time = time;
        }

        void restart() {
            since = System.nanoTime();
        }

        boolean isDue() {
            return System.nanoTime() - since >= time.toNanos();
        }
    }
}
