package org.genericsftp.request;

import java.time.ZoneId;
import java.util.Map;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.Inline;
import org.genericsftp.file.Verification;
import org.genericsftp.filter.Cursor;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.Folder;
import org.genericsftp.filter.Order;
import org.jspecify.annotations.Nullable;

/** The fields of a request that differs from another in some. */
final class FileRequestDraft {
    @Nullable
    String requestId;

    FileFilter filter;
    Folder directory;
    ZoneId timeZone;

    @Nullable
    DigestAlgorithm digest;

    @Nullable
    Verification verify;

    boolean growing;

    @Nullable
    Inline inline;

    @Nullable
    String layout;

    @Nullable
    Afterwards afterwards;

    boolean dryRun;
    boolean progress;

    @Nullable
    Cursor changedSince;

    @Nullable
    Integer newest;

    @Nullable
    Order order;

    @Nullable
    Integer maxFiles;

    @Nullable
    Wait waiting;

    boolean remember;

    @Nullable
    String requester;

    @Nullable
    CancelToken cancelToken;

    Map<String, @Nullable Object> metadata;

    FileRequestDraft(FileRequest request) {
        requestId = request.requestId();
        filter = request.filter();
        directory = request.directory();
        timeZone = request.timeZone();
        digest = request.digest();
        verify = request.verify();
        growing = request.growing();
        inline = request.inline();
        layout = request.layout();
        afterwards = request.afterwards();
        dryRun = request.dryRun();
        progress = request.progress();
        changedSince = request.changedSince();
        newest = request.newest();
        order = request.order();
        maxFiles = request.maxFiles();
        waiting = request.waiting();
        remember = request.remember();
        requester = request.requester();
        cancelToken = request.cancelToken();
        metadata = request.metadata();
    }

    FileRequest request() {
        return new FileRequest(
                requestId,
                filter,
                directory,
                timeZone,
                digest,
                verify,
                growing,
                inline,
                layout,
                afterwards,
                dryRun,
                progress,
                changedSince,
                newest,
                order,
                maxFiles,
                waiting,
                remember,
                requester,
                cancelToken,
                metadata);
    }
}
