package org.genericsftp.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void beginsAtZeroForValuesThatAreClose() {
        Scale scale = Scale.of(List.of(1.0, 4.2));

        assertThat(scale).isEqualTo(new Scale(0, 5, false));
        assertThat(scale.ticks()).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0);
        assertThat(scale.position(2.5)).isEqualTo(0.5);
    }

    @Test
    void isLogarithmicForValuesThatAreFarApart() {
        Scale scale = Scale.of(List.of(0.03, 61.0));

        assertThat(scale.logarithmic()).isTrue();
        assertThat(scale.ticks())
                .hasSize(4)
                .first()
                .satisfies(tick -> assertThat(tick).isEqualTo(0.01, within(1e-9)));
        assertThat(scale.position(61)).isEqualTo(1);
    }

    @Test
    void showsEvenTheLeastValue() {
        assertThat(Scale.of(List.of(0.1, 61.0)).position(0.1)).isGreaterThan(0.2);
    }
}
