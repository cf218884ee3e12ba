package org.genericsftp.lab;

import java.util.List;
import java.util.stream.Stream;

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
        List<String> codes = codes(answer);
        return hasBeen && !codes.isEmpty() && codes.stream().allMatch("DISK_FULL"::equals);
    }

    private static List<String> codes(Answer answer) {
        return Stream.concat(answer.files().stream(), Stream.of(answer.last()))
                .map(each -> each.path("error").path("code").asString(""))
                .filter(code -> !code.isEmpty())
                .toList();
    }
}
