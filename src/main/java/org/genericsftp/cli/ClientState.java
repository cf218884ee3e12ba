package org.genericsftp.cli;

import java.util.Locale;
import org.genericsftp.request.StatusReport;
import org.jspecify.annotations.Nullable;

/** How a client is at one worker, in a word, with a sign that can be seen at a glance. */
enum ClientState {
    VALID("✓"),
    BUSY("▶"),
    CHECKING("…"),
    UNCHECKED("?"),
    BROKEN("✗"),
    PAUSED("‖"),
    SILENT("–");

    private static final String CHECK = "ConnectionCheck";

    private final String sign;

    ClientState(String sign) {
        this.sign = sign;
    }

    /** @param report null where no worker has answered */
    static ClientState of(@Nullable StatusReport report) {
        if (report == null) {
            return SILENT;
        }
        if (report.paused()) {
            return PAUSED;
        }
        Boolean valid = report.connection().valid();
        if (Boolean.FALSE.equals(valid)) {
            return BROKEN;
        }
        if (report.active().stream().anyMatch(active -> active.requestType().equals(CHECK))) {
            return CHECKING;
        }
        if (!report.active().isEmpty()) {
            return BUSY;
        }
        return valid == null ? UNCHECKED : VALID;
    }

    /** Whether somebody should look at it. */
    boolean isTrouble() {
        return this == BROKEN || this == SILENT;
    }

    /** {@code ✓ valid}. */
    String words() {
        return sign + " " + (this == SILENT ? "no answer" : name().toLowerCase(Locale.ROOT));
    }
}
