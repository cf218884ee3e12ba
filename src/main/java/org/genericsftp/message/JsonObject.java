package org.genericsftp.message;

import static org.genericsftp.message.MessageFault.malformed;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/**
 * A JSON object within a message, read field by field. A field that is missing or of another kind is a
 * {@link MessageFault} with its pointer; where null is allowed, it and a missing field are the same.
 */
record JsonObject(JsonNode node, String pointer) {

    JsonObject {
        if (!node.isObject()) {
            throw malformed(pointer, "expected an object, found " + Wording.kind(node));
        }
    }

    boolean has(String name) {
        return !find(name).isNull();
    }

    JsonNode find(String name) {
        JsonNode value = node.get(name);
        return value == null ? NullNode.getInstance() : value;
    }

    String text(String name) {
        JsonNode value = find(name);
        if (!value.isString()) {
            throw unexpected(name, "a string");
        }
        return value.stringValue();
    }

    @Nullable
    String textOrNull(String name) {
        return has(name) ? text(name) : null;
    }

    long number(String name) {
        try {
            return decimal(name).longValueExact();
        } catch (ArithmeticException e) {
            throw unexpected(name, "an integer of at most 64 bits");
        }
    }

    @Nullable
    Long numberOrNull(String name) {
        return has(name) ? number(name) : null;
    }

    int smallNumber(String name) {
        long number = number(name);
        if (number != (int) number) {
            throw unexpected(name, "an integer of at most 32 bits");
        }
        return (int) number;
    }

    @Nullable
    Integer smallNumberOrNull(String name) {
        return has(name) ? smallNumber(name) : null;
    }

    BigDecimal decimal(String name) {
        JsonNode value = find(name);
        if (!value.isNumber()) {
            throw unexpected(name, "a number");
        }
        return value.decimalValue();
    }

    boolean flag(String name) {
        JsonNode value = find(name);
        if (!value.isBoolean()) {
            throw unexpected(name, "a boolean");
        }
        return value.booleanValue();
    }

    boolean flag(String name, boolean otherwise) {
        return has(name) ? flag(name) : otherwise;
    }

    Instant instant(String name) {
        return parsed(
                name,
                "a date and time that exists",
                text -> OffsetDateTime.parse(text).toInstant());
    }

    @Nullable
    Instant instantOrNull(String name) {
        return has(name) ? instant(name) : null;
    }

    /** A text that something else makes sense of; what it can't read ({@link DateTimeException}, {@link IllegalArgumentException}) is a fault. */
    <T> T parsed(String name, String expected, Function<String, T> parser) {
        try {
            return parser.apply(text(name));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw unexpected(name, expected);
        }
    }

    /** A constant, as the messages spell it: in capitals, or in small letters with hyphens. */
    <E extends Enum<E>> E constant(String name, Class<E> constants) {
        return parsed(
                name,
                "one of " + Arrays.toString(constants.getEnumConstants()),
                text -> Enum.valueOf(constants, text.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    List<String> texts(String name) {
        return each(name, (value, where) -> {
            if (!value.isString()) {
                throw malformed(where, "expected a string, found " + Wording.kind(value));
            }
            return value.stringValue();
        });
    }

    List<JsonObject> objects(String name) {
        return each(name, JsonObject::new);
    }

    JsonObject object(String name) {
        return new JsonObject(find(name), at(name));
    }

    @Nullable
    JsonObject objectOrNull(String name) {
        return has(name) ? object(name) : null;
    }

    /** The fields of an object as Java values; empty where it is missing. */
    Map<String, @Nullable Object> map(String name) {
        return has(name) ? toMap(object(name).node()) : Map.of();
    }

    String at(String name) {
        return JsonPointers.child(pointer, name);
    }

    MessageFault unexpected(String name, String expected) {
        return malformed(at(name), "expected " + expected + ", found " + Wording.value(find(name)));
    }

    private <T> List<T> each(String name, BiFunction<JsonNode, String, T> reader) {
        JsonNode list = find(name);
        if (!list.isArray()) {
            throw unexpected(name, "a list");
        }
        List<T> values = new ArrayList<>(list.size());
        for (JsonNode value : list) {
            values.add(reader.apply(value, JsonPointers.child(at(name), values.size())));
        }
        return values;
    }

    private static Map<String, @Nullable Object> toMap(JsonNode object) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        object.forEachEntry((name, value) -> map.put(name, toValue(value)));
        return Collections.unmodifiableMap(map);
    }

    private static @Nullable Object toValue(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> toMap(value);
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>(value.size());
                value.forEach(entry -> list.add(toValue(entry)));
                yield Collections.unmodifiableList(list);
            }
            case STRING -> value.stringValue();
            case NUMBER -> value.numberValue();
            case BOOLEAN -> value.booleanValue();
            default -> null;
        };
    }
}
