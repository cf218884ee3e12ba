package org.genericsftp.destination;

import java.time.Duration;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.FileException;
import org.genericsftp.file.StageResult;

/** The stage WRITE_DESTINATION of a connection check. */
public final class WriteCheck {
    private WriteCheck() {}

    /** Tries to write to the destination. */
    @FunctionalInterface
    public interface Attempt {
        void run() throws FileException;
    }

    /** How the attempt went, and how long it took. */
    public static StageResult of(Attempt attempt) {
        long begun = System.nanoTime();
        FileException failure = null;
        try {
            attempt.run();
        } catch (FileException e) {
            failure = e;
        }
        return new StageResult(CheckStage.WRITE_DESTINATION, Duration.ofNanos(System.nanoTime() - begun), failure);
    }
}
