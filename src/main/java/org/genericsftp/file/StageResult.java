package org.genericsftp.file;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one stage of a connection check went. A stage after a failed one is not reached, and has no result.
 *
 * @param found what was learnt at this stage, for people to read, by names such as {@value #HOST_KEY} and {@value #FINGERPRINT}
 */
public record StageResult(
        CheckStage stage, Duration took, @Nullable FileException failure, Map<String, String> found) {
    /** The type of the server's host key, such as {@code ssh-ed25519}; found also where the key is not trusted. */
    public static final String HOST_KEY = "host-key";

    /** That of the host key, as {@code ssh-keygen -l} prints it. */
    public static final String FINGERPRINT = "fingerprint";

    public StageResult {
        found = Collections.unmodifiableMap(new LinkedHashMap<>(found));
    }

    public StageResult(CheckStage stage, Duration took, @Nullable FileException failure) {
        this(stage, took, failure, Map.of());
    }

    /** As requesters see it. */
    public StageResult forRequesters() {
        return failure == null ? this : new StageResult(stage, took, failure.forRequesters(), found);
    }

    public boolean passed() {
        return failure == null;
    }
}
