package org.genericsftp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.genericsftp.file.DataSize;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.request.Request;
import org.genericsftp.request.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs every example through its schema and through the codec. */
class ExamplesTest {
    private static final Set<String> REQUESTS =
            Set.of("FileRequest", "SyncTrigger", "ConnectionCheck", "CancelRequest", "RenewRequest", "StatusRequest");

    private static final Schemas SCHEMAS = new Schemas();

    private final MessageCodec codec = new MessageCodec();

    @ParameterizedTest
    @MethodSource({"validRequests", "validResponses"})
    void keepsToItsSchema(Path example) {
        assertThatCode(() -> SCHEMAS.check(SchemaFolder.type(example), SchemaFolder.json(example)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("validRequests")
    void isDecodedAndEncodedAsTheSameRequest(Path example) throws RejectedRequestException {
        Request request = codec.decode(SchemaFolder.text(example));

        String encoded = codec.encode(request);

        assertThat(request.type()).isEqualTo(SchemaFolder.type(example));
        assertThat(SchemaFolder.meaning(SchemaFolder.json(encoded)))
                .isEqualTo(SchemaFolder.meaning(withoutDefaults(SchemaFolder.json(example))));
        assertThatCode(() -> SCHEMAS.check(request.type(), SchemaFolder.json(encoded)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("validResponses")
    void isDecodedAndEncodedAsTheSameResponseInTheSameOrder(Path example) {
        Response response = codec.decodeResponse(SchemaFolder.text(example));

        String encoded = codec.encode(response);

        assertThat(response.type()).isEqualTo(SchemaFolder.type(example));
        assertThat(SchemaFolder.meaning(SchemaFolder.json(encoded)))
                .hasToString(
                        String.valueOf(SchemaFolder.meaning(withoutFieldsOfALaterRelease(SchemaFolder.json(example)))));
    }

    @ParameterizedTest
    @MethodSource("invalidExamples")
    void isRefusedByItsSchemaWhereTheTableSays(SchemaFolder.Fault fault) {
        Path example = SchemaFolder.example("invalid", fault.file());

        MessageFault refusal = catchThrowableOfType(
                MessageFault.class, () -> SCHEMAS.check(SchemaFolder.type(example), SchemaFolder.json(example)));

        assertThat(refusal).as(fault.file()).isNotNull();
        // Without its page number a reply can't be told to be the last page, and much else seems wrong with it.
        if (!fault.file().equals("FileReply.page-missing.json")) {
            assertThat(refusal.pointer()).isEqualTo(fault.pointer());
        }
    }

    @ParameterizedTest
    @MethodSource("invalidRequests")
    void isRejectedAsTheTableSays(SchemaFolder.Fault fault) {
        assertRejected("invalid", fault.file(), ErrorCode.valueOf(String.valueOf(fault.code())), fault.pointer());
    }

    @ParameterizedTest
    @MethodSource("invalidFilters")
    void isRejectedForItsFilterAsTheTableSays(SchemaFolder.Fault fault) {
        JsonNode example = SchemaFolder.json(SchemaFolder.example("invalid-filter", fault.file()));

        assertThatCode(() -> SCHEMAS.check("FileRequest", example)).doesNotThrowAnyException();
        assertRejected("invalid-filter", fault.file(), ErrorCode.INVALID_FILTER, fault.pointer());
    }

    @Test
    void standsInItsTable() {
        for (String kind : List.of("invalid", "invalid-filter")) {
            assertThat(SchemaFolder.faults(kind).stream().map(SchemaFolder.Fault::file))
                    .containsExactlyInAnyOrderElementsOf(SchemaFolder.examples(kind).stream()
                            .map(file -> file.getFileName().toString())
                            .toList());
        }
    }

    @Test
    void isThereForEveryType() {
        List<String> types =
                SchemaFolder.schemas().stream().map(SchemaFolder::type).toList();
        for (String kind : List.of("valid", "invalid")) {
            assertThat(SchemaFolder.examples(kind).stream().map(SchemaFolder::type))
                    .as(kind)
                    .containsAll(types);
        }
    }

    private void assertRejected(String kind, String file, ErrorCode code, String pointer) {
        RejectedRequestException rejection = catchThrowableOfType(
                RejectedRequestException.class,
                () -> codec.decode(SchemaFolder.text(SchemaFolder.example(kind, file))));

        assertThat(rejection).as(file).isNotNull();
        assertThat(rejection.code()).isEqualTo(code);
        assertThat(rejection.pointer()).isEqualTo(pointer);
        assertThat(rejection).hasMessageStartingWith(pointer.isEmpty() ? "The body: " : pointer + ": ");
    }

    /** What says nothing new is left out when a request is encoded, a lone glob is spelt out, and sizes are in bytes. */
    private static JsonNode withoutDefaults(JsonNode request) {
        ObjectNode plain = (ObjectNode) request;
        dropDefaults(plain, Map.of("dryRun", "false", "progress", "false"));
        if (plain.path("fileSize") instanceof ObjectNode sizes) {
            sizes.properties().forEach(bound -> sizes.put(bound.getKey(), bytes(bound.getValue())));
        }
        if (plain.path("inline") instanceof ObjectNode inline) {
            inline.put("max", bytes(inline.path("max")));
        }
        if (plain.path("fileName").isString()) {
            String glob = plain.path("fileName").stringValue();
            plain.putObject("fileName").putArray("include").add(glob);
        } else if (plain.path("fileName") instanceof ObjectNode filter) {
            dropDefaults(filter, Map.of("syntax", "glob", "caseSensitive", "true"));
            if (!filter.has("include")) {
                filter.putArray("include").add("**/*");
            }
        }
        return plain;
    }

    private static long bytes(JsonNode size) {
        return DataSize.parse(size.asString()).orElseThrow().bytes();
    }

    private static void dropDefaults(ObjectNode object, Map<String, String> defaults) {
        defaults.forEach((name, value) -> {
            if (object.path(name).asString().equals(value)) {
                object.remove(name);
            }
        });
    }

    private static JsonNode withoutFieldsOfALaterRelease(JsonNode response) {
        ((ObjectNode) response).remove("bytesPerSecond");
        response.path("files").forEach(file -> ((ObjectNode) file).remove("etag"));
        return response;
    }

    static Stream<Path> validRequests() {
        return SchemaFolder.examples("valid").stream().filter(ExamplesTest::isRequest);
    }

    static Stream<Path> validResponses() {
        return SchemaFolder.examples("valid").stream().filter(example -> !isRequest(example));
    }

    static Stream<SchemaFolder.Fault> invalidExamples() {
        // What has no type that is known has no schema of its own to refuse it.
        return SchemaFolder.faults("invalid").stream()
                .filter(fault ->
                        !fault.pointer().equals("/type") && !fault.file().contains("type-missing"));
    }

    static Stream<SchemaFolder.Fault> invalidRequests() {
        return SchemaFolder.faults("invalid").stream().filter(fault -> isRequest(Path.of(fault.file())));
    }

    static Stream<SchemaFolder.Fault> invalidFilters() {
        return SchemaFolder.faults("invalid-filter").stream();
    }

    private static boolean isRequest(Path example) {
        return REQUESTS.contains(SchemaFolder.type(example));
    }
}
