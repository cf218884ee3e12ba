package org.genericsftp.sftp;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.packets.Exchange;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.SftpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file: OPEN, all its READs, a look at it, CLOSE. While it has a handle, its READs go out as the scheduler lets
 * them; behind a small file's last READ follow the look and CLOSE at once, as requests on one file are answered in order
 * (draft-ietf-secsh-filexfer-02, 6.1), unless the server is known to work on them in any order. What comes short is asked
 * for again, after another OPEN where the handle is gone. The end is told once CLOSE has been answered: until then it may
 * turn out that the server gave the handle to another file, too.
 *
 * <p>Everything happens under the session's lock.
 */
final class FileFetch {
    /** How far it has come with its handle. */
    private sealed interface State {}

    private enum Unopened implements State {
        WAITING,
        OPENING
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Open(byte[] handle) implements State {}

    /** @param ahead whether CLOSE was sent before the READs ahead of it were answered */
    private record Closing(boolean ahead) implements State {}

    private record Closed(boolean ahead) implements State {}

    private final RemoteFile file;
    private final LaneQueue lane;
    private final FetchScheduler session;
    private final FileReads reads;
    private final LookAfterRead look;
    private final Delivery delivery;
    private final Refusals refusals = new Refusals();

    private State state = Unopened.WAITING;
    private @Nullable FileException failure;
    private boolean whole;
    private boolean ended;
    private boolean queued;

    FileFetch(WantedFile wanted, LaneQueue lane, FetchScheduler session) {
        file = wanted.file();
        this.lane = lane;
        this.session = session;
        reads = new FileReads(this, lane, session, wanted.from());
        look = new LookAfterRead(this, lane, session.server());
        delivery = new Delivery(wanted, this, lane);
    }

    /** Whether it still waits for its OPEN; false also once it has failed. */
    boolean waiting() {
        return state == Unopened.WAITING && failure == null;
    }

    /** Whether it stands in the scheduler's queue of readable files. */
    boolean queued() {
        return queued;
    }

    void setQueued(boolean inQueue) {
        queued = inQueue;
    }

    /** How often, and beside how many others, the server has refused to open it. */
    Refusals refusals() {
        return refusals;
    }

    RemoteFile file() {
        return file;
    }

    /** Whether the server has it open, or is about to, and has brought little of it yet. */
    boolean isAtItsBeginning() {
        boolean asked = state == Unopened.OPENING || !isAnswered();
        return (asked || isOpen() || state instanceof Closing) && reads.atBeginning();
    }

    /** Whether nothing but OPEN and CLOSE is in flight. */
    private boolean isAnswered() {
        return !reads.inFlight() && !look.inFlight();
    }

    /** Whether it has been read to its end. */
    boolean isRead() {
        return failure == null && delivery.toldEnd();
    }

    /** OPEN, to be sent now. */
    Exchange open() {
        state = Unopened.OPENING;
        return Exchange.of(new SftpRequest.Open(file.remoteName().toBytes()), new Reaction() {
            @Override
            public void replied(SftpReply reply, long latencyNanos) {
                opened(reply);
                advance();
            }
        });
    }

    private void opened(SftpReply reply) {
        if (reply instanceof SftpReply.Handle opened) {
            state = new Open(opened.handle());
            session.limits().given(refusals);
            if (failure != null) {
                close(false);
            }
            return;
        }
        state = Unopened.WAITING;
        if (lane.postponed(this, reply) || failure != null) {
            return;
        }
        state = new Closed(false);
        FileException why =
                lane.errors().refused(reply, ErrorCode.FILE_VANISHED, "open " + Printable.escape(file.name()));
        // What was tried again when there was nothing else to do need not be tried again at once.
        boolean triedAgain = refusals.count() > 1 && why.remedy() == Remedy.SAME_SESSION;
        failWith(triedAgain ? new FileException(why.code(), Remedy.LATER, String.valueOf(why.getMessage())) : why);
    }

    /** How many bytes it will still ask for, as far as the size is known. */
    long unaskedBytes() {
        return reads.unaskedBytes();
    }

    /** Whether the next READ fills up what came short, into a buffer that it has already. */
    boolean hasGap() {
        return reads.hasGap();
    }

