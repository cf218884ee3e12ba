package org.genericsftp.message;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.resource.InputStreamSource;
import java.io.FileNotFoundException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The schemas of {@code messages-schema}, as they are packed in the jar: nothing is fetched from anywhere else. Each is
 * loaded when it is first needed, once. Safe for use by many threads.
 */
final class Schemas {
    private static final String IDENTIFIERS = "https://genericsftp.org/schemas/v1/";
    private static final String RESOURCES = "/messages-schema/schemas/v1/";

    private final Function<String, @Nullable InputStream> files;
    private final Map<String, Schema> loaded = new HashMap<>();
    private @Nullable SchemaRegistry registry;

    /** Those in the jar. */
    Schemas() {
        this(file -> Schemas.class.getResourceAsStream(RESOURCES + file));
    }

    /** @param files finds a schema file by its path below the common part of all identifiers; null where there is none */
    Schemas(Function<String, @Nullable InputStream> files) {
        this.files = files;
    }

    /** @throws MessageFault when the message does not keep to the schema of its type */
    void check(String type, JsonNode message) {
        Schema schema = schema(IDENTIFIERS + type + ".schema.json");
        List<Error> errors = schema.validate(message);
        if (!errors.isEmpty()) {
            throw SchemaFault.of(errors, this::ownerOf);
        }
    }

    /** @param definition a part of a schema file, such as {@code _defs/envelope.schema.json#/$defs/requestId} */
    boolean accept(String definition, JsonNode value) {
        return schema(IDENTIFIERS + definition).validate(value).isEmpty();
    }

    void load(String type) {
        schema(IDENTIFIERS + type + ".schema.json");
    }

    private JsonNode ownerOf(Error error) {
        SchemaLocation keyword = error.getSchemaLocation();
        return schema(keyword.getAbsoluteIri() + "#" + keyword.getFragment().getParent())
                .getSchemaNode();
    }

    private synchronized Schema schema(String identifier) {
        return loaded.computeIfAbsent(identifier, this::loadSchema);
    }

    private Schema loadSchema(String identifier) {
        if (registry == null) {
            registry = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder -> builder.schemaLoader(loader -> loader.allow(
                                    iri -> iri.toString().startsWith(IDENTIFIERS))
                            .resourceLoaders(loaders -> loaders.add(iri -> file(iri.toString())))));
        }
        Schema schema = registry.getSchema(SchemaLocation.of(identifier));
        schema.initializeValidators();
        return schema;
    }

    private InputStreamSource file(String identifier) {
        return () -> {
            InputStream file = files.apply(identifier.substring(IDENTIFIERS.length()));
            if (file == null) {
                throw new FileNotFoundException("No schema is packed for " + identifier);
            }
            return file;
        };
    }
}
