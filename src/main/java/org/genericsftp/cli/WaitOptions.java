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
            names = "--subscribe",
            paramLabel = "DURATION",
            description =
                    "Be told of new files as they come, until this is ended (Ctrl-C). If it dies, that ends after so long: 10m."
                            + " From the beginning: --changed-since beginning; else from now on.")
    private @Nullable Duration lease;

    @Option(
            names = "--files",
            paramLabel = "NUMBER",
            description = "With --wait or --subscribe: until so many files match, not just one.")
    private int files = 1;

    @Option(
            names = "--settled",
            paramLabel = "DURATION",
            description = "With --wait or --subscribe: only files that have not been changed for so long count.")
    private @Nullable Duration settled;

    @Option(
            names = "--marker",
            paramLabel = "NAME",
            description =
                    "With --wait: only files count that have this marker beside them; * stands for the file's name: '*.done'.")
    private @Nullable String marker;

    /** @throws UsageException when this can't be meant */
    FileRequest on(FileRequest request) throws UsageException {
        if (longest != null && lease != null) {
            throw new UsageException("Give --wait or --subscribe, not both");
        }
        Duration time = lease == null ? longest : lease;
        if (time == null) {
            if (files != 1 || settled != null || marker != null) {
                throw new UsageException("--files, --settled and --marker need --wait or --subscribe");
            }
            return request;
        }
        if (lease != null && marker != null) {
            throw new UsageException("--marker goes with --wait only");
        }
        boolean bounded = request.maxFiles() != null || request.newest() != null || request.dryRun();
        if (lease != null && (bounded || request.progress())) {
            throw new UsageException("--subscribe goes without --max-files, --newest, --dry-run and --follow");
        }
        if (files < 1 || (request.maxFiles() != null && files > request.maxFiles())) {
            throw new UsageException("--files must be 1 or more, and not more than --max-files");
        }
        Duration left = settled == null ? Duration.ZERO : settled;
        if (left.compareTo(time) >= 0) {
            throw new UsageException("--settled must be shorter than --" + (lease == null ? "wait" : "subscribe"));
        }
        return request.withWaiting(new Wait(time, files, left, marker(), lease != null));
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
