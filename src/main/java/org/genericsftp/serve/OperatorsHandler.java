package org.genericsftp.serve;

import java.util.Set;
import org.genericsftp.file.Printable;
import org.genericsftp.request.CancelRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Cancels what operators ask for at whichever worker: only workers may write where that comes from. */
final class OperatorsHandler implements LetterHandler {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorsHandler.class);

    private final HandlerContext context;
    private final LetterReader reader;

    OperatorsHandler(HandlerContext context) {
        this.context = context;
        this.reader = new LetterReader(context.client().codec(), Set.of("CancelRequest"));
    }

    @Override
    public void handle(Letter letter, Transaction transaction) {
        if (reader.read(letter) instanceof Reading.Accepted accepted
                && accepted.request() instanceof CancelRequest cancel) {
            String id = cancel.requestId();
            LOG.info(
                    "{}: {} is to be cancelled for an operator",
                    context.client().name(),
                    Printable.escape(id));
            context.requests().cancel(Set.of(CancelProof.granted(id)));
        }
    }
}
