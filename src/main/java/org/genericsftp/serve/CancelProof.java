package org.genericsftp.serve;

import java.util.HashSet;
import java.util.Set;
import org.genericsftp.request.CancelToken;
import org.jspecify.annotations.Nullable;

/** What shows that one may cancel the request of this id; a request is cancelled by whoever shows what it accepts. */
record CancelProof(String requestId, Object shown) {
    private static final String WORKER_OR_OPERATOR = "a worker or an operator";

    /** That of an operator, or of whomever the client's settings allow it. */
    static CancelProof granted(String requestId) {
        return new CancelProof(requestId, WORKER_OR_OPERATOR);
    }

    /** What a request accepts. One with neither token nor reply-to is cancelled by operators only. */
    static Set<CancelProof> acceptedBy(Reading.Accepted request) {
        Set<CancelProof> accepted = new HashSet<>(Set.of(granted(request.requestId())));
        CancelToken token = request.request().cancelToken();
        Address replyTo = request.letter().returnAddress().replyTo();
        if (token != null) {
            accepted.add(new CancelProof(request.requestId(), token));
        } else if (replyTo != null) {
            accepted.add(new CancelProof(request.requestId(), replyTo));
        }
        return accepted;
    }

    /** What a message about a request shows; nothing, where it has neither token nor reply-to. */
    static Set<CancelProof> shownBy(String requestId, @Nullable CancelToken token, Letter letter) {
        Set<CancelProof> shown = new HashSet<>();
        if (token != null) {
            shown.add(new CancelProof(requestId, token));
        }
        Address replyTo = letter.returnAddress().replyTo();
        if (replyTo != null) {
            shown.add(new CancelProof(requestId, replyTo));
        }
        return shown;
    }
}
