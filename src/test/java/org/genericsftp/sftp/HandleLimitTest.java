package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HandleLimitTest {
    private static HandleLimit with(int most, int held) {
        HandleLimit limit = new HandleLimit(most, most);
        for (int i = 0; i < held; i++) {
            limit.asked();
            limit.given();
        }
        return limit;
    }

    @Test
    void alwaysLetsALaneHaveOneWhileOneIsLeft() {
        assertThat(with(1, 0).admits(0, true)).isTrue();
        assertThat(with(1, 1).admits(0, true)).isFalse();
        assertThat(with(8, 7).admits(0, false)).isTrue();
    }

    @Test
    void keepsAnEighthForLanesThatMayCome() {
        assertThat(with(80, 69).admits(69, false)).isTrue();
        assertThat(with(80, 70).admits(70, false)).isFalse();
    }

    @Test
    void letsNoLaneTakeMoreThanItLeavesFreeWhenOthersWantSome() {
        assertThat(with(100, 49).admits(49, true)).isTrue();
        assertThat(with(100, 50).admits(50, true)).isFalse();
    }

    @Test
    void stepsDownToWhatTheServerGaveAndGrowsBackSlowly() {
        HandleLimit limit = with(100, 4);
        limit.asked();
        limit.asked();

        assertThat(limit.refused()).isTrue();
        assertThat(limit.limit()).isEqualTo(4);
        for (int i = 0; i < 31; i++) {
            limit.given();
        }
        assertThat(limit.limit()).isEqualTo(4);
        limit.given();
        assertThat(limit.limit()).isEqualTo(5);
    }

    @Test
    void knowsThatARefusalIsNotForTooManyWhenThereIsNoOther() {
        HandleLimit limit = with(100, 0);
        limit.asked();

        assertThat(limit.refused()).isFalse();
        assertThat(limit.limit()).isEqualTo(100);
    }

    @Test
    void knowsThatTheOthersMayHaveBeenGivenBackBeforeTheRefusalWasHeardOf() {
        HandleLimit limit = with(100, 5);
        limit.asked();
        for (int i = 0; i < 5; i++) {
            limit.freed();
        }

        assertThat(limit.refused()).isTrue();
    }
}
