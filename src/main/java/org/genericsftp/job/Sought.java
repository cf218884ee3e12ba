package org.genericsftp.job;

import java.time.Duration;
import org.genericsftp.filter.Selection;

/**
 * Files that somebody waits for.
 *
 * @param settled for how long a file has to have been left unchanged before it counts
 * @param enough how many are waited for
 */
public record Sought(Selection selection, Duration settled, int enough) {}
