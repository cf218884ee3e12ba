package org.genericsftp.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class AsyncApiTest {
    private final JsonNode document =
            new YAMLMapper().readTree(SchemaFolder.text(SchemaFolder.ROOT.resolve("asyncapi.yaml")));

    @Test
    void isAnAsyncApi3Document() {
        assertThat(document.path("asyncapi").asString()).startsWith("3.");
        assertThat(document.path("channels").size()).isPositive();
        assertThat(document.path("operations").size()).isPositive();
    }

    @Test
    void refersToEverySchema() {
        assertThat(references().map(reference -> reference.replaceFirst("^\\./", "")))
                .containsAll(SchemaFolder.schemas().stream()
                        .map(schema -> "schemas/v1/" + schema.getFileName())
                        .toList());
    }

    @Test
    void refersToNothingThatIsNotThere() {
        assertThat(references()).isNotEmpty().allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(document.at(JsonPointer.compile(reference.substring(1)))
                                .isMissingNode())
                        .as(reference)
                        .isFalse();
            } else {
                assertThat(SchemaFolder.ROOT.resolve(reference)).isRegularFile();
            }
        });
    }

    @Test
    void hasAMessageOfEveryTypeWithItsOwnSchema() {
        JsonNode messages = document.path("components").path("messages");

        for (Path schema : SchemaFolder.schemas()) {
            String type = SchemaFolder.type(schema);
            assertThat(messages.path(type).findValuesAsString("$ref"))
                    .as(type)
                    .contains("./schemas/v1/" + type + ".schema.json");
        }
    }

    @Test
    void namesTheQueuesOfTheWorker() {
        List<String> addresses = document.path("channels").findValuesAsString("address");

        assertThat(addresses)
                .contains(
                        "sftp.{client}.requests",
                        "sftp.{client}.sync",
                        "sftp.{client}.control",
                        "sftp.{client}.events",
                        "sftp.{client}.invalid");
    }

    private Stream<String> references() {
        return document.findValuesAsString("$ref").stream();
    }
}
