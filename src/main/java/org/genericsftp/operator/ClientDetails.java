package org.genericsftp.operator;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is configured for one client, for people to read. It holds no secret.
 *
 * @param authentication {@value #CREDENTIALS} or {@value #KEY_PAIR}
 * @param automaticSync how often; null where it is not by an interval
 * @param syncCalendar when; null where it is not by the calendar
 * @param origin the file that it stands in
 * @param editable whether {@link ClientEditing} may change it
 * @param settings what the file says, by key; the values of secrets are null
 */
public record ClientDetails(
        String name,
        String host,
        int port,
        String username,
        String authentication,
        String source,
        String destination,
        @Nullable Duration automaticSync,
        @Nullable String syncCalendar,
        boolean paused,
        String origin,
        boolean editable,
        Map<String, @Nullable String> settings) {
    public static final String CREDENTIALS = "credentials";
    public static final String KEY_PAIR = "key pair";

    public ClientDetails {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
