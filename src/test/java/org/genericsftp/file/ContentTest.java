package org.genericsftp.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.genericsftp.file.Content.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "id;name\r\n1;Ünï\t\"x\"\n", "\uFEFFa", "some 😀 among others"})
    void isTextWhereItCanBe(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(Content.of(bytes, Form.TEXT)).isEqualTo(new Content(Form.TEXT, text));
        assertThat(Content.of(bytes, Form.BASE64))
                .isEqualTo(new Content(Form.BASE64, Base64.getEncoder().encodeToString(bytes)));
    }

    /** What is no UTF-8, what hardly anybody expects in a text, and what would be long in JSON. */
    @ParameterizedTest
    @ValueSource(strings = {"\u00FF", "a\u0000b", "\u001B[2J", "a\u007Fb", "😀😀"})
    void isBase64Otherwise(String text) {
        byte[] bytes = text.getBytes(text.equals("\u00FF") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        assertThat(Content.of(bytes, Form.TEXT))
                .isEqualTo(new Content(Form.BASE64, Base64.getEncoder().encodeToString(bytes)));
    }

    @Test
    void isInNoLog() {
        assertThat(Content.of(new byte[] {'s', 'e', 'c'}, Form.TEXT)).hasToString("text of 3 characters");
    }
}
