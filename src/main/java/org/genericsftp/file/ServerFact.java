package org.genericsftp.file;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was found out about a server, told by it, or set for it in the configuration.
 *
 * @param name what it is about, as the configuration key that overrides it is called: {@code max-open-files}; or what the
 *     server tells of itself: {@code software}
 * @param value what holds: {@code 98}
 * @param reason how that is known
 * @param since when it was found out; null for what is set in the configuration, or told by the server
 */
public record ServerFact(
        String name, String value, String reason, @Nullable Instant since) {
    /** The name of what an operator should know of: the value says what, the reason why it matters. */
    public static final String WARNING = "warning";

    public boolean isWarning() {
        return name.equals(WARNING);
    }
}
