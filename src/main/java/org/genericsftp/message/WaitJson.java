package org.genericsftp.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.filter.Marker;
import org.genericsftp.request.Batch;
import org.genericsftp.request.Wait;
import org.jspecify.annotations.Nullable;

/** What a request waits for, once or again and again, as it stands in it, read and written. What is at its default is left out. */
final class WaitJson {
    private static final String ONCE = "wait";
    private static final String STANDING = "subscribe";

    /** What does not go with a request that is answered again and again. */
    private static final List<String> NOT_STANDING = List.of(ONCE, "dryRun", "newest", "maxFiles");

    private WaitJson() {}

    /** @throws MessageFault when it can't be meant */
    static @Nullable Wait ofRequest(JsonObject request) {
        if (request.has(STANDING)) {
            return readStanding(request);
        }
        return request.has(ONCE) ? readOnce(request) : null;
    }

    private static Wait readOnce(JsonObject request) {
        JsonObject wait = request.object(ONCE);
        Wait read = read(wait, "for", false);
        for (String bound : List.of("maxFiles", "newest")) {
            Integer most = request.smallNumberOrNull(bound);
            if (most != null && read.files() > most) {
                throw fault(
                        wait, "files", "expected at most " + most + ", which is " + bound + ", found " + read.files());
            }
        }
        return read;
    }

    private static Wait readStanding(JsonObject request) {
        for (String other : NOT_STANDING) {
            if (request.has(other)) {
                throw fault(request, STANDING, "expected none beside \"" + other + "\"");
            }
        }
        return read(request.object(STANDING), "lease", true);
    }

    private static Wait read(JsonObject wait, String end, boolean standing) {
        Duration longest = duration(wait, end);
        int files = wait.has("files") ? wait.smallNumber("files") : 1;
        Duration settled = wait.has("settled") ? duration(wait, "settled") : Duration.ZERO;
        if (settled.compareTo(longest) >= 0) {
            throw fault(
                    wait, "settled", "expected less than \"" + end + "\": no file would be left unchanged for so long");
        }
        return new Wait(longest, files, settled, standing ? null : marker(wait), standing);
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
        out.text(wait.standing() ? "lease" : "for", FilterJson.duration(wait.longest()));
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

    static void write(JsonWriter out, Batch batch) {
        out.number("number", (long) batch.number());
        out.instant("leaseEnds", batch.leaseEnds());
        out.flag("last", batch.last());
    }

    /** Of an answer; null where it has none. */
    static @Nullable Batch batch(JsonObject answer) {
        JsonObject batch = answer.objectOrNull("batch");
        if (batch == null) {
            return null;
        }
        Instant leaseEnds = batch.instant("leaseEnds");
        return new Batch(batch.smallNumber("number"), leaseEnds, batch.flag("last"));
    }
}
