package org.genericsftp.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.genericsftp.request.Response;
import org.junit.jupiter.api.Test;

class EncodedResponsesTest {
    private static final long SEED = 20261122;
    private static final int ROUNDS = 2000;

    private final MessageCodec codec = new MessageCodec();

    @Test
    void keepToTheirSchemas() {
        Schemas schemas = new Schemas();
        Set<String> types = new HashSet<>();

        forEachResponse(response -> {
            String json = codec.encode(response);
            types.add(response.type());
            assertThatCode(() -> schemas.check(response.type(), SchemaFolder.json(json)))
                    .as(json)
                    .doesNotThrowAnyException();
            assertThat(UTF_8.newEncoder().canEncode(json)).isTrue();
        });

        assertThat(types).hasSize(8);
    }

    @Test
    void areReadBackAsTheyWere() {
        forEachResponse(response -> {
            String json = codec.encode(response);
            assertThat(codec.encode(codec.decodeResponse(json))).isEqualTo(json);
        });
    }

    private static void forEachResponse(Consumer<Response> check) {
        GeneratedResponses responses = new GeneratedResponses(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            check.accept(responses.next());
        }
    }
}
