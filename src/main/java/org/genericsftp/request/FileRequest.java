package org.genericsftp.request;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Verification;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.filter.Selection;
import org.genericsftp.filter.TimeFilter;
import org.genericsftp.filter.TimeWindow;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the files named like this, changed in that period.
 *
 * @param fileName null selects every name
 * @param fileTime null selects every time
 * @param directory the folder below the source directory to which the search is narrowed
 * @param digest null for none
 * @param verify null for what the client is configured to do
 * @param growing whether a file that is being appended to is copied as far as it was listed
 * @param maxFiles with more matches than this, nothing is copied; null for no limit
 */
public record FileRequest(
        @Nullable String requestId,
        @Nullable NameFilter fileName,
        @Nullable TimeFilter fileTime,
        RelativePath directory,
        @Nullable DigestAlgorithm digest,
        @Nullable Verification verify,
        boolean growing,
        boolean dryRun,
        boolean progress,
        @Nullable Integer maxFiles,
        @Nullable String requester,
        Map<String, @Nullable Object> metadata)
        implements Request {

    /** Every file below the source directory. */
    public static final FileRequest EVERYTHING =
            new FileRequest(null, null, null, RelativePath.ROOT, null, false, false, null, null, Map.of());

    /** A request that says nothing of verification and of growing files. */
    public FileRequest(
            @Nullable String requestId,
            @Nullable NameFilter fileName,
            @Nullable TimeFilter fileTime,
            RelativePath directory,
            @Nullable DigestAlgorithm digest,
            boolean dryRun,
            boolean progress,
            @Nullable Integer maxFiles,
            @Nullable String requester,
            Map<String, @Nullable Object> metadata) {
        this(
                requestId, fileName, fileTime, directory, digest, null, false, dryRun, progress, maxFiles, requester,
                metadata);
    }

    public FileRequest {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    @Override
    public String type() {
        return "FileRequest";
    }

    /**
     * What this request selects.
     *
     * @param askedAt the instant from which {@code within} counts back: the request's own time, so that a redelivery
     *     selects the same
     */
    public Selection selection(Instant askedAt) {
        return new Selection(directory, fileName, fileTime == null ? TimeWindow.ALWAYS : fileTime.window(askedAt));
    }
}
