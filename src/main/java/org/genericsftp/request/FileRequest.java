package org.genericsftp.request;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.Inline;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Verification;
import org.genericsftp.filter.Cursor;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.Folder;
import org.genericsftp.filter.Order;
import org.genericsftp.filter.Selection;
import org.genericsftp.filter.TimeFilter;
import org.genericsftp.filter.TimeZones;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the files that a filter selects.
 *
 * @param directory the folder below the source directory to which the search is narrowed
 * @param timeZone whose days those of the dates are, in the directory and in the names
 * @param digest null for none
 * @param verify null for what the client is configured to do
 * @param growing whether a file that is being appended to is copied as far as it was listed
 * @param inline which files' contents the reply holds; null for none
 * @param layout the name of the layout by which copies are put at the destination; null for the client's own
 * @param afterwards what becomes of the files at the source once they are delivered; null for nothing
 * @param remember whether files are left out that were delivered before and are not there any more
 * @param cancelToken who shows this may cancel it; null where only the reply-to tells that
 * @param changedSince what the requester knows of already; null where it does not ask for the next cursor either
 * @param newest how many are chosen of all that the filters select: those changed last, and of those of one time the first by
 *     name; null for all
 * @param order in which files are copied and told; null leaves it open
 * @param waiting what it waits for before it is carried out; null for nothing
 * @param maxFiles with more matches than this, nothing is copied; null for no limit
 */
public record FileRequest(
        @Nullable String requestId,
        FileFilter filter,
        Folder directory,
        ZoneId timeZone,
        @Nullable DigestAlgorithm digest,
        @Nullable Verification verify,
        boolean growing,
        @Nullable Inline inline,
        @Nullable String layout,
        @Nullable Afterwards afterwards,
        boolean dryRun,
        boolean progress,
        @Nullable Cursor changedSince,
        @Nullable Integer newest,
        @Nullable Order order,
        @Nullable Integer maxFiles,
        @Nullable Wait waiting,
        boolean remember,
        @Nullable String requester,
        @Nullable CancelToken cancelToken,
        Map<String, @Nullable Object> metadata)
        implements Request {
    /** How many files {@code newest} may ask for. */
    public static final int MOST_NEWEST = 10_000;

    /** Every file below the source directory. */
    public static final FileRequest EVERYTHING = new FileRequest(
            null,
            FileFilter.EVERYTHING,
            Folder.ROOT,
            TimeZones.UTC,
            null,
            null,
            false,
            null,
            null,
            null,
            false,
            false,
            null,
            null,
            null,
            null,
            null,
            false,
            null,
            null,
            Map.of());

    public FileRequest {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    public FileRequest withRequestId(@Nullable String requestId) {
        return with(draft -> draft.requestId = requestId);
    }

    public FileRequest withFilter(FileFilter filter) {
        return with(draft -> draft.filter = filter);
    }

    public FileRequest withDirectory(RelativePath directory) {
        return withDirectory(Folder.of(directory));
    }

    public FileRequest withDirectory(Folder directory) {
        return with(draft -> draft.directory = directory);
    }

    public FileRequest withTimeZone(ZoneId timeZone) {
        return with(draft -> draft.timeZone = timeZone);
    }

    public FileRequest withDigest(@Nullable DigestAlgorithm digest) {
        return with(draft -> draft.digest = digest);
    }

    public FileRequest withVerify(@Nullable Verification verify) {
        return with(draft -> draft.verify = verify);
    }

    public FileRequest withGrowing(boolean growing) {
        return with(draft -> draft.growing = growing);
    }

    public FileRequest withInline(@Nullable Inline inline) {
        return with(draft -> draft.inline = inline);
    }

    public FileRequest withLayout(@Nullable String layout) {
        return with(draft -> draft.layout = layout);
    }

    public FileRequest withAfterwards(@Nullable Afterwards afterwards) {
        return with(draft -> draft.afterwards = afterwards);
    }

    public FileRequest withDryRun(boolean dryRun) {
        return with(draft -> draft.dryRun = dryRun);
    }

    public FileRequest withProgress(boolean progress) {
        return with(draft -> draft.progress = progress);
    }

    public FileRequest withChangedSince(@Nullable Cursor changedSince) {
        return with(draft -> draft.changedSince = changedSince);
    }

    public FileRequest withNewest(@Nullable Integer newest) {
        return with(draft -> draft.newest = newest);
    }

    public FileRequest withOrder(@Nullable Order order) {
        return with(draft -> draft.order = order);
    }

    public FileRequest withMaxFiles(@Nullable Integer maxFiles) {
        return with(draft -> draft.maxFiles = maxFiles);
    }

    public FileRequest withWaiting(@Nullable Wait waiting) {
        return with(draft -> draft.waiting = waiting);
    }

    public FileRequest withRemember(boolean remember) {
        return with(draft -> draft.remember = remember);
    }

    public FileRequest withRequester(@Nullable String requester) {
        return with(draft -> draft.requester = requester);
    }

    public FileRequest withCancelToken(@Nullable CancelToken cancelToken) {
        return with(draft -> draft.cancelToken = cancelToken);
    }

    public FileRequest withMetadata(Map<String, @Nullable Object> metadata) {
        return with(draft -> draft.metadata = metadata);
    }

    @Override
    public String type() {
        return "FileRequest";
    }

    /**
     * What this request selects.
     *
     * @param askedAt the request's own time, from which {@code within} and dates count: so a redelivery selects the same
     */
    public Selection selection(Instant askedAt) {
        Selection selection = filter.in(directory, askedAt.atZone(timeZone));
        return changedSince == null ? selection : selection.since(changedSince);
    }

    /** Whether it is answered again and again. */
    public boolean isStanding() {
        return waiting != null && waiting.standing();
    }

    /** Whether it is about a folder below the source directory only. */
    public boolean hasDirectory() {
        return !directory.isRoot();
    }

    /** The JSON pointer to what counts from the request's own time; null where nothing does. */
    public @Nullable String pointerToWhatCountsFromItsTime() {
        if (filter.times() instanceof TimeFilter.Within) {
            return "/fileTime/within";
        }
        if (directory.isDated()) {
            return "/directory";
        }
        return filter.names() != null && filter.names().isDated() ? "/fileName" : null;
    }

    /** The order in which files are copied and told: the newest come first where they are chosen. Null where it is left open. */
    public @Nullable Order orderOfFiles() {
        return order == null && newest != null ? Order.TIME_DESCENDING : order;
    }

    private FileRequest with(Consumer<FileRequestDraft> change) {
        FileRequestDraft draft = new FileRequestDraft(this);
        change.accept(draft);
        return draft.request();
    }
}
