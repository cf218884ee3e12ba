package org.genericsftp.sftp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.genericsftp.file.FileStamp;

/**
 * Which ranges of a file have been asked for, which have arrived, came short, or lie past the end. Pure arithmetic: it
 * knows neither packets nor buffers. Every range is asked for once, and what is missing of it again, until it is whole.
 *
 * @param <B> what holds a range's bytes
 */
final class ReadWindow<B> {
    /** A range that was asked for: from the first byte on it holds what has arrived. */
    static final class Range<B> {
        private final long offset;
        private final B buffer;
        private int length;
        private int arrived;
        private boolean inFlight;

        private Range(long offset, int length, B buffer) {
            this.offset = offset;
            this.length = length;
            this.buffer = buffer;
        }

        B buffer() {
            return buffer;
        }

        /** How many bytes are there. */
        int arrived() {
            return arrived;
        }

        /** Where in the file the bytes start that are still missing. */
        long missingFrom() {
            return offset + arrived;
        }

        int missing() {
            return length - arrived;
        }

        /** Whether a READ for what is missing has been sent and not been answered. */
        boolean inFlight() {
            return inFlight;
        }

        void setInFlight(boolean sent) {
            inFlight = sent;
        }
    }

    private final Deque<Range<B>> asked = new ArrayDeque<>();
    private final boolean sizeKnown;
    private long nextOffset;
    private long contiguous;
    private long end;

    /** @param sizeBytes where the file is expected to end, or {@link FileStamp#UNKNOWN_SIZE} */
    ReadWindow(long from, long sizeBytes) {
        sizeKnown = sizeBytes != FileStamp.UNKNOWN_SIZE;
        end = sizeKnown ? Math.max(from, sizeBytes) : Long.MAX_VALUE;
        nextOffset = from;
        contiguous = from;
    }

    /** How many bytes the next range shall have, given the most that one READ may ask for; zero when all is asked for. */
    int nextLength(int most) {
        return (int) Math.min(most, unasked());
    }

    /** How many bytes have not been asked for yet; very many where the size is unknown. */
    long unasked() {
        return Math.max(0, end - nextOffset);
    }

    Range<B> ask(int length, B buffer) {
        if (length <= 0 || length > unasked()) {
            throw new IllegalArgumentException("asking for " + length + " of " + unasked() + " bytes");
        }
        Range<B> range = new Range<>(nextOffset, length, buffer);
        nextOffset += length;
        asked.add(range);
        return range;
    }

    /** Some of the missing bytes have come; unless {@link Range#missing} is zero now, the rest must be asked for again. */
    void arrived(Range<B> range, int bytes) {
        if (bytes <= 0 || bytes > range.missing()) {
            throw new IllegalArgumentException(bytes + " bytes, where " + range.missing() + " are missing");
        }
        range.arrived += bytes;
    }

    /**
     * The file ends where the range's missing bytes start.
     *
     * @return false if it was expected to go on there: it shrank
     */
    boolean endsAt(Range<B> range) {
        if (sizeKnown) {
            return false;
        }
        end = Math.min(end, range.missingFrom());
        range.length = range.arrived;
        return true;
    }

    /**
     * Makes do with what has arrived without a gap; what lies behind will be asked for again. Nothing may be in flight.
     *
     * @return the ranges that are given up
     */
    List<Range<B>> rewind() {
        List<Range<B>> given = new ArrayList<>();
        boolean gap = false;
        for (Iterator<Range<B>> ranges = asked.iterator(); ranges.hasNext(); ) {
            Range<B> range = ranges.next();
            if (gap) {
                given.add(range);
                ranges.remove();
            } else if (range.missing() > 0) {
                gap = true;
                nextOffset = range.missingFrom();
                range.length = range.arrived;
            }
        }
        return given;
    }

    /**
     * Makes do with what has been taken; all that lies behind will be asked for again. Nothing may be in flight.
     *
     * @return the ranges that are given up
     */
    List<Range<B>> restart() {
        List<Range<B>> given = List.copyOf(asked);
        asked.clear();
        nextOffset = contiguous;
        return given;
    }

    /** The next whole range in the order of the file, once; what it holds may be nothing, past the end. */
    Optional<Range<B>> takeNext() {
        Range<B> first = asked.peek();
        if (first == null || first.missing() > 0) {
            return Optional.empty();
        }
        asked.remove();
        contiguous = Math.max(contiguous, Math.min(end, first.offset + first.arrived));
        return Optional.of(first);
    }

    /** Every byte up to here has been taken. */
    long contiguous() {
        return contiguous;
    }

    /** Whether every byte up to the end has been taken. */
    boolean complete() {
        return asked.isEmpty() && nextOffset >= end;
    }

    /** Gives up: the ranges that have been asked for and not been taken. */
    List<Range<B>> abandon() {
        List<Range<B>> left = List.copyOf(asked);
        asked.clear();
        return left;
    }
}
