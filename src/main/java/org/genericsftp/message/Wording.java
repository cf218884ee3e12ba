package org.genericsftp.message;

import java.util.Collection;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** How faults speak of JSON. */
final class Wording {
    private static final int LONGEST_VALUE = 100;

    private Wording() {}

    /** The kind of value that was found: {@code a string}. */
    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL -> "null";
            default -> "nothing";
        };
    }

    /** The kind of value that a schema calls by this name. */
    static String kind(String type) {
        return switch (type) {
            case "array" -> "a list";
            case "integer", "object" -> "an " + type;
            case "null" -> type;
            default -> "a " + type;
        };
    }

    /** The value that was found, cut when it is long; of what has parts only the kind. */
    static String value(JsonNode value) {
        if (value.isString()) {
            return quoted(value.stringValue());
        }
        return value.isNumber() || value.isBoolean() ? value.asString() : kind(value);
    }

    static String quoted(String text) {
        if (text.length() <= LONGEST_VALUE) {
            return '"' + text + '"';
        }
        boolean splits = Character.isHighSurrogate(text.charAt(LONGEST_VALUE - 1));
        return '"' + text.substring(0, LONGEST_VALUE - (splits ? 1 : 0)) + "…\"";
    }

    /** {@code a, b or c}. */
    static String anyOf(Collection<String> alternatives) {
        String joined = alternatives.stream().collect(Collectors.joining(", "));
        int last = joined.lastIndexOf(", ");
        return last < 0 ? joined : joined.substring(0, last) + " or " + joined.substring(last + 2);
    }
}
