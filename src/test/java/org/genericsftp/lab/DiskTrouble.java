package org.genericsftp.lab;

import java.util.List;

/** Whether a full disk excuses an answer that lacks files: such trouble is told at once, and not waited out. */
final class DiskTrouble {
    private volatile boolean hasBeen;

    /** From now on, requests may have met it. */
    void begins() {
        hasBeen = true;
    }

    /** All requests that may have met it are answered. */
    void isForgotten() {
        hasBeen = false;
    }

    boolean excuses(Answer answer) {
        return hasBeen && codes(answer).stream().allMatch("DISK_FULL"::equals);
    }

    private static List<String> codes(Answer answer) {
        return answer.files().stream()
                .map(file -> file.path("error").path("code"))
                .filter(code -> !code.isMissingNode())
                .map(code -> code.asString())
                .toList();
    }
}
