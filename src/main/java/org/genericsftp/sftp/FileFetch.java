package org.genericsftp.sftp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Consumer;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.packets.Attributes;
import org.genericsftp.packets.Exchange;
import org.genericsftp.packets.Protocol;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.SftpRequest;
import org.genericsftp.packets.StatusErrors;
import org.genericsftp.sftp.ReadWindow.Range;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file: OPEN, all its READs, LSTAT, CLOSE. While it has a handle, its READs go out as the scheduler lets them;
 * behind a small file's last READ follow LSTAT and CLOSE at once, as requests on one file are answered in order
 * (draft-ietf-secsh-filexfer-02, 6.1), unless the server is known to work on them in any order. What comes short is asked
 * for again, after another OPEN where the handle is gone. The end is told once CLOSE has been answered: until then it may
 * turn out that the server gave the handle to another file, too.
 *
 * <p>The look after the last byte is at the name and not at what is open, so that it also tells of a link that has taken
 * the file's place since the listing. Where there is no LSTAT, FSTAT does, or STAT.
 *
 * <p>Everything happens under the session's lock.
 */
final class FileFetch implements Delivery.Fetch {
    /** A file of up to so many bytes is asked for in one go, its CLOSE included, and handed on in one go. */
    private static final long SMALL_BYTES = 256 * 1024;

    /** Up to so many bytes of a file are little. */
    private static final long LITTLE_BYTES = 1024 * 1024;

    /** READs past what has arrived, where the size is not known. */
    private static final int BLIND_READS = 16;

    /** How much of a file is asked for that claims to be empty, as generated ones do (/proc). */
    private static final int FIRST_OF_EMPTY = 4096;

    /** What a fetch needs of its session. Called under the session's lock, {@code release} also without. */
    interface Session {
        Object lock();

        void send(Exchange exchange);

        StatusErrors errors();

        /** It has READs to be sent. Telling this twice does no harm. */
        void readable(FileFetch fetch);

        /** It needs another OPEN. */
        void reopen(FileFetch fetch);

        /** The server has opened it. */
        void opened(FileFetch fetch);

        /** The server would not open it: true if it is to be tried again later. */
        boolean postponed(FileFetch fetch, SftpReply refusal);

        /** What the server is known to do. */
        ServerProfile server();

        /**
         * The server does not know a handle any more that is open. Returns whether that ends the session; it does not
         * where nothing else is open that could have been mixed up with it.
         */
        boolean handleForgotten(FileFetch fetch, SftpReply refusal);

        /** Whether its requests may be sent ahead. */
        RequestOrder order();

        /** A READ for so many bytes was answered. */
        void answered(int bytes, long latencyNanos);

        /** A READ that lies within the file brought so many bytes. */
        void arrived(int asked, int length);

        /** The server has one handle more to give. */
        void handleFreed();

        /** A buffer has served. */
        void release(ByteBuffer buffer);

        /** A buffer will not serve, but JSch's thread may still write to it. */
        void abandon(ByteBuffer buffer);

        /** A file has come whole; nobody has been told yet. */
        void cameWhole();

        /** Nothing is left to be done for it. */
        void ended(FileFetch fetch);
    }

    private enum State {
        WAITING,
        OPENING,
        OPEN,
        CLOSING,
        CLOSED
    }

    private final RemoteFile file;
    private final Session session;
    private final ReadWindow<ByteBuffer> window;
    private final Deque<Range<ByteBuffer>> gaps = new ArrayDeque<>();
    private final Delivery delivery;
    private final long from;
    private final boolean small;
    private final boolean sizeKnown;

    private State state = State.WAITING;
    private byte @Nullable [] handle;
    private int readsInFlight;
    private int looksInFlight;
    private boolean looked;
    private @Nullable FileStamp afterRead;
    /** Whether CLOSE was sent before the READs ahead of it were answered. */
    private boolean closedAhead;
    /** Whether it was carried out before them. */
    private boolean overtaken;

