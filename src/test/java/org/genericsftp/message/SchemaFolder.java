package org.genericsftp.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The folder {@code messages-schema} as it lies in the project, read with a reader of its own. */
final class SchemaFolder {
    static final Path ROOT = Path.of("messages-schema");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern ROW = Pattern.compile("\\| (\\S+\\.json) \\| `([^`]*)` \\|(?: ([A-Z_]+) \\|)? .*");

    private SchemaFolder() {}

    /** A row of the table that says what is wrong with an example. */
    record Fault(String file, String pointer, @Nullable String code) {}

    static List<Path> schemas() {
        return files("schemas/v1", ".schema.json");
    }

    /** @param kind {@code valid}, {@code invalid} or {@code invalid-filter} */
    static List<Path> examples(String kind) {
        return files("examples/v1/" + kind, ".json");
    }

    static Path example(String kind, String file) {
        return ROOT.resolve("examples/v1/" + kind).resolve(file);
    }

    static List<Fault> faults(String kind) {
        return text(example(kind, "README.md"))
                .lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> new Fault(row.group(1), row.group(2).equals("\"\"") ? "" : row.group(2), row.group(3)))
                .toList();
    }

    /** The type that a schema or an example is of: its name up to the first dot. */
    static String type(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.indexOf('.'));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(Path file) {
        return json(text(file));
    }

    static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }

    /** The value in a form in which two are equal when they mean the same: 1 and 1.0, 10:00Z and 11:00+01:00. */
    static @Nullable Object meaning(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                node.forEachEntry((name, value) -> object.put(name, meaning(value)));
                yield object;
            }
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                node.forEach(value -> list.add(meaning(value)));
                yield list;
            }
            case NUMBER -> new BigDecimal(node.asString()).stripTrailingZeros();
            case BOOLEAN -> node.booleanValue();
            case STRING ->
                INSTANT.matcher(node.stringValue()).matches()
                        ? OffsetDateTime.parse(node.stringValue()).toInstant()
                        : node.stringValue();
            default -> null;
        };
    }

    private static List<Path> files(String folder, String suffix) {
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
