package org.genericsftp.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchOptionsTest {
    @Test
    void hasDefaults() {
        BenchOptions options = parse("");

        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.scale()).isEqualTo(1);
        assertThat(options.only()).isEmpty();
        assertThat(options.peers()).isTrue();
        assertThat(options.before()).isNull();
    }

    @Test
    void takesWhatIsGiven() {
        BenchOptions options = parse(
                "--rounds 5 --only small,big@20 --delays 0,50 --scale 0.01 --peers none --bandwidth 12m --window 4k"
                        + " --memory /m --disk /d --out /o");

        assertThat(options.rounds()).isEqualTo(5);
        assertThat(options.only()).containsExactly("small", "big@20");
        assertThat(options.delays()).containsExactly(0, 50);
        assertThat(options.scale()).isEqualTo(0.01);
        assertThat(options.peers()).isFalse();
        assertThat(options.bandwidth()).isEqualTo(12L * 1024 * 1024);
        assertThat(options.window()).isEqualTo(4096);
        assertThat(options.memory()).hasToString("/m");
        assertThat(options.disk()).hasToString("/d");
        assertThat(options.out()).hasToString("/o");
    }

    @ParameterizedTest
    @CsvSource({
        "--round 3, --round is no option",
        "--rounds, --rounds lacks its value",
        "--rounds many, '--rounds takes whole numbers, not many'",
        "--rounds 0, --rounds must be at least 1",
        "--peers some, '--peers takes all or none, not some'",
        "--before /no/such.jar, '--before names no jar: there is no file /no/such.jar'",
        "--scale 2, --scale must be above 0 and at most 1",
        "--scale -1, '--scale takes a number such as 0.01, not -1'",
        "--window 4x, '--window takes a size such as 4m, not 4x'",
    })
    void saysWhatIsWrong(String arguments, String message) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void tellsEachWorkloadInItsUsage() {
        assertThat(BenchOptions.usage())
                .contains(
                        "small, small-disk,",
                        "share-small, share-big,",
                        "memory-million, fair-median,",
                        "cold-apply;",
                        "--window");
    }

    private static BenchOptions parse(String arguments) {
        return BenchOptions.parse(arguments.isEmpty() ? List.of() : List.of(arguments.split(" ")));
    }
}
