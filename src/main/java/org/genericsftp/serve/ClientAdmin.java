package org.genericsftp.serve;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.message.RejectedRequestException;
import org.genericsftp.request.CancelRequest;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Request;
import org.genericsftp.request.SyncTrigger;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can have done by whichever worker of one client: asked for as others ask, over the broker. Each call blocks
 * until the broker has it. For any thread.
 */
public final class ClientAdmin {
    private static final Duration KEPT_FOR = Duration.ofDays(1);

    private final MessageCodec codec;
    private final BrokerAdmin admin;
    private final RunningRequests here;

    ClientAdmin(MessageCodec codec, BrokerAdmin admin, RunningRequests here) {
        this.codec = codec;
        this.admin = admin;
        this.here = here;
    }

    /**
     * Asks for a sync.
     *
     * @return the request's id
     */
    public String sync(String requester) throws BrokerException {
        String id = UUID.randomUUID().toString();
        send(Broker.Channel.SYNC, new SyncTrigger(id, null, requester, null, Map.of()), id);
        return id;
    }

    /** Stops a request wherever it runs or waits, whosever it is. */
    public void cancel(String requestId) throws BrokerException {
        here.cancel(Set.of(CancelProof.granted(requestId)));
        send(Broker.Channel.OPERATORS, new CancelRequest(requestId, null), null);
    }

    /**
     * Asks for the same files anew, at once and without being answered.
     *
     * @param requestJson a FileRequest, as an event tells it
     * @return the new request's id
     * @throws RejectedRequestException when this release can't carry it out
     */
    public String askAgain(String requestJson) throws BrokerException, RejectedRequestException {
        Request request = codec.decode(requestJson.getBytes(StandardCharsets.UTF_8));
        if (!(request instanceof FileRequest files)) {
            throw new IllegalArgumentException("No FileRequest: " + request.type());
        }
        String id = UUID.randomUUID().toString();
        send(Broker.Channel.REQUESTS, files.withRequestId(id).withWaiting(null), id);
        return id;
    }

    private void send(Broker.Channel to, Request request, @Nullable String correlationId) throws BrokerException {
        admin.send(to, OutgoingMessage.of(request, correlationId, codec), KEPT_FOR);
    }

    /** The broker itself: its queues, and what was kept as invalid. */
    public BrokerAdmin broker() {
        return admin;
    }
}
