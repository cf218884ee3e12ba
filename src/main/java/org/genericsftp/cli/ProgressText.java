package org.genericsftp.cli;

import java.time.Duration;
import org.genericsftp.request.RequestProgress;

/** How far a job has come, in one line. */
final class ProgressText {
    private ProgressText() {}

    /** {@code 300 of 1,200 files, 12 MiB of 100 MiB, 3.1 MiB/s, about 28 s left}. */
    static String of(RequestProgress progress, Duration elapsed) {
        long bytesPerSecond = elapsed.isZero() ? 0 : Math.round(progress.bytesDone() * 1e9 / elapsed.toNanos());
        StringBuilder text = new StringBuilder(files(progress));
        if (progress.filesFailed() > 0) {
            text.append(", ").append(Amounts.count(progress.filesFailed())).append(" failed");
        }
        text.append(", ").append(Amounts.bytes(progress.bytesDone()));
        Long expected = progress.bytesExpected();
        if (expected != null) {
            text.append(" of ").append(Amounts.bytes(expected));
        }
        text.append(", ").append(Amounts.bytes(bytesPerSecond)).append("/s");
        long bytesLeft = expected == null ? 0 : expected - progress.bytesDone();
        if (bytesLeft > 0 && bytesPerSecond > 0) {
            text.append(", about ")
                    .append(Amounts.time(Duration.ofSeconds(bytesLeft / bytesPerSecond)))
                    .append(" left");
        }
        return text.toString();
    }

    /** {@code 300 of 1,200 files}, or of those that have been found so far. */
    private static String files(RequestProgress progress) {
        return Amounts.count(progress.filesDone()) + " of " + Amounts.files(progress.filesMatched())
                + (progress.listing() ? " found so far" : "");
    }
}
