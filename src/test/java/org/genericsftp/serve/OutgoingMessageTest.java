package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.genericsftp.message.MessageCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class OutgoingMessageTest {
    private static final MessageCodec CODEC = new MessageCodec();

    private static Stream<Path> answersAndEvents() throws IOException {
        try (Stream<Path> examples = Files.list(Path.of("messages-schema/examples/v1/valid"))) {
            return examples
                    .filter(file -> file.getFileName().toString().matches("\\w+(Report|Reply|Changed|Progress)\\..*"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("answersAndEvents")
    void theStatusOfTheBodyIsAPropertyToo(Path example) throws IOException {
        String body = Files.readString(example);
        String status = JsonMapper.shared().readTree(body).path("status").stringValue(null);

        OutgoingMessage message = OutgoingMessage.of(CODEC.decodeResponse(body), null, CODEC);

        assertThat(message.status()).isEqualTo(status);
    }

    @Test
    void charactersBeyondTheBasicPlaneAreEscaped() {
        assertThat(OutgoingMessage.escape("{\"a\":\"ü😀\"}")).isEqualTo("{\"a\":\"ü\\ud83d\\ude00\"}");
    }

    @Test
    void otherTextIsLeftAlone() {
        String json = "{\"a\":\"ünï €\"}";
        assertThat(OutgoingMessage.escape(json)).isSameAs(json);
    }

    @Test
    void whatEscapingCostsIsCounted() {
        for (String text : new String[] {"plain", "😀", "a😀b😀"}) {
            int plain = text.getBytes(StandardCharsets.UTF_8).length;
            int escaped = OutgoingMessage.escape(text).getBytes(StandardCharsets.UTF_8).length;
            assertThat(OutgoingMessage.escapedBytes(text)).isEqualTo(escaped - plain);
        }
    }
}
