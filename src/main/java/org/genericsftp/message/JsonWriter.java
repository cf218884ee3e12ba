package org.genericsftp.message;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes the fields of one JSON object, in the order of the calls. */
final class JsonWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator out;

    private JsonWriter(JsonGenerator out) {
        this.out = out;
    }

    /** One object with the fields that the consumer writes. No half of a character leaves, whatever it was given. */
    static String object(Consumer<JsonWriter> fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            fields.accept(new JsonWriter(out));
            out.writeEndObject();
        }
        return Utf8.wellFormed(text.toString());
    }

    void text(String name, @Nullable String value) {
        json(name, value);
    }

    void textIfAny(String name, @Nullable String value) {
        if (value != null) {
            out.writeStringProperty(name, value);
        }
    }

    void number(String name, @Nullable Long value) {
        out.writeName(name);
        if (value == null) {
            out.writeNull();
        } else {
            out.writeNumber(value);
        }
    }

    void number(String name, BigDecimal value) {
        out.writeNumberProperty(name, value);
    }

    void flag(String name, @Nullable Boolean value) {
        json(name, value);
    }

    void flagIfTrue(String name, boolean value) {
        if (value) {
            out.writeBooleanProperty(name, true);
        }
    }

    /** In UTC, to the millisecond: more decimals than that, many a consumer can't read. */
    void instant(String name, @Nullable Instant value) {
        text(name, value == null ? null : value.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    void object(String name, Consumer<JsonWriter> fields) {
        out.writeObjectPropertyStart(name);
        fields.accept(this);
        out.writeEndObject();
    }

    /** An object that holds the value, or null where there is none. */
    <T> void objectOrNull(String name, @Nullable T value, BiConsumer<JsonWriter, T> fields) {
        if (value == null) {
            out.writeNullProperty(name);
        } else {
            object(name, nested -> fields.accept(nested, value));
        }
    }

    <T> void objectIfAny(String name, @Nullable T value, BiConsumer<JsonWriter, T> fields) {
        if (value != null) {
            object(name, nested -> fields.accept(nested, value));
        }
    }

    <T> void objects(String name, List<T> values, BiConsumer<JsonWriter, T> fields) {
        out.writeArrayPropertyStart(name);
        for (T value : values) {
            out.writeStartObject();
            fields.accept(this, value);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    void texts(String name, List<String> values) {
        out.writeArrayPropertyStart(name);
        values.forEach(out::writeString);
        out.writeEndArray();
    }

    /** Any JSON: {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} or null. */
    void json(String name, @Nullable Object value) {
        out.writeName(name);
        json(value);
    }

    private void json(@Nullable Object value) {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value instanceof Number number) {
            out.writeNumber(exact(number));
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            list.forEach(this::json);
            out.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            map.forEach((name, entry) -> json(String.valueOf(name), entry));
            out.writeEndObject();
        } else {
            throw new IllegalArgumentException("No JSON value: " + value.getClass());
        }
    }

    private static String exact(Number number) {
        if (number instanceof BigDecimal || number instanceof BigInteger) {
            return number.toString();
        }
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("No JSON number: " + number);
        }
        return number.toString();
    }
}
