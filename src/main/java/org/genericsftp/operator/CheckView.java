package org.genericsftp.operator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genericsftp.file.StageResult;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A connection check as far as it has come. For one thread at a time. */
final class CheckView {
    private final Instant startedAt;
    private final List<StageResult> stages = new ArrayList<>();

    CheckView(Instant startedAt) {
        this.startedAt = startedAt;
    }

    void add(StageResult stage) {
        stages.add(stage);
    }

    /** @param finishedAt null while it goes on */
    ObjectNode write(@Nullable Instant finishedAt) {
        ObjectNode json = Json.object();
        json.put("startedAt", Json.text(startedAt));
        json.put("finishedAt", Json.text(finishedAt));
        json.set("stages", Json.array(stages, CheckView::stage));
        Map<String, String> found = new LinkedHashMap<>();
        stages.forEach(stage -> found.putAll(stage.found()));
        String type = found.remove(StageResult.HOST_KEY);
        String fingerprint = found.remove(StageResult.FINGERPRINT);
        if (found.isEmpty()) {
            json.putNull("algorithms");
        } else {
            found.forEach(json.putObject("algorithms")::put);
        }
        if (fingerprint == null) {
            json.putNull("hostKey");
        } else {
            json.putObject("hostKey").put("type", type).put("fingerprint", fingerprint);
        }
        return json;
    }

    private static void stage(ObjectNode json, StageResult stage) {
        json.put("stage", stage.stage().label());
        json.put("passed", stage.passed());
        json.put("millis", stage.took().toMillis());
        json.put("detail", detail(stage.found()));
        if (stage.failure() == null) {
            json.putNull("error");
        } else {
            json.putObject("error")
                    .put("code", stage.failure().code().name())
                    .put("message", String.valueOf(stage.failure().getMessage()));
        }
    }

    private static @Nullable String detail(Map<String, String> found) {
        String fingerprint = found.get(StageResult.FINGERPRINT);
        return fingerprint == null ? null : found.get(StageResult.HOST_KEY) + " " + fingerprint;
    }
}
