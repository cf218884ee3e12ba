package org.genericsftp.job;

import java.time.Duration;
import org.genericsftp.filter.Marker;
import org.genericsftp.filter.Selection;
import org.jspecify.annotations.Nullable;

/**
 * Files that somebody waits for.
 *
 * @param settled for how long a file has to have been left unchanged before it counts
 * @param enough how many are waited for
 * @param marker what has to be beside each; null for nothing
 */
public record Sought(
        Selection selection,
        Duration settled,
        int enough,
        @Nullable Marker marker) {}
