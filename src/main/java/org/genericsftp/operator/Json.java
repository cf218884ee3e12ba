package org.genericsftp.operator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes JSON as trees. */
final class Json {
    private static final int DEEPEST = 40;
    private static final JsonMapper MAPPER = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build());

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** An array of the values, each of which the writer puts into an object of its own. */
    static <T> ArrayNode array(Iterable<T> values, BiConsumer<ObjectNode, T> writer) {
        ArrayNode array = array();
        values.forEach(value -> writer.accept(array.addObject(), value));
        return array;
    }

    /** In UTC, to the millisecond. */
    static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    static String write(JsonNode tree) {
        return MAPPER.writeValueAsString(tree);
    }

    /** @throws JacksonException when it is no JSON object */
    static ObjectNode readObject(String json) {
        if (MAPPER.readTree(json) instanceof ObjectNode object) {
            return object;
        }
        throw new NoObjectException();
    }

    /** The text is JSON, but no object. */
    private static final class NoObjectException extends JacksonException {
        private static final long serialVersionUID = 1L;

        NoObjectException() {
            super("Expected an object");
        }
    }
}
