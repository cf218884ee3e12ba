package org.genericsftp.request;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genericsftp.file.FileOutcome;
import org.jspecify.annotations.Nullable;

/**
 * One page of the answer to a {@link FileRequest} or a {@link SyncTrigger}, or the rejection of
 * whatever can't be understood.
 *
 * @param replyId new for each attempt; all pages of one answer carry the same
 * @param worker which process answered
 * @param page counted from 1
 * @param result stands on the last page only; null on the others
 */
public record FileReply(
        String requestId,
        String replyId,
        String client,
        String worker,
        List<FileOutcome> files,
        int page,
        @Nullable Result result,
        Map<String, @Nullable Object> metadata,
        Instant receivedAt)
        implements Response {
    /** How many files a page may list. */
    public static final int MOST_FILES = 1000;

    public FileReply {
        files = List.copyOf(files);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        if (page < 1 || files.size() > MOST_FILES) {
            throw new IllegalArgumentException("Page " + page + " of a reply with " + files.size() + " files");
        }
        if (result != null && result.status() == ReplyStatus.REJECTED && !files.isEmpty()) {
            throw new IllegalArgumentException("A rejection that lists " + files.size() + " files");
        }
    }

    @Override
    public String type() {
        return "FileReply";
    }
}
