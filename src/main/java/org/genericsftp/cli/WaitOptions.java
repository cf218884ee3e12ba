package org.genericsftp.cli;

import java.time.Duration;
import org.genericsftp.filter.Marker;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Wait;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Until when a request is not to be answered. */
final class WaitOptions {
    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description =
                    "Have the workers wait until files match, for this long at most: 30m. The time of --timeout comes on top.")
    private @Nullable Duration longest;

    @Option(
            names = "--files",
            paramLabel = "NUMBER",
            description = "With --wait: until so many files match, not just one.")
    private int files = 1;

    @Option(
            names = "--settled",
            paramLabel = "DURATION",
            description = "With --wait: only files that have not been changed for so long count.")
    private @Nullable Duration settled;

    @Option(
            names = "--marker",
            paramLabel = "NAME",
            description =
                    "With --wait: only files count that have this marker beside them; * stands for the file's name: '*.done'.")
    private @Nullable String marker;

    /** @throws UsageException when this can't be meant */
    FileRequest on(FileRequest request) throws UsageException {
        if (longest == null) {
            if (files != 1 || settled != null || marker != null) {
                throw new UsageException("--files, --settled and --marker need --wait");
            }
            return request;
        }
        if (files < 1 || (request.maxFiles() != null && files > request.maxFiles())) {
            throw new UsageException("--files must be 1 or more, and not more than --max-files");
        }
        Duration left = settled == null ? Duration.ZERO : settled;
        if (left.compareTo(longest) >= 0) {
            throw new UsageException("--settled must be shorter than --wait");
        }
        return request.withWaiting(new Wait(longest, files, left, marker()));
    }

    private @Nullable Marker marker() throws UsageException {
        try {
            return marker == null ? null : new Marker(marker);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--marker must be " + Marker.EXPECTATION);
        }
    }

    /** How long it may take at most. */
    Duration longest() {
        return longest == null ? Duration.ZERO : longest;
    }
}
