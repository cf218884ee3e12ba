package org.genericsftp.message;

import static org.genericsftp.message.MessageFault.malformed;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads one JSON object (RFC 8259) into a tree, strictly: no duplicate names, nothing after the object, no halves of
 * characters. What is made to hurt is refused on the way, before it takes memory or time: too long, too deep, too many
 * values, numbers of a size that nobody means.
 */
final class JsonReader {
    static final int DEEPEST = 50;
    static final int LONGEST_NAME = 1000;
    static final int LONGEST_NUMBER = 100;
    static final int LARGEST_EXPONENT = 500;

    private final int mostBytes;
    private final int mostValues;
    private final JsonFactory factory;

    JsonReader(int mostBytes, int mostValues) {
        this.mostBytes = mostBytes;
        this.mostValues = mostValues;
        this.factory = JsonFactory.builder()
                // Kept names would be a memory that strangers can fill.
                .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST + 1)
                        .maxStringLength(mostBytes)
                        .maxNumberLength(mostBytes)
                        .build())
                .build();
    }

    /** @throws MessageFault when it is no such object */
    ObjectNode read(String json) {
        int bytes = Utf8.lengthOf(json);
        if (bytes > mostBytes) {
            throw malformed("", "expected at most " + mostBytes + " bytes, found " + bytes);
        }
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
            return new Reading(parser).body();
        }
    }

    /** One text being read. */
    private final class Reading {
        private final JsonNodeFactory nodes = JsonNodeFactory.instance;
        private final JsonParser parser;
        private final StringBuilder pointer = new StringBuilder();
        private int values;

        Reading(JsonParser parser) {
            this.parser = parser;
        }

        ObjectNode body() {
            try {
                JsonToken first = parser.nextToken();
                if (first != JsonToken.START_OBJECT) {
                    throw fault("expected an object, found " + kind(first));
                }
                ObjectNode body = object(1);
                if (parser.nextToken() != null) {
                    throw fault("expected nothing after the object, found more" + where(parser.currentTokenLocation()));
                }
                return body;
            } catch (StreamConstraintsException e) {
                throw fault(plain(e));
            } catch (JacksonException e) {
                throw malformed("", "expected JSON, but" + where(e.getLocation()) + ": " + plain(e));
            }
        }

        private ObjectNode object(int depth) {
            ObjectNode object = nodes.objectNode();
            int here = pointer.length();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                requireWellFormed(name);
                if (name.length() > LONGEST_NAME) {
                    throw fault("expected names of at most " + LONGEST_NAME + " characters, found " + name.length());
                }
                enter(name);
                if (object.has(name)) {
                    throw fault("expected each name once, found it again");
                }
                object.set(name, value(parser.nextToken(), depth));
                pointer.setLength(here);
            }
            return object;
        }

        private ArrayNode list(int depth) {
            ArrayNode list = nodes.arrayNode();
            int here = pointer.length();
            enter("0");
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                list.add(value(token, depth));
                pointer.setLength(here);
                enter(String.valueOf(list.size()));
            }
            pointer.setLength(here);
            return list;
        }

        private JsonNode value(JsonToken token, int depth) {
            if (++values > mostValues) {
                throw fault("expected at most " + mostValues + " values in all, found more");
            }
            if (token.isStructStart() && depth == DEEPEST) {
                throw fault("expected at most " + DEEPEST + " levels of nesting, found more");
            }
            return switch (token) {
                case START_OBJECT -> object(depth + 1);
                case START_ARRAY -> list(depth + 1);
                case VALUE_STRING -> nodes.stringNode(requireWellFormed(parser.getString()));
                case VALUE_NUMBER_INT -> integer(parser.getString());
                case VALUE_NUMBER_FLOAT -> decimal(parser.getString());
                case VALUE_TRUE -> nodes.booleanNode(true);
                case VALUE_FALSE -> nodes.booleanNode(false);
                case VALUE_NULL -> nodes.nullNode();
                default -> throw fault("expected a value, found " + token);
            };
        }

        private JsonNode integer(String digits) {
            requireShort(digits);
            BigInteger number = new BigInteger(digits);
            if (number.bitLength() < Integer.SIZE) {
                return nodes.numberNode(number.intValue());
            }
            return number.bitLength() < Long.SIZE ? nodes.numberNode(number.longValue()) : nodes.numberNode(number);
        }

        private JsonNode decimal(String digits) {
            requireShort(digits);
            try {
                BigDecimal number = new BigDecimal(digits);
                if (Math.abs((long) number.scale()) <= LARGEST_EXPONENT) {
                    return nodes.numberNode(number);
                }
            } catch (NumberFormatException e) {
                // The exponent is larger than any number can have.
            }
            throw fault("expected a number with an exponent of at most " + LARGEST_EXPONENT + ", found " + digits);
        }

        private void requireShort(String digits) {
            if (digits.length() > LONGEST_NUMBER) {
                throw fault("expected a number of at most " + LONGEST_NUMBER + " characters, found " + digits.length());
            }
        }

        private String requireWellFormed(String text) {
            if (!Utf8.isWellFormed(text)) {
                throw fault("expected whole characters, found one half of a surrogate pair");
            }
            return text;
        }

        private void enter(String name) {
            pointer.append(JsonPointers.child("", name));
        }

        private MessageFault fault(String message) {
            return malformed(pointer.toString(), message);
        }
    }

    /** The parser's message without what it says of itself. */
    private static String plain(JacksonException e) {
        return e.getOriginalMessage().replaceAll(", from `[^`]*`| \\(start marker at \\[[^\\]]*\\]\\)", "");
    }

    private static String where(TokenStreamLocation location) {
        return " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String kind(@Nullable JsonToken token) {
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            default -> "null";
        };
    }
}
