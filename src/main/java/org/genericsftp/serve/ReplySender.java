package org.genericsftp.serve;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.genericsftp.file.Printable;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.Response;
import org.genericsftp.serve.BrokerException.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends replies, with some patience for addresses that are gone, for a requester in failover makes its queue anew, and with more
 * for brokers that are full.
 */
final class ReplySender {
    private static final Logger LOG = LoggerFactory.getLogger(ReplySender.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    /** For as many times the patience with one answer a requester that has vanished is waited for with each. */
    private static final int RETRIES_FOR_VANISHED = 6;

    private final MessageCodec codec;
    private final ServiceSettings settings;
    private final LongSupplier nanoTime;
    private final VanishedRequesters vanished;

    ReplySender(MessageCodec codec, ServiceSettings settings, LongSupplier nanoTime) {
        this.codec = codec;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.vanished = new VanishedRequesters(settings.replyRetry().multipliedBy(RETRIES_FOR_VANISHED), nanoTime);
    }

    /**
     * Returns whether the broker took it; also where no answer is expected. If not, that has been logged.
     *
     * @throws BrokerException when the broker as a whole is to blame: nothing is known of the reply then
     */
    boolean send(Outbox outbox, ReturnAddress returnAddress, Response reply) throws BrokerException {
        Address to = returnAddress.replyTo();
        if (to == null) {
            return true;
        }
        OutgoingMessage message =
                OutgoingMessage.of(reply, returnAddress.correlationId(), codec).withTrace(returnAddress.trace());
        long begin = nanoTime.getAsLong();
        while (true) {
            try {
                outbox.send(to, message, returnAddress.persistent(), settings.replyTimeToLive());
                vanished.met(to);
                return true;
            } catch (BrokerException e) {
                if (isWorthAnotherTry(e, to, Duration.ofNanos(nanoTime.getAsLong() - begin))) {
                    pause(outbox);
                } else if (e.failure() == Failure.REFUSED) {
                    LOG.warn(
                            "The reply with correlation id {} is dropped, for {} does not take it: {}",
                            Printable.escape(returnAddress.correlationId()),
                            Printable.escape(to.text()),
                            e.getMessage());
                    vanished.missed(to);
                    return false;
                } else {
                    throw e;
                }
            }
        }
    }

    private boolean isWorthAnotherTry(BrokerException e, Address to, Duration tried) {
        return switch (e.failure()) {
            case FULL -> tried.compareTo(settings.replyRetryFull()) < 0;
            case REFUSED -> tried.compareTo(settings.replyRetry()) < 0 && !vanished.contains(to);
            case BROKEN -> false;
        };
    }

    private static void pause(Outbox outbox) throws BrokerException {
        try {
            if (!outbox.lastsFor(PAUSE)) {
                throw new BrokerException(Failure.BROKEN, "The connection to the broker was lost", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerException(Failure.BROKEN, "Interrupted while waiting for a reply queue", e);
        }
    }
}
