package org.genericsftp.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabOptionsTest {
    @Test
    void haveDefaults() {
        LabOptions options = parse("crash");

        assertThat(options.command()).isEqualTo(LabOptions.Command.CRASH);
        assertThat(options.rounds()).isEqualTo(200);
        assertThat(options.seed()).isEqualTo(42);
    }

    @Test
    void takeWhatIsGiven() {
        LabOptions options = parse("soak --minutes 3 --seed 7 --out /o");

        assertThat(options.command()).isEqualTo(LabOptions.Command.SOAK);
        assertThat(options.minutes()).isEqualTo(3);
        assertThat(options.seed()).isEqualTo(7);
        assertThat(options.out()).hasToString("/o");
    }

    @ParameterizedTest
    @CsvSource({
        "burn, burn is no command",
        "crash --minutes 3, --minutes is no option",
        "soak --rounds 3, --rounds is no option",
        "page --seed 3, --seed is no option",
        "page --clients 0, --clients must be at least 1",
        "crash --rounds 0, --rounds must be at least 1",
        "soak --minutes 0, --minutes must be at least 1",
        "crash --seed x, '--seed takes whole numbers, not x'",
    })
    void sayWhatIsWrong(String words, String message) {
        assertThatThrownBy(() -> parse(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void areToldToWhomeverGivesNone() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int exitCode = Lab.run(List.of(), new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(exitCode).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("crash --rounds 200", "soak --minutes 30", "page --minutes 10", "--seed N");
    }

    private static LabOptions parse(String words) {
        return LabOptions.parse(List.of(words.split(" ")));
    }
}
