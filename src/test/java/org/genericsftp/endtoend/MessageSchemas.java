package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.resource.InputStreamSource;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published contract: messages are held against the schema files of the project, and not against our codec. */
final class MessageSchemas {
    private static final String IDENTIFIERS = "https://genericsftp.org/schemas/v1/";
    private static final Path FILES = Path.of("messages-schema/schemas/v1");
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaLoader(loader -> loader.allow(
                            iri -> iri.toString().startsWith(IDENTIFIERS))
                    .resourceLoaders(loaders -> loaders.add(iri -> file(iri.toString())))));

    private MessageSchemas() {}

    private static InputStreamSource file(String identifier) {
        return () -> Files.newInputStream(FILES.resolve(identifier.substring(IDENTIFIERS.length())));
    }

    /** The message, which keeps to the schema of its type. */
    static synchronized JsonNode read(String text) {
        JsonNode message = JSON.readTree(text);
        String type = message.path("type").asString();
        assertThat(REGISTRY.getSchema(SchemaLocation.of(IDENTIFIERS + type + ".schema.json"))
                        .validate(message))
                .as("what the schema of %s says about %s", type, message)
                .isEmpty();
        return message;
    }
}