    private @Nullable FileException failure;
    private boolean whole;
    private boolean ended;
    private boolean queued;
    private final Refusals refusals = new Refusals();

    FileFetch(WantedFile wanted, Session session) {
        file = wanted.file();
        delivery = new Delivery(wanted, this);
        this.session = session;
        from = wanted.from();
        sizeKnown = file.stamp().sizeBytes() > 0;
        window = new ReadWindow<>(from, sizeKnown ? file.stamp().sizeBytes() : FileStamp.UNKNOWN_SIZE);
        small = window.unasked() <= SMALL_BYTES;
    }

    /** Whether it still waits for its OPEN; false also once it has failed. */
    boolean waiting() {
        return state == State.WAITING && failure == null;
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
        boolean asked = state == State.OPENING || readsInFlight > 0 || looksInFlight > 0;
        return (asked || state == State.OPEN || state == State.CLOSING) && window.contiguous() - from < LITTLE_BYTES;
    }

    /** Whether it has been read to its end. */
    boolean isRead() {
        return failure == null && delivery.toldEnd();
    }

    /** OPEN, to be sent now. */
    Exchange open() {
        state = State.OPENING;
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
            handle = opened.handle();
            state = State.OPEN;
            session.opened(this);
            if (failure != null) {
                close();
            }
            return;
        }
        state = State.WAITING;
        if (session.postponed(this, reply) || failure != null) {
            return;
        }
        state = State.CLOSED;
        FileException why =
                session.errors().refused(reply, ErrorCode.FILE_VANISHED, "open " + Printable.escape(file.name()));
        // What was tried again when there was nothing else to do need not be tried again at once.
        boolean triedAgain = refusals.count() > 1 && why.remedy() == Remedy.SAME_SESSION;
        failWith(triedAgain ? new FileException(why.code(), Remedy.LATER, String.valueOf(why.getMessage())) : why);
    }

    /** How many bytes it will still ask for, as far as the size is known. */
    long unaskedBytes() {
        return sizeKnown ? window.unasked() : 0;
    }

    /** Whether the next READ fills up what came short, into a buffer that it has already. */
    boolean hasGap() {
        return !gaps.isEmpty();
    }

    /** How long the next READ is, given the most that one may ask for; zero when none is to be sent. */
    int nextLength(int most) {
        if (state != State.OPEN || failure != null) {
            return 0;
        }
        Range<ByteBuffer> gap = gaps.peek();
        if (gap != null) {
            return gap.missing();
        }
        if (sizeKnown) {
            return window.nextLength(most);
        }
        boolean seemsEmpty = file.stamp().sizeBytes() == 0 && window.contiguous() == 0;
        if (readsInFlight >= (seemsEmpty ? 1 : BLIND_READS)) {
            return 0;
        }
        return window.nextLength(seemsEmpty ? Math.min(most, FIRST_OF_EMPTY) : most);
    }

    /** The READ for what came short, to be sent now. */
    Exchange readGap() {
        return read(gaps.remove());
    }

    /** The next READ, to be sent now. */
    Exchange readNext(ByteBuffer into) {
        return read(window.ask(into.remaining(), into));
    }

    private Exchange read(Range<ByteBuffer> range) {
        int length = range.missing();
        SftpRequest.Read request = new SftpRequest.Read(openHandle(), range.missingFrom(), length);
        range.setInFlight(true);
        readsInFlight++;
        if (small && gaps.isEmpty() && window.unasked() == 0 && session.order().isKept()) {
            closedAhead = true;
            lookAgain();
            close();
        }
        return new Exchange(request, range.buffer(), new Reaction() {
            @Override
            public void replied(SftpReply reply, long latencyNanos) {
                session.answered(length, latencyNanos);
                readsInFlight--;
                range.setInFlight(false);
                if (failure == null) {
                    readAnswered(range, reply);
                } else {
                    release(range.buffer());
                }
                advance();
            }

            @Override
            public void lost(FileException why) {
                readsInFlight--;
                session.abandon(range.buffer());
                super.lost(why);
            }
        });
    }

    private void readAnswered(Range<ByteBuffer> range, SftpReply reply) {
        if (isInDoubt()) {
            gaps.add(range);
        } else if (reply instanceof SftpReply.Arrived data) {
            if (overtaken && state == State.OPEN) {
                session.order().proven();
            }
            range.buffer().position(range.buffer().position() + data.length());
            if (sizeKnown) {
                session.arrived(range.missing(), data.length());
            }
            window.arrived(range, data.length());
            if (range.missing() > 0) {
                gaps.add(range);
            }
        } else if (reply instanceof SftpReply.Status status && status.code() == Protocol.EOF) {
            endsAt(range);
        } else if (isOvertaken(reply)) {
            gaps.add(range);
        } else if (!StatusErrors.deniesHandle(reply) || !session.handleForgotten(this, reply)) {
            failWith(session.errors().refusedForHandle(reply, "read " + Printable.escape(file.name())));
        }
    }

    /** Whether CLOSE may have been carried out before READs, so that what they brought may be another file's. */
    private boolean isInDoubt() {
        return closedAhead && !session.order().isKept();
    }

    /** Whether a request on the handle was refused because the CLOSE behind it was carried out first. */
    private boolean isOvertaken(SftpReply refusal) {
        if (state == State.OPEN) {
            if (overtaken) {
                session.order().cleared();
            }
            return false;
        }
        overtaken |= session.order().brokenBy(refusal);
        return overtaken;
    }

    private void endsAt(Range<ByteBuffer> range) {
        if (!window.endsAt(range)) {
            failWith(new FileException(
                    ErrorCode.FILE_CHANGED,
                    Remedy.SAME_SESSION,
                    "The file " + Printable.escape(file.name()) + " has become shorter than the "
                            + file.stamp().sizeBytes() + " bytes that the listing told"));
        }
    }

    /** Asks what the file is like after its last byte. */
    private void lookAgain() {
        looked = true;
        if (session.server().does(ServerTrait.LSTAT)) {
            look(new SftpRequest.LStat(file.remoteName().toBytes()), reply -> lacks(ServerTrait.LSTAT, reply));
        } else {
            lookWithoutLstat();
        }
    }

    private void lookWithoutLstat() {
        byte[] opened = handle;
        if (opened != null && !closedAhead && session.server().does(ServerTrait.FSTAT)) {
            look(new SftpRequest.FStat(opened), reply -> lacks(ServerTrait.FSTAT, reply));
        } else {
            look(new SftpRequest.Stat(file.remoteName().toBytes()), this::saw);
        }
    }

    private void lacks(ServerTrait trait, SftpReply reply) {
        session.server().lacks(trait, session.errors().answered(trait.name(), reply));
        lookWithoutLstat();
    }

    private void look(SftpRequest request, Consumer<SftpReply> whenUnsupported) {
        looksInFlight++;
        session.send(Exchange.of(request, new Reaction() {
            @Override
            public void replied(SftpReply reply, long latencyNanos) {
                looksInFlight--;
                if (StatusErrors.isUnsupported(reply)) {
                    whenUnsupported.accept(reply);
                } else {
                    saw(reply);
                }
                advance();
            }

            @Override
            public void lost(FileException why) {
                looksInFlight--;
                super.lost(why);
            }
        }));
    }

    private void saw(SftpReply reply) {
        if (!(reply instanceof SftpReply.Attrs attrs)) {
            failWith(session.errors()
                    .refused(reply, ErrorCode.FILE_VANISHED, "look again at " + Printable.escape(file.name())));
            return;
        }
        Attributes.FileType type = attrs.attributes().type();
        if (type == Attributes.FileType.FILE || type == Attributes.FileType.UNKNOWN) {
            afterRead = attrs.attributes().stamp();
        } else {
            failWith(new FileException(
                    ErrorCode.FILE_CHANGED,
                    Remedy.LATER,
                    "The file " + Printable.escape(file.name())
                            + " changed while it was read: by its name there is now a "
                            + (type == Attributes.FileType.LINK ? "link" : "folder or special file")));
        }
    }

    private void close() {
        session.send(Exchange.of(new SftpRequest.Close(openHandle()), new Reaction() {
            @Override
            public void replied(SftpReply reply, long latencyNanos) {
                state = State.CLOSED;
                session.handleFreed();
                advance();
            }
        }));
        handle = null;
        state = State.CLOSING;
    }

    private byte[] openHandle() {
        return Objects.requireNonNull(handle, "a handle");
    }

    /** Does what has become possible. */
    private void advance() {
        if (failure == null) {
            boolean answered = readsInFlight == 0 && looksInFlight == 0;
            boolean reopens = state == State.CLOSED && answered && (hasGap() || isInDoubt());
            if (reopens) {
                // Its memory goes back: one that waits for a handle must not hold what those with a handle wait for.
                gaps.clear();
                (isInDoubt() ? window.restart() : window.rewind()).forEach(range -> release(range.buffer()));
                closedAhead = false;
            }
            passOn();
            if (state == State.OPEN && (hasGap() || window.unasked() > 0)) {
                session.readable(this);
            } else if (state == State.OPEN && answered) {
                finish();
            } else if (reopens) {
                state = State.WAITING;
                looked = false;
                afterRead = null;
                session.reopen(this);
            }
        }
        if (!ended
                && delivery.toldEnd()
                && readsInFlight == 0
                && looksInFlight == 0
                && (state == State.WAITING || state == State.CLOSED)) {
            ended = true;
            session.ended(this);
        }
    }

    /** All has been read. A server that works in any order is asked for one thing after the other. */
    private void finish() {
        if (!looked) {
            lookAgain();
        }
        if (looksInFlight == 0 || session.order().isKept()) {
            close();
        }
    }

    /**
     * Hands over what has come in the order of the file, and the end behind it; what comes behind a CLOSE that was sent
     * ahead, only when that is answered and the order has been kept.
     */
    private void passOn() {
        if (closedAhead && state != State.CLOSED) {
            return;
        }
        for (var whole = window.takeNext(); whole.isPresent(); whole = window.takeNext()) {
            ByteBuffer bytes = whole.get().buffer().flip();
            if (bytes.hasRemaining()) {
                delivery.add(bytes);
            } else {
                release(bytes);
            }
        }
        if (!whole && window.complete() && afterRead != null && state == State.CLOSED) {
            whole = true;
            session.cameWhole();
            delivery.end(afterRead);
        }
    }

    /** Gives up. What is in flight is still taken in, so that the channel stays usable. */
    void fail(FileException why) {
        failWith(why);
        advance();
    }

    private void failWith(FileException why) {
        if (failure != null || delivery.toldEnd()) {
            return;
        }
        failure = why;
        if (state == State.OPEN) {
            close();
        }
        gaps.clear();
        for (Range<ByteBuffer> range : window.abandon()) {
            if (!range.inFlight()) {
                release(range.buffer());
            }
        }
        delivery.fail(why);
    }

    @Override
    public Object lock() {
        return session.lock();
    }

    @Override
    public void release(ByteBuffer buffer) {
        session.release(buffer);
    }

    @Override
    public void refused(FileException why) {
        failWith(why);
    }

    @Override
    public void delivered() {
        advance();
    }

    /** What is lost fails the fetch, whatever it waited for. */
    private abstract class Reaction implements Exchange.Answer {
        @Override
        public void lost(FileException why) {
            state = State.CLOSED;
            handle = null;
            failWith(why);
            advance();
        }
    }
}
