package org.genericsftp.sftp;

import org.genericsftp.file.FileException;
import org.genericsftp.sftp.HandleLimit.Kind;

/**
 * The folders that one listing has open, as a part of all that its session may have open: counted where the listing's
 * requests and their answers pass, so that they are right also when nobody listens to the answers any more.
 */
final class FolderHandles {
    private final Multiplexer multiplexer;
    private final FetchScheduler scheduler;
    private int held;

    FolderHandles(Multiplexer multiplexer, FetchScheduler scheduler) {
        this.multiplexer = multiplexer;
        this.scheduler = scheduler;
    }

    /**
     * Whether another folder may be opened. A session that has ended admits it, and so tells its end.
     *
     * @param whenFreed where none may, is run once when that may have changed; it must not block
     */
    boolean admits(Runnable whenFreed) {
        synchronized (multiplexer) {
            boolean admitted = !multiplexer.alive() || scheduler.handles().admitsFolder(held);
            if (!admitted) {
                scheduler.tellWhenFreed(whenFreed);
            }
            return admitted;
        }
    }

    /** Sends a request of the listing. */
    void send(Exchange exchange) {
        synchronized (multiplexer) {
            if (exchange.request() instanceof SftpRequest.OpenDir) {
                held++;
                scheduler.handles().asked(Kind.FOLDER);
                multiplexer.send(answering(exchange, this::opened));
            } else if (exchange.request() instanceof SftpRequest.Close) {
                multiplexer.send(answering(exchange, closed -> freed()));
            } else {
                multiplexer.send(exchange);
            }
        }
    }

    private void opened(SftpReply reply) {
        if (reply instanceof SftpReply.Handle) {
            scheduler.handles().given();
            return;
        }
        held--;
        if (reply instanceof SftpReply.Status status && status.code() == Protocol.FAILURE) {
            scheduler.handles().refused(Kind.FOLDER);
        } else {
            scheduler.handles().notGiven(Kind.FOLDER);
        }
        scheduler.handleFreed();
        multiplexer.wake();
    }

    private void freed() {
        held--;
        scheduler.handles().freed(Kind.FOLDER);
        scheduler.handleFreed();
        multiplexer.wake();
    }

    private interface Counting {
        void replied(SftpReply reply);
    }

    private static Exchange answering(Exchange exchange, Counting counting) {
        Exchange.Answer answer = exchange.answer();
        return Exchange.of(exchange.request(), new Exchange.Answer() {
            @Override
            public void replied(SftpReply reply, long latencyNanos) {
                counting.replied(reply);
                answer.replied(reply, latencyNanos);
            }

            @Override
            public void lost(FileException why) {
                answer.lost(why);
            }
        });
    }
}
