package org.genericsftp.job;

import org.genericsftp.file.FileError;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Totals;
import org.jspecify.annotations.Nullable;

/**
 * How a job ended. Its files went to the {@link org.genericsftp.file.Outcomes}.
 *
 * @param error what ended the work, or kept the listing from being complete
 */
public record JobReport(
        ReplyStatus status, Totals totals, @Nullable FileError error) {}
