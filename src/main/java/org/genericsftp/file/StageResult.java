package org.genericsftp.file;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one stage of a connection check went. A stage after a failed one is not reached, and has no result. */
public record StageResult(
        CheckStage stage, Duration took, @Nullable FileException failure) {
    public boolean passed() {
        return failure == null;
    }
}
