package org.genericsftp.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.genericsftp.file.Printable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads YAML into {@link Node}s that know where they stand. Every value stays the text that it is in the file: what it
 * means is for the key to say, so that a password of digits keeps its leading zeros. Anchors, aliases and tags are
 * refused, and with them every file that unfolds to more than it is.
 */
final class YamlTree {
    private static final int DEEPEST = 20;

    /** The place of a problem, as the YAML library's messages tell it; the excerpt that follows may hold a secret. */
    private static final Pattern PLACE = Pattern.compile("(.*)\\R in \\S+, line (\\d+), column (\\d+):");

    private final int[] characters;
    private final YAMLParser parser;
    private final Faults faults;

    private YamlTree(String text, YAMLParser parser, Faults faults) {
        this.characters = text.codePoints().toArray();
        this.parser = parser;
        this.faults = faults;
    }

    /** The file's root, or empty where that is no mapping; what is wrong is added to the faults. */
    static Optional<Node.Mapping> parse(String text, Faults faults) {
        YAMLFactory yaml = YAMLFactory.builder().build();
        try (YAMLParser parser = (YAMLParser) yaml.createParser(ObjectReadContext.empty(), text)) {
            return new YamlTree(text, parser, faults).root();
        } catch (JacksonException e) {
            addSyntaxError(e, faults);
            return Optional.empty();
        }
    }

    private Optional<Node.Mapping> root() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            faults.add("is empty");
            return Optional.empty();
        }
        Node root = node(first, "", 0);
        if (parser.nextToken() != null) {
            faults.add(here(), null, "a second document begins here, but a configuration is one");
        }
        if (root instanceof Node.Mapping mapping) {
            return Optional.of(mapping);
        }
        faults.add(root.position(), null, "expected keys with values, found " + root.kind());
        return Optional.empty();
    }

    private Node node(JsonToken token, String path, int depth) {
        Position position = here();
        if (token.isScalarValue() || parser.getObjectId() != null || parser.getRawTag() != null) {
            refuseIndirection(path);
        }
        if (depth > DEEPEST) {
            faults.add(position, path, "is nested deeper than any setting");
            parser.skipChildren();
            return new Node.Nothing(position);
        }
        return switch (token) {
            case START_OBJECT -> mapping(position, path, depth);
            case START_ARRAY -> sequence(position, path, depth);
            case VALUE_NULL -> new Node.Nothing(position);
            default -> new Node.Scalar(parser.getString(), position);
        };
    }

    private Node mapping(Position position, String path, int depth) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            Position at = here();
            String childPath = path.isEmpty() ? Printable.escape(name) : path + "." + Printable.escape(name);
            refuseIndirection(childPath);
            Node value = node(parser.nextToken(), childPath, depth + 1);
            Node.Entry first = entries.putIfAbsent(name, new Node.Entry(at, value));
            if (first != null) {
                faults.add(
                        at,
                        childPath,
                        "stands here twice, first in line " + first.key().line());
            }
        }
        return new Node.Mapping(entries, position);
    }

    private Node sequence(Position position, String path, int depth) {
        List<Node> elements = new ArrayList<>();
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            elements.add(node(next, path + "[" + elements.size() + "]", depth + 1));
        }
        return new Node.Sequence(elements, position);
    }

    /** Mostly a password without quotes, which is why its own text is not shown. */
    private void refuseIndirection(String path) {
        int first = characters[(int) Math.min(parser.currentTokenLocation().getCharOffset(), characters.length - 1)];
        String name = switch (first) {
            case '*' -> "alias";
            case '&' -> "anchor";
            case '!' -> "tag";
            default -> "";
        };
        if (!name.isEmpty()) {
            faults.add(
                    here(),
                    path,
                    "begins with %c, which makes it a YAML %s; that is not supported, and text needs quotes"
                            .formatted(first, name));
        }
    }

    private Position here() {
        TokenStreamLocation location = parser.currentTokenLocation();
        return new Position(location.getLineNr(), location.getColumnNr());
    }

    /** The library's message quotes the line at fault; only what it says about it is kept. */
    private static void addSyntaxError(JacksonException error, Faults faults) {
        String problem = "is not valid YAML";
        TokenStreamLocation location = error.getLocation();
        Position at = location == null
                ? new Position(1, 1)
                : new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
        Matcher place = PLACE.matcher(String.valueOf(error.getOriginalMessage()));
        while (place.find()) {
            problem = "is not valid YAML: " + withoutContent(place.group(1));
            at = new Position(Integer.parseInt(place.group(2)), Integer.parseInt(place.group(3)));
        }
        faults.add(at, null, problem);
    }

    /** Of what the library says, only one remark repeats more than a single character of the file. */
    private static String withoutContent(String problem) {
        int handle = problem.indexOf("tag handle");
        return Printable.escape(handle < 0 ? problem : problem.substring(0, handle) + "tag");
    }
}
