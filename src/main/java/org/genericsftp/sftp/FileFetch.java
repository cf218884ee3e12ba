package org.genericsftp.sftp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.sftp.ReadWindow.Range;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file: OPEN, all its READs, FSTAT, CLOSE. While it has a handle, its READs go out as the scheduler lets them;
 * a small file's FSTAT and CLOSE follow right behind the last READ, as requests on one file are answered in order
 * (draft-ietf-secsh-filexfer-02, 6.1). What comes short is asked for again, after another OPEN where the handle is gone.
 *
 * <p>Everything happens under the session's lock.
 */
final class FileFetch implements Delivery.Fetch {
    /** A file of up to so many bytes is asked for in one go, its CLOSE included. */
    private static final long SMALL_BYTES = InFlightWindow.SMALLEST;

    /** READs past what has arrived, where the size is not known. */
    private static final int BLIND_READS = 16;

    /** What a fetch needs of its session. Called under the session's lock, {@code release} also without. */
    interface Session {
        Object lock();

        void send(Exchange exchange);

        StatusErrors errors();

        /** It has READs to be sent. Telling this twice does no harm. */
        void readable(FileFetch fetch);

        /** It needs another OPEN. */
        void reopen(FileFetch fetch);

        /** The server would not open the file: true if it is to be tried again later, with fewer handles. */
        boolean postponed(FileFetch fetch, SftpReply refusal);

        /** A READ for so many bytes was answered. */
        void answered(int bytes, long latencyNanos);

        /** A READ that lies within the file brought so many bytes. */
        void arrived(int asked, int length);

        /** The server has opened a file. */
        void handleGiven();

        /** The server has one handle more to give. */
        void handleFreed();

        /** A buffer has served. */
        void release(ByteBuffer buffer);

        /** A buffer will not serve, but JSch's thread may still write to it. */
        void abandon(ByteBuffer buffer);

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
    private final boolean small;
    private final boolean sizeKnown;

    private State state = State.WAITING;
    private byte @Nullable [] handle;
    private int readsInFlight;
    private boolean statAsked;
    private @Nullable FileStamp afterRead;
    private @Nullable FileException failure;
    private boolean ended;
    private boolean queued;
    private int postponements;

    FileFetch(WantedFile wanted, Session session) {
        file = wanted.file();
        delivery = new Delivery(wanted, this);
        this.session = session;
        sizeKnown = file.stamp().sizeBytes() != FileStamp.UNKNOWN_SIZE;
        window = new ReadWindow<>(wanted.from(), file.stamp().sizeBytes());
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

    /** How many times its OPEN has been put off since it last succeeded. */
    int postponements() {
        return postponements;
    }

    void postpone() {
        postponements++;
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
            postponements = 0;
            session.handleGiven();
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
        failWith(session.errors().refused(reply, ErrorCode.FILE_VANISHED, "open " + Printable.escape(file.name())));
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
        return !sizeKnown && readsInFlight >= BLIND_READS ? 0 : window.nextLength(most);
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
        if (small && gaps.isEmpty() && window.unasked() == 0) {
            statAndClose();
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
        if (reply instanceof SftpReply.Arrived data) {
            range.buffer().position(range.buffer().position() + data.length());
            if (sizeKnown) {
                session.arrived(range.missing(), data.length());
            }
            window.arrived(range, data.length());
            if (range.missing() > 0) {
                gaps.add(range);
            }
        } else if (!(reply instanceof SftpReply.Status status) || status.code() != Protocol.EOF) {
            failWith(session.errors().refused(reply, ErrorCode.FILE_VANISHED, "read " + Printable.escape(file.name())));
        } else if (!window.endsAt(range)) {
            failWith(new FileException(
                    ErrorCode.FILE_CHANGED,
                    Remedy.SAME_SESSION,
                    "The file " + Printable.escape(file.name()) + " has become shorter than the "
                            + file.stamp().sizeBytes() + " bytes that the listing told"));
        }
    }

    private void statAndClose() {
        statAsked = true;
        session.send(Exchange.of(new SftpRequest.FStat(openHandle()), new Reaction() {
            @Override
            public void replied(SftpReply reply, long latencyNanos) {
                if (reply instanceof SftpReply.Attrs attrs) {
                    afterRead = attrs.attributes().stamp();
                } else {
                    failWith(session.errors()
                            .refused(reply, ErrorCode.FILE_VANISHED, "look again at " + Printable.escape(file.name())));
                }
                advance();
            }
        }));
        close();
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
            boolean reopens = state == State.CLOSED && readsInFlight == 0 && hasGap();
            if (reopens) {
                // Its memory goes back: one that waits for a handle must not hold what those with a handle wait for.
                gaps.clear();
                window.rewind().forEach(range -> release(range.buffer()));
            }
            passOn();
            if (state == State.OPEN && (hasGap() || window.unasked() > 0)) {
                session.readable(this);
            } else if (state == State.OPEN && readsInFlight == 0 && !statAsked) {
                statAndClose();
            } else if (reopens) {
                state = State.WAITING;
                statAsked = false;
                afterRead = null;
                session.reopen(this);
            }
        }
        if (!ended && delivery.toldEnd() && readsInFlight == 0 && (state == State.WAITING || state == State.CLOSED)) {
            ended = true;
            session.ended(this);
        }
    }

    /** Hands over what has come in the order of the file, and the end behind it. */
    private void passOn() {
        for (var whole = window.takeNext(); whole.isPresent(); whole = window.takeNext()) {
            ByteBuffer bytes = whole.get().buffer().flip();
            if (bytes.hasRemaining()) {
                delivery.add(bytes);
            } else {
                release(bytes);
            }
        }
        if (window.complete() && afterRead != null) {
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
