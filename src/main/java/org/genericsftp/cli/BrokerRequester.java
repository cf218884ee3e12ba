package org.genericsftp.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.genericsftp.config.Durations;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.jms.JmsMailbox;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
import org.genericsftp.serve.BrokerException;

/** Asks over a connection of its own, which lasts as long as the question. */
public final class BrokerRequester implements Requester {
    private final MessageCodec codec;

    public BrokerRequester(MessageCodec codec) {
        this.codec = codec;
    }

    @Override
    public List<FileReply> ask(BrokerSettings broker, String queue, FileRequest request, Duration timeout)
            throws NoAnswerException, InterruptedException {
        try (JmsMailbox mailbox = JmsMailbox.open(broker)) {
            return new org.genericsftp.serve.Requester(mailbox, codec).ask(queue, request, timeout, progress -> {});
        } catch (BrokerException e) {
            throw new NoAnswerException(String.valueOf(e.getMessage()), e);
        } catch (TimeoutException e) {
            throw new NoAnswerException(
                    "Queue " + queue + ": no answer within " + Durations.format(timeout) + "; " + e.getMessage(), e);
        }
    }
}
