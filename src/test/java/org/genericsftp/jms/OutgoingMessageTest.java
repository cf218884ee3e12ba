package org.genericsftp.jms;

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

        OutgoingMessage message = OutgoingMessage.event(CODEC.decodeResponse(body), CODEC);

        assertThat(message.properties().get("status")).isEqualTo(status);
    }

    @Test
    void charactersBeyondTheBasicPlaneAreEscaped() {
        assertThat(OutgoingMessage.withoutSurrogates("{\"a\":\"ü😀\"}")).isEqualTo("{\"a\":\"ü\\ud83d\\ude00\"}");
    }

    @Test
    void otherTextIsLeftAlone() {
        String json = "{\"a\":\"ünï €\"}";
        assertThat(OutgoingMessage.withoutSurrogates(json)).isSameAs(json);
    }

    @Test
    void whatEscapingCostsIsCounted() {
        for (String text : new String[] {"plain", "😀", "a😀b😀"}) {
            int plain = text.getBytes(StandardCharsets.UTF_8).length;
            int escaped = OutgoingMessage.withoutSurrogates(text).getBytes(StandardCharsets.UTF_8).length;
            assertThat(OutgoingMessage.escapedBytes(text)).isEqualTo(escaped - plain);
        }
    }
}
