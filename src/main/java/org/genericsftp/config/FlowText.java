package org.genericsftp.config;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes nodes as YAML in one line, in a way that is JSON, too, where nothing in it is plain. */
final class FlowText {
    /** What means itself without quotes. */
    private static final Pattern PLAIN = Pattern.compile("(?!(?i:null)$)[A-Za-z0-9/][A-Za-z0-9._/-]*");

    private FlowText() {}

    static String of(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return mapping.entries().entrySet().stream()
                    .map(entry ->
                            quoted(entry.getKey()) + ": " + of(entry.getValue().value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (node instanceof Node.Sequence list) {
            return list.elements().stream().map(FlowText::of).collect(Collectors.joining(", ", "[", "]"));
        }
        return node instanceof Node.Scalar scalar ? quoted(scalar.text()) : "null";
    }

    /** A single value as people would write it: in quotes where it needs some. */
    static String scalar(String text) {
        return PLAIN.matcher(text).matches() ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if ((c >= ' ' && c < 0x7f) || Character.isLetterOrDigit(c)) {
                quoted.appendCodePoint(c);
            } else {
                quoted.append((c > 0xffff ? "\\U%08X" : "\\u%04X").formatted(c));
            }
        });
        return quoted.append('"').toString();
    }
}
