package org.genericsftp.journal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.destination.KeptFiles;
import org.genericsftp.file.FileException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the segments of one worker. Lines are added to a segment, for half an hour and as long as it is small, by putting a
 * longer one in its place: so nobody ever sees half a line. For one thread at a time.
 */
final class JournalWriter {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);
    private static final int MOST_BYTES_ADDED_TO = 64 * 1024;

    private final KeptFiles files;
    private final SegmentNames names;
    private @Nullable Open open;

    /** The segment that lines are added to. */
    private static final class Open {
        private final Segment segment;
        private final byte[] content;

        Open(Segment segment, byte[] content) {
            this.segment = segment;
            this.content = content;
        }
    }

    JournalWriter(KeptFiles files, SegmentNames names) {
        this.files = files;
        this.names = names;
    }

    /** Returns the segment that holds them, as it is now. */
    Segment append(List<Delivery> deliveries, Instant now) throws FileException {
        byte[] lines = SegmentText.lines(deliveries);
        Open before = open;
        // Where it fails, nobody knows what is there: it is not added to any more.
        open = null;
        Open longer = before != null && canTake(before, lines.length, now) && isThere(before.segment)
                ? with(before.segment.name(), before.segment.begun(), joined(before.content, lines))
                : with(names.next(now), now, joined(SegmentText.HEADER, lines));
        files.write(longer.segment.name(), longer.content);
        open = longer;
        return longer.segment;
    }

    private static boolean canTake(Open before, int bytes, Instant now) {
        Instant begun = before.segment.begun();
        return before.content.length + bytes <= MOST_BYTES_ADDED_TO
                && begun.isAfter(now.minus(Tidying.WRITTEN_FOR))
                && !begun.isAfter(now);
    }

    /** What was deleted meanwhile is to be forgotten: its lines must not come back. */
    private boolean isThere(Segment segment) throws FileException {
        return files.list(segment.name()::equals, 1).contains(new KeptFiles.Kept(segment.name(), segment.sizeBytes()));
    }

    private static Open with(String name, Instant begun, byte[] content) {
        Entries entries = SegmentText.read(content).entries();
        return new Open(new Segment(name, begun, content.length, entries), content);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    /** Writes new segments of so many lines at most, with what was not delivered before a time. */
    List<Segment> write(Entries entries, Instant from, int most, Instant now) throws FileException {
        List<Delivery> deliveries = new ArrayList<>();
        entries.forEach((file, second) -> {
            Instant at = Instant.ofEpochSecond(second);
            if (!at.isBefore(from)) {
                deliveries.add(new Delivery(file, at));
            }
        });
        List<Segment> written = new ArrayList<>();
        for (int begin = 0; begin < deliveries.size(); begin += most) {
            byte[] lines = SegmentText.lines(deliveries.subList(begin, Math.min(deliveries.size(), begin + most)));
            Open one = with(names.next(now), now, joined(SegmentText.HEADER, lines));
            files.write(one.segment.name(), one.content);
            written.add(one.segment);
        }
        return written;
    }

    /** Removes the segment that was written last. */
    void takeBack() {
        Open last = open;
        open = null;
        if (last != null) {
            try {
                files.remove(last.segment.name());
            } catch (FileException e) {
                LOG.warn(
                        "What was noted in a place that copies do not go to any more is still there: {}",
                        e.getMessage());
            }
        }
    }
}
