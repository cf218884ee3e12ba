package org.genericsftp.message;

import java.time.Duration;
import java.util.List;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.filter.Marker;
import org.genericsftp.request.Wait;
import org.jspecify.annotations.Nullable;

/** What a request waits for, as it stands in it, read and written. What is at its default is left out. */
final class WaitJson {
    private WaitJson() {}

    /** @throws MessageFault when it can't be meant */
    static Wait read(JsonObject request) {
        JsonObject wait = request.object("wait");
        Duration longest = duration(wait, "for");
        int files = wait.has("files") ? wait.smallNumber("files") : 1;
        Duration settled = wait.has("settled") ? duration(wait, "settled") : Duration.ZERO;
        for (String bound : List.of("maxFiles", "newest")) {
            Integer most = request.smallNumberOrNull(bound);
            if (most != null && files > most) {
                throw fault(wait, "files", "expected at most " + most + ", which is " + bound + ", found " + files);
            }
        }
        if (settled.compareTo(longest) >= 0) {
            throw fault(wait, "settled", "expected less than \"for\": no file would be left unchanged for so long");
        }
        return new Wait(longest, files, settled, marker(wait));
    }

    private static @Nullable Marker marker(JsonObject wait) {
        try {
            String name = wait.textOrNull("marker");
            return name == null ? null : new Marker(name);
        } catch (IllegalArgumentException e) {
            throw fault(wait, "marker", "expected " + Marker.EXPECTATION);
        }
    }

    private static Duration duration(JsonObject wait, String name) {
        Duration read = wait.parsed(name, "a duration such as PT30M", Duration::parse);
        if (read.isZero()) {
            throw fault(wait, name, "expected a duration longer than zero, found PT0S");
        }
        return read;
    }

    private static MessageFault fault(JsonObject wait, String name, String what) {
        return new MessageFault(ErrorCode.INVALID_FILTER, wait.at(name), what);
    }

    static void write(JsonWriter out, Wait wait) {
        out.text("for", FilterJson.duration(wait.longest()));
        if (wait.files() != 1) {
            out.number("files", (long) wait.files());
        }
        if (!wait.settled().isZero()) {
            out.text("settled", FilterJson.duration(wait.settled()));
        }
        if (wait.marker() != null) {
            out.text("marker", wait.marker().name());
        }
    }
}
