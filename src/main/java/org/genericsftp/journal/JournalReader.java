package org.genericsftp.journal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.genericsftp.destination.KeptFiles;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the segments of all workers: those only that have changed. What can't be read now, nor ever, is as if it were not there. */
final class JournalReader {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);

    /** More than that are not read. */
    private static final int MOST_SEGMENTS = 2_000;

    private static final long MOST_ENTRIES = 2L * Tidying.MOST_ENTRIES;
    private static final int ATTEMPTS = 3;

    private final String client;
    private final KeptFiles files;
    private final SegmentNames names;
    private final int mostBytes;
    private final AtomicBoolean toldOfDamage = new AtomicBoolean();

    /** @param linesOfSegment how many a segment has at most */
    JournalReader(String client, KeptFiles files, SegmentNames names, int linesOfSegment) {
        this.client = client;
        this.files = files;
        this.names = names;
        mostBytes = SegmentText.HEADER.length + linesOfSegment * SegmentText.LINE_BYTES;
    }

    /**
     * What there is now, by name.
     *
     * @param before what there was the last time
     * @throws FileException it can be read later
     */
    Map<String, Segment> read(Map<String, Segment> before) throws FileException {
        Map<String, Segment> now = new HashMap<>();
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            now.clear();
            if (read(before, now)) {
                break;
            }
        }
        return now;
    }

    /** Returns false where a segment has gone in between: another worker has put what it holds elsewhere. */
    private boolean read(Map<String, Segment> before, Map<String, Segment> now) throws FileException {
        List<KeptFiles.Kept> newestFirst = list().stream()
                .sorted(Comparator.comparing((KeptFiles.Kept kept) -> names.begun(kept.name()))
                        .reversed())
                .toList();
        long room = MOST_ENTRIES;
        for (KeptFiles.Kept kept : newestFirst) {
            Segment known = before.get(kept.name());
            boolean same = known != null && known.sizeBytes() == kept.sizeBytes();
            try {
                Segment segment = known != null && same ? known : segment(kept, room > 0);
                room -= segment.entries().size();
                now.put(kept.name(), segment);
            } catch (FileException e) {
                if (e.code() == ErrorCode.FILE_NOT_FOUND) {
                    return false;
                }
                requireLost(e);
            }
        }
        return true;
    }

    private List<KeptFiles.Kept> list() throws FileException {
        try {
            return files.list(names::isSegment, MOST_SEGMENTS);
        } catch (FileException e) {
            requireLost(e);
            return List.of();
        }
    }

    /** One that there is no room for is as if it were empty, and so is the first to be removed. */
    private Segment segment(KeptFiles.Kept kept, boolean hasRoom) throws FileException {
        Entries entries = new Entries();
        if (hasRoom) {
            SegmentText.Read read = SegmentText.read(files.read(kept.name(), mostBytes));
            entries = read.entries();
            if (read.damaged() > 0) {
                damaged(kept.name() + " has damaged lines: " + read.damaged());
            }
        }
        return new Segment(kept.name(), names.begun(kept.name()), kept.sizeBytes(), entries);
    }

    /** Goes on where something can't be read, and never will be. */
    private void requireLost(FileException why) throws FileException {
        if (why.remedy() != Remedy.NEVER) {
            throw why;
        }
        damaged(why.getMessage());
    }

    private void damaged(@Nullable String what) {
        String text = Printable.escape(String.valueOf(what));
        if (toldOfDamage.compareAndSet(false, true)) {
            LOG.warn("{}: not all that was delivered is remembered, some files may be copied again: {}", client, text);
        } else {
            LOG.debug("{}: not all that was delivered is remembered: {}", client, text);
        }
    }
}