    /** How long the next READ is, given the most that one may ask for; zero when none is to be sent. */
    int nextLength(int most) {
        return isOpen() && failure == null ? reads.nextLength(most) : 0;
    }

    /** The READ for what came short, to be sent now. */
    Exchange readGap() {
        return closedAhead(reads.readGap(handle()));
    }

    /** The next READ, to be sent now. */
    Exchange readNext(ByteBuffer into) {
        return closedAhead(reads.readNext(handle(), into));
    }

    private byte[] handle() {
        return ((Open) state).handle();
    }

    /** Has CLOSE follow the last READ of a small file at once, if it may. */
    private Exchange closedAhead(Exchange read) {
        if (reads.isSmallAndAsked() && session.order().isKept()) {
            close(true);
        }
        return read;
    }

    boolean isOpen() {
        return state instanceof Open;
    }

    /** The handle, if no CLOSE has been sent for it. */
    byte @Nullable [] openHandle() {
        return isOpen() ? handle() : null;
    }

    boolean hasFailed() {
        return failure != null;
    }

    /** Whether CLOSE may have been carried out before READs, so that what they brought may be another file's. */
    boolean isInDoubt() {
        boolean ahead =
                state instanceof Closing closing ? closing.ahead() : state instanceof Closed closed && closed.ahead();
        return ahead && !session.order().isKept();
    }

    /** @param ahead whether what is asked of the file has not been answered: then the look goes ahead of CLOSE, too */
    private void close(boolean ahead) {
        byte[] handle = handle();
        state = new Closing(ahead);
        if (ahead) {
            look.ask();
        }
        lane.send(Exchange.of(new SftpRequest.Close(handle), new Reaction() {
            @Override
            public void replied(SftpReply reply, long latencyNanos) {
                state = new Closed(ahead);
                lane.handleFreed();
                advance();
            }
        }));
    }

    /** Does what has become possible. */
    void advance() {
        if (failure == null) {
            boolean startsAgain = state instanceof Closed && isAnswered() && (reads.hasGap() || isInDoubt());
            if (startsAgain) {
                reads.startAgain(isInDoubt());
                look.forget();
                state = Unopened.WAITING;
            }
            passOn();
            if (isOpen() && reads.hasMore()) {
                lane.readable(this);
            } else if (isOpen() && isAnswered()) {
                finish();
            } else if (startsAgain) {
                lane.reopen(this);
            }
        }
        if (!ended && delivery.toldEnd() && isAnswered() && (state == Unopened.WAITING || state instanceof Closed)) {
            ended = true;
            lane.ended(this);
        }
    }

    /** All has been read. A server that works in any order is asked for one thing after the other. */
    private void finish() {
        look.ask();
        if (!look.inFlight() || session.order().isKept()) {
            close(false);
        }
    }

    /**
     * Hands over what has come in the order of the file, and the end behind it; what comes behind a CLOSE that was sent
     * ahead, only when that is answered and the order has been kept.
     */
    private void passOn() {
        if (state instanceof Closing closing && closing.ahead()) {
            return;
        }
        for (Optional<ByteBuffer> bytes = reads.next(); bytes.isPresent(); bytes = reads.next()) {
            if (bytes.get().hasRemaining()) {
                delivery.add(bytes.get());
            } else {
                lane.release(bytes.get());
            }
        }
        FileStamp afterRead = look.seen();
        if (!whole && reads.complete() && afterRead != null && state instanceof Closed) {
            whole = true;
            session.fileRead();
            delivery.end(afterRead);
        }
    }

    /** Gives up. What is in flight is still taken in, so that the channel stays usable. */
    void fail(FileException why) {
        failWith(why);
        advance();
    }

    void failWith(FileException why) {
        if (failure != null || delivery.toldEnd()) {
            return;
        }
        failure = why;
        if (isOpen()) {
            close(false);
        }
        reads.abandon();
        delivery.fail(why);
    }

    /** The session has ended. */
    void lost(FileException why) {
        state = new Closed(false);
        failWith(why);
        advance();
    }

    private abstract class Reaction implements Exchange.Answer {
        @Override
        public void lost(FileException why) {
            FileFetch.this.lost(why);
        }
    }
}
