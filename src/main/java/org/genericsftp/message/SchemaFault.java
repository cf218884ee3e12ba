package org.genericsftp.message;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Makes one clear fault of all that a schema finds wrong with a message: the one that lies deepest says most. */
final class SchemaFault {
    private final Error error;
    private final JsonNode expected;
    private final JsonNode found;
    private final JsonNode owner;

    private SchemaFault(Error error, JsonNode owner) {
        this.error = error;
        this.expected = error.getSchemaNode();
        this.found = error.getInstanceNode();
        this.owner = owner;
    }

    /**
     * @param errors at least one
     * @param owners finds the schema that holds the keyword which an error is about
     */
    static MessageFault of(List<Error> errors, Function<Error, JsonNode> owners) {
        Error deepest = errors.get(0);
        for (Error error : errors) {
            if (depth(error) > depth(deepest)) {
                deepest = error;
            }
        }
        return MessageFault.malformed(pointer(deepest), new SchemaFault(deepest, owners.apply(deepest)).message());
    }

    private static int depth(Error error) {
        return error.getInstanceLocation().getNameCount() + (isUnknownField(error) ? 1 : 0);
    }

    private static String pointer(Error error) {
        NodePath location = error.getInstanceLocation();
        String pointer = "";
        for (int i = 0; i < location.getNameCount(); i++) {
            pointer = JsonPointers.child(pointer, location.getName(i));
        }
        return isUnknownField(error) ? JsonPointers.child(pointer, error.getProperty()) : pointer;
    }

    private static boolean isUnknownField(Error error) {
        return error.getKeyword().equals("additionalProperties");
    }

    private String message() {
        return switch (error.getKeyword()) {
            case "type" -> "expected " + kinds() + ", found " + foundKind();
            case "const", "enum" -> "expected " + Wording.anyOf(allowed()) + ", found " + Wording.value(found);
            case "pattern" -> "expected " + shape() + ", found " + Wording.value(found);
            case "minimum" -> "expected at least " + expected.asString() + ", found " + Wording.value(found);
            case "maximum" -> "expected at most " + expected.asString() + ", found " + Wording.value(found);
            case "minLength" -> "expected at least " + count("character", "characters") + ", found " + length();
            case "maxLength" -> "expected at most " + count("character", "characters") + ", found " + length();
            case "minItems" -> "expected at least " + count("entry", "entries") + ", found " + found.size();
            case "maxItems" -> "expected at most " + count("entry", "entries") + ", found " + found.size();
            case "minProperties" -> "expected at least " + count("field", "fields") + ", found " + found.size();
            case "maxProperties" -> "expected at most " + count("field", "fields") + ", found " + found.size();
            case "required" -> "expected the field " + Wording.quoted(error.getProperty()) + ", found none";
            case "additionalProperties" ->
                "expected " + knownFields() + ", found " + Wording.quoted(error.getProperty());
            default -> String.valueOf(error.getMessage());
        };
    }

    private String kinds() {
        List<String> kinds = new ArrayList<>();
        if (expected.isArray()) {
            expected.forEach(type -> kinds.add(Wording.kind(type.stringValue())));
        } else {
            kinds.add(Wording.kind(expected.stringValue()));
        }
        return Wording.anyOf(kinds);
    }

    private String foundKind() {
        // Of a number the kind would not tell what is wrong: it may be one already, and no integer.
        return found.isNumber() && kinds().contains("integer") ? Wording.value(found) : Wording.kind(found);
    }

    private List<String> allowed() {
        if (!expected.isArray()) {
            return List.of(Wording.value(expected));
        }
        return expected.valueStream().map(Wording::value).toList();
    }

    private String shape() {
        return switch (owner.path("format").asString()) {
            case "date-time" -> "a date and time with Z or an offset, such as 2026-11-01T00:00:00Z";
            case "duration" -> "a duration in days, hours, minutes and seconds, such as PT1H30M or P1D";
            default -> "a text that matches " + expected.asString();
        };
    }

    private String count(String one, String many) {
        return expected.asString() + " " + (expected.asInt() == 1 ? one : many);
    }

    private long length() {
        return found.asString().codePoints().count();
    }

    private String knownFields() {
        List<String> fields = List.copyOf(owner.path("properties").propertyNames());
        return fields.isEmpty() ? "no field" : "one of the fields " + Wording.anyOf(fields);
    }
}
