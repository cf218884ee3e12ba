package org.genericsftp.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a look has found of what was sought.
 *
 * @param enough whether enough files are there; also where to find that out takes so much that the request itself has to tell
 * @param traces differs, as good as always, where anything about the files that match does; what is enough leaves none
 * @param settlesIn in how long the next file that matches, and may still be being written, will have been left unchanged for long
 *     enough; null where there is none
 */
public record Sighting(
        boolean enough, long traces, @Nullable Duration settlesIn) {}
