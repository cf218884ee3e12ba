package org.genericsftp.operator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.genericsftp.file.Printable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How clients are set up and changed over HTTP. Each change is logged, with who made it, and never with its values. */
final class EditApi {
    private static final Logger LOG = LoggerFactory.getLogger(EditApi.class);
    private static final Duration LONGEST_WRITE = Duration.ofSeconds(10);

    private final @Nullable ClientEditing editing;
    private final Clock clock;

    /** @param editing null where the page may only be read */
    EditApi(@Nullable ClientEditing editing, Clock clock) {
        this.editing = editing;
        this.clock = clock;
    }

    /** A change of clients. */
    @FunctionalInterface
    private interface Change {
        void by(ClientEditing editing) throws RefusedEditException, IOException;
    }

    private void edit(Change change) throws HttpProblem, IOException {
        if (editing == null) {
            throw new HttpProblem(403, "READ_ONLY", "Clients can't be changed here: operator.editing is false");
        }
        try {
            change.by(editing);
        } catch (RefusedEditException e) {
            int status = switch (e.reason()) {
                case UNKNOWN_CLIENT -> 404;
                case NOT_EDITABLE -> 409;
                case INVALID_SETTINGS -> 422;
                case NOT_SAVED -> 500;
            };
            throw new HttpProblem(status, e.reason().name(), String.valueOf(e.getMessage()), e.fields());
        }
    }

    ObjectNode form() throws HttpProblem, IOException {
        ObjectNode json = Json.object();
        edit(by -> json.set("groups", Json.array(by.form(), EditApi::group)));
        return json;
    }

    private static void group(ObjectNode json, ClientEditing.FormGroup group) {
        json.put("title", group.title());
        json.set("fields", Json.array(group.fields(), EditApi::field));
    }

    private static void field(ObjectNode json, ClientEditing.FormField field) {
        json.put("key", field.key());
        json.put("label", field.label());
        json.put("hint", field.hint());
        json.put("type", field.type().name().toLowerCase(Locale.ROOT));
        field.choices().forEach(json.putArray("choices")::add);
        json.put("default", field.usual());
        json.put("required", field.required());
    }

    void save(String name, Call call) throws HttpProblem, IOException {
        Map<String, @Nullable String> settings = settings(call.body());
        LOG.info("{}: saved by an operator at {}", Printable.escape(name), call.peer());
        edit(by -> by.save(name, settings));
    }

    void remove(String name, String who) throws HttpProblem, IOException {
        LOG.info("{}: removed by an operator at {}", Printable.escape(name), who);
        edit(by -> by.remove(name));
    }

    void pause(String name, String who) throws HttpProblem, IOException {
        LOG.info("{}: paused by an operator at {}", Printable.escape(name), who);
        edit(by -> by.pause(name));
    }

    void resume(String name, String who) throws HttpProblem, IOException {
        LOG.info("{}: resumed by an operator at {}", Printable.escape(name), who);
        edit(by -> by.resume(name));
    }

    /** Tries a connection, and tells of each stage as it ends. */
    void test(Call call) throws HttpProblem, IOException {
        ObjectNode body = call.body();
        Map<String, @Nullable String> settings = settings(body);
        String name = body.path("name").asString("");
        LOG.info("{}: a connection is tried by an operator at {}", Printable.escape(name), call.peer());
        CheckView view = new CheckView(clock.instant());
        edit(by -> {
            call.watch().rest();
            try {
                by.test(name, settings, stage -> {
                    view.add(stage);
                    tell(call, view.write(null));
                });
            } catch (UncheckedStreamException e) {
                throw e.broken;
            }
            tell(call, view.write(clock.instant()));
        });
    }

    /** The page has gone, in the midst of a test. */
    private static final class UncheckedStreamException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final IOException broken;

        UncheckedStreamException(IOException broken) {
            super(broken);
            this.broken = broken;
        }
    }

    private static void tell(Call call, ObjectNode check) {
        try {
            call.watch().begin(LONGEST_WRITE);
            if (!call.isAnswered()) {
                call.begin(200, "text/event-stream; charset=utf-8", 0);
            }
            call.write(("event: check\ndata: " + Json.write(check) + "\n\n").getBytes(StandardCharsets.UTF_8));
            call.watch().rest();
        } catch (IOException e) {
            throw new UncheckedStreamException(e);
        }
    }

    private static Map<String, @Nullable String> settings(ObjectNode body) throws HttpProblem {
        Map<String, @Nullable String> settings = new LinkedHashMap<>();
        if (!(body.get("settings") instanceof ObjectNode given)) {
            throw new HttpProblem(400, "MALFORMED", "The body has no settings");
        }
        for (Map.Entry<String, JsonNode> field : given.properties()) {
            JsonNode value = field.getValue();
            if (!value.isNull() && !value.isValueNode()) {
                throw new HttpProblem(400, "MALFORMED", "A setting is a text, a number, true or false, or null");
            }
            settings.put(field.getKey(), value.isNull() ? null : value.asString());
        }
        return settings;
    }
}
