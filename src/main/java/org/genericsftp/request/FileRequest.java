package org.genericsftp.request;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Verification;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.Selection;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the files that a filter selects.
 *
 * @param directory the folder below the source directory to which the search is narrowed
 * @param digest null for none
 * @param verify null for what the client is configured to do
 * @param growing whether a file that is being appended to is copied as far as it was listed
 * @param cancelToken who shows this may cancel it; null where only the reply-to tells that
 * @param maxFiles with more matches than this, nothing is copied; null for no limit
 */
public record FileRequest(
        @Nullable String requestId,
        FileFilter filter,
        RelativePath directory,
        @Nullable DigestAlgorithm digest,
        @Nullable Verification verify,
        boolean growing,
        boolean dryRun,
        boolean progress,
        @Nullable Integer maxFiles,
        @Nullable String requester,
        @Nullable CancelToken cancelToken,
        Map<String, @Nullable Object> metadata)
        implements Request {
    /** Every file below the source directory. */
    public static final FileRequest EVERYTHING = new FileRequest(
            null,
            FileFilter.EVERYTHING,
            RelativePath.ROOT,
            null,
            null,
            false,
            false,
            false,
            null,
            null,
            null,
            Map.of());

    public FileRequest {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    public FileRequest withRequestId(@Nullable String requestId) {
        return new FileRequest(
                requestId,
                filter,
                directory,
                digest,
                verify,
                growing,
                dryRun,
                progress,
                maxFiles,
                requester,
                cancelToken,
                metadata);
    }

    public FileRequest withFilter(FileFilter filter) {
        return new FileRequest(
                requestId,
                filter,
                directory,
                digest,
                verify,
                growing,
                dryRun,
                progress,
                maxFiles,
                requester,
                cancelToken,
                metadata);
    }

    public FileRequest withDirectory(RelativePath directory) {
        return new FileRequest(
                requestId,
                filter,
                directory,
                digest,
                verify,
                growing,
                dryRun,
                progress,
                maxFiles,
                requester,
                cancelToken,
                metadata);
    }

    public FileRequest withDigest(@Nullable DigestAlgorithm digest) {
        return new FileRequest(
                requestId,
                filter,
                directory,
                digest,
                verify,
                growing,
                dryRun,
                progress,
                maxFiles,
                requester,
                cancelToken,
                metadata);
    }

    public FileRequest withVerify(@Nullable Verification verify) {
        return new FileRequest(
                requestId,
                filter,
                directory,
                digest,
                verify,
                growing,
                dryRun,
                progress,
                maxFiles,
                requester,
                cancelToken,
                metadata);
    }

    public FileRequest withGrowing(boolean growing) {
        return new FileRequest(
                requestId,
                filter,
                directory,
                digest,
                verify,
                growing,
                dryRun,
                progress,
                maxFiles,
                requester,
                cancelToken,
                metadata);
    }

    public FileRequest withDryRun(boolean dryRun) {
        return new FileRequest(
                requestId,
                filter,
                directory,
                digest,
                verify,
                growing,
                dryRun,
                progress,
                maxFiles,
                requester,
                cancelToken,
                metadata);
    }

    public FileRequest withProgress(boolean progress) {
        return new FileRequest(
                requestId,
                filter,
                directory,
                digest,
                verify,
                growing,
                dryRun,
                progress,
                maxFiles,
                requester,
                cancelToken,
                metadata);
    }

    public FileRequest withMaxFiles(@Nullable Integer maxFiles) {
        return new FileRequest(
                requestId,
                filter,
                directory,
                digest,
                verify,
                growing,
                dryRun,
                progress,
                maxFiles,
                requester,
                cancelToken,
                metadata);
    }

    public FileRequest withRequester(@Nullable String requester) {
        return new FileRequest(
                requestId,
                filter,
                directory,
                digest,
                verify,
                growing,
                dryRun,
                progress,
                maxFiles,
                requester,
                cancelToken,
                metadata);
    }

    public FileRequest withCancelToken(@Nullable CancelToken cancelToken) {
        return new FileRequest(
                requestId,
                filter,
                directory,
                digest,
                verify,
                growing,
                dryRun,
                progress,
                maxFiles,
                requester,
                cancelToken,
                metadata);
    }

    public FileRequest withMetadata(Map<String, @Nullable Object> metadata) {
        return new FileRequest(
                requestId,
                filter,
                directory,
                digest,
                verify,
                growing,
                dryRun,
                progress,
                maxFiles,
                requester,
                cancelToken,
                metadata);
    }

    @Override
    public String type() {
        return "FileRequest";
    }

    /**
     * What this request selects.
     *
     * @param askedAt the request's own time, from which {@code within} counts back: so a redelivery selects the same
     */
    public Selection selection(Instant askedAt) {
        return filter.in(directory, askedAt);
    }
}
