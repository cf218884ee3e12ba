package org.genericsftp.sftp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;
import org.genericsftp.packets.Exchange;
import org.genericsftp.packets.Protocol;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.SftpRequest;
import org.genericsftp.packets.StatusErrors;
import org.genericsftp.sftp.ReadWindow.Range;

/**
 * The READs of one file: how long the next one is, what their answers mean, what came short and has to be asked for again,
 * and the buffers that hold what came. Under the session's lock.
 */
final class FileReads {
    /** A file of up to so many bytes is asked for in one go. */
    private static final long SMALL_BYTES = 256 * 1024;

    /** Up to so many bytes of a file are little. */
    private static final long LITTLE_BYTES = 1024 * 1024;

    /** READs past what has arrived, where the size is not known. */
    private static final int BLIND_READS = 16;

    /** How much of a file is asked for that claims to be empty, as generated ones do (/proc). */
    private static final int FIRST_OF_EMPTY = 4096;

    private final FileFetch fetch;
    private final LaneQueue lane;
    private final FetchScheduler session;
    private final ReadWindow<ByteBuffer> window;
    private final Deque<Range<ByteBuffer>> gaps = new ArrayDeque<>();
    private final long from;
    private final boolean sizeKnown;
    private final boolean claimsEmpty;
    private final boolean small;
    private int inFlight;
    /** Whether CLOSE was carried out before the READs ahead of it. */
    private boolean overtaken;

    /** @param from where in the file to begin */
    FileReads(FileFetch fetch, LaneQueue lane, FetchScheduler session, long from) {
        this.fetch = fetch;
        this.lane = lane;
        this.session = session;
        this.from = from;
        long sizeBytes = fetch.file().stamp().sizeBytes();
        sizeKnown = sizeBytes > 0;
        claimsEmpty = sizeBytes == 0;
        window = new ReadWindow<>(from, sizeKnown ? sizeBytes : FileStamp.UNKNOWN_SIZE);
        small = window.unasked() <= SMALL_BYTES;
    }

    /** How many bytes are still to be asked for, as far as the size is known. */
    long unaskedBytes() {
        return sizeKnown ? window.unasked() : 0;
    }

    /** Whether the next READ fills up what came short, into a buffer that is there already. */
    boolean hasGap() {
        return !gaps.isEmpty();
    }

    /** Whether more is to be asked for. */
    boolean hasMore() {
        return hasGap() || window.unasked() > 0;
    }

    /** Whether all of a small file has been asked for. */
    boolean isSmallAndAsked() {
        return small && !hasMore();
    }

    boolean inFlight() {
        return inFlight > 0;
    }

    /** Whether little has been taken yet. */
    boolean atBeginning() {
        return window.contiguous() - from < LITTLE_BYTES;
    }

    /** Whether all has been taken, up to the end. */
    boolean complete() {
        return window.complete();
    }

    /** How long the next READ is, given the most that one may ask for; zero when none is to be sent now. */
    int nextLength(int most) {
        Range<ByteBuffer> gap = gaps.peek();
        if (gap != null) {
            return gap.missing();
        }
        if (sizeKnown) {
            return window.nextLength(most);
        }
        boolean seemsEmpty = claimsEmpty && window.contiguous() == 0;
        if (inFlight >= (seemsEmpty ? 1 : BLIND_READS)) {
            return 0;
        }
        return window.nextLength(seemsEmpty ? Math.min(most, FIRST_OF_EMPTY) : most);
    }

    /** The READ for what came short, to be sent now. */
    Exchange readGap(byte[] handle) {
        return read(handle, gaps.remove());
    }

    /** The next READ, to be sent now. */
    Exchange readNext(byte[] handle, ByteBuffer into) {
        return read(handle, window.ask(into.remaining(), into));
    }

    private Exchange read(byte[] handle, Range<ByteBuffer> range) {
        int length = range.missing();
        range.setInFlight(true);
        inFlight++;
        SftpRequest.Read request = new SftpRequest.Read(handle, range.missingFrom(), length);
        return new Exchange(request, range.buffer(), new Exchange.Answer() {
            @Override
            public void replied(SftpReply reply, long latencyNanos) {
                lane.answered(length, latencyNanos);
                range.setInFlight(false);
                inFlight--;
                if (fetch.hasFailed()) {
                    lane.release(range.buffer());
                } else {
                    answered(range, reply);
                }
                fetch.advance();
            }

            @Override
            public void lost(FileException why) {
                inFlight--;
                lane.abandon(range.buffer());
                fetch.lost(why);
            }
        });
    }

    private void answered(Range<ByteBuffer> range, SftpReply reply) {
        if (fetch.isInDoubt()) {
            gaps.add(range);
        } else if (reply instanceof SftpReply.Arrived data) {
            arrived(range, data.length());
        } else if (reply instanceof SftpReply.Status status && status.code() == Protocol.EOF) {
            endsAt(range);
        } else if (isOvertaken(reply)) {
            gaps.add(range);
        } else if (!StatusErrors.deniesHandle(reply) || !lane.handleForgotten(fetch, reply)) {
            fetch.failWith(lane.errors().refusedForHandle(reply, "read " + shown()));
        }
    }

    private void arrived(Range<ByteBuffer> range, int bytes) {
        if (overtaken && fetch.isOpen()) {
            session.order().proven();
        }
        if (sizeKnown) {
            session.limits().readLength().arrived(range.missing(), bytes);
        }
        range.buffer().position(range.buffer().position() + bytes);
        window.arrived(range, bytes);
        if (range.missing() > 0) {
            gaps.add(range);
        }
    }

    private void endsAt(Range<ByteBuffer> range) {
        if (!window.endsAt(range)) {
            fetch.failWith(new FileException(
                    ErrorCode.FILE_CHANGED,
                    Remedy.SAME_SESSION,
                    "The file " + shown() + " has become shorter than the "
                            + fetch.file().stamp().sizeBytes() + " bytes that the listing told"));
        }
    }

    /** Whether a READ was refused because the CLOSE behind it was carried out first. */
    private boolean isOvertaken(SftpReply refusal) {
        if (fetch.isOpen()) {
            if (overtaken) {
                session.order().cleared();
            }
            return false;
        }
        overtaken |= session.order().brokenBy(refusal);
        return overtaken;
    }

    private String shown() {
        return Printable.escape(fetch.file().name());
    }

    /** The bytes that come next in the file, if they are there; none where the file ended before. */
    Optional<ByteBuffer> next() {
        return window.takeNext().map(range -> range.buffer().flip());
    }

    /**
     * Makes do with what has come, and gives back the memory of the rest, which will be asked for again: one that waits for
     * a handle must not hold what those with a handle wait for. Nothing may be in flight.
     *
     * @param doubtful whether only what has been taken counts
     */
    void startAgain(boolean doubtful) {
        gaps.clear();
        (doubtful ? window.restart() : window.rewind()).forEach(range -> lane.release(range.buffer()));
    }

    /** Gives up. What is in flight keeps its buffer until it is answered. */
    void abandon() {
        gaps.clear();
        for (Range<ByteBuffer> range : window.abandon()) {
            if (!range.inFlight()) {
                lane.release(range.buffer());
            }
        }
    }
}
