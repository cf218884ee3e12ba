package org.genericsftp.request;

import java.time.Instant;
import java.util.List;
import org.genericsftp.file.FileException;
import org.genericsftp.file.StageResult;
import org.jspecify.annotations.Nullable;

/** How a connection check went, stage by stage; the stages after a failed one are not in it. */
public record ConnectionReport(String client, List<StageResult> stages, Instant checkedAt) {
    /** What an operator reads when all is well. */
    public static final String VALID = "Connection Valid";

    public ConnectionReport {
        stages = List.copyOf(stages);
    }

    public boolean valid() {
        return failure() == null;
    }

    public @Nullable FileException failure() {
        return stages.stream()
                .filter(stage -> !stage.passed())
                .findFirst()
                .map(StageResult::failure)
                .orElse(null);
    }

    /** {@value #VALID}, or what is wrong. */
    public String status() {
        FileException failure = failure();
        return failure == null ? VALID : String.valueOf(failure.getMessage());
    }

    /** As requesters see it. */
    public ConnectionReport forRequesters() {
        return new ConnectionReport(
                client, stages.stream().map(StageResult::forRequesters).toList(), checkedAt);
    }
}
