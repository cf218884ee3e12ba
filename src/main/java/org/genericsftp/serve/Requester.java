package org.genericsftp.serve;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.message.UnreadableResponseException;
import org.genericsftp.request.FileProgress;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.Request;
import org.genericsftp.request.Response;
import org.genericsftp.request.StatusReport;
import org.genericsftp.request.StatusRequest;
import org.jspecify.annotations.Nullable;

/** Asks workers from the other side of the broker: sends a request, and waits for the answers. For one thread at a time. */
public final class Requester {
    private static final int LONGEST_REPLY_BYTES = 16 * 1024 * 1024;

    private final Mailbox mailbox;
    private final MessageCodec codec;

    public Requester(Mailbox mailbox, MessageCodec codec) {
        this.mailbox = mailbox;
        this.codec = codec;
    }

    /**
     * Sends a request that lives no longer than the patience, and waits for its reply, from the first page to the last.
     *
     * @param progress told how far it has come, if the request asks for that
     * @throws TimeoutException when the reply is not whole in time; its message is what may be the cause
     */
    public List<FileReply> ask(String queue, Request request, Duration patience, Consumer<FileProgress> progress)
            throws BrokerException, TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        String correlationId = UUID.randomUUID().toString();
        mailbox.send(queue, OutgoingMessage.of(request, correlationId, codec), patience);
        CollectPages pages = new CollectPages();
        while (true) {
            Letter letter = mailbox.receive(Duration.ofNanos(deadline - System.nanoTime()));
            if (letter == null) {
                throw new TimeoutException(whyNoAnswer(patience));
            }
            Response response = answerTo(correlationId, letter);
            if (response instanceof FileProgress news) {
                progress.accept(news);
            } else if (response instanceof FileReply page) {
                List<FileReply> whole = pages.add(page);
                if (!whole.isEmpty()) {
                    return whole;
                }
            }
        }
    }

    /**
     * Asks every worker that listens at one of the control topics how it is, and waits so long for their answers: how many there
     * are is not known.
     *
     * @return an answer for each client of each worker, as they came
     */
    public List<StatusReport> askStatus(Collection<String> controlTopics, Duration patience)
            throws BrokerException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        String correlationId = UUID.randomUUID().toString();
        OutgoingMessage question =
                OutgoingMessage.of(new StatusRequest(correlationId, null, Map.of()), correlationId, codec);
        for (String topic : controlTopics) {
            mailbox.publish(topic, question);
        }
        List<StatusReport> reports = new ArrayList<>();
        while (true) {
            Letter letter = mailbox.receive(Duration.ofNanos(deadline - System.nanoTime()));
            if (letter == null) {
                return reports;
            }
            if (answerTo(correlationId, letter) instanceof StatusReport report) {
                reports.add(report);
            }
        }
    }

    /** Null for what answers something else. */
    private @Nullable Response answerTo(String correlationId, Letter letter) {
        return letter.returnAddress().correlationId().equals(correlationId) ? read(letter) : null;
    }

    /** A broker whose clock is ahead of ours drops requests before their time, and nobody answers them. */
    private String whyNoAnswer(Duration patience) throws BrokerException, InterruptedException {
        Duration behind = mailbox.behindBroker();
        if (!ClockDifference.isNotable(behind) || behind.isNegative()) {
            return "is a worker running?";
        }
        String fate = behind.compareTo(patience) < 0 ? "may have expired there early" : "has expired there on arrival";
        return "the clock here is " + behind.toSeconds() + " s behind the broker's, so that the request " + fate;
    }

    /** Null for what a later release may send, and this one doesn't understand. */
    private @Nullable Response read(Letter letter) {
        try {
            return codec.decodeResponse(new String(letter.body(LONGEST_REPLY_BYTES), StandardCharsets.UTF_8));
        } catch (UnreadableBodyException | UnreadableResponseException e) {
            return null;
        }
    }
}
