package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import org.genericsftp.sftp.HandleLimit.Kind;
import org.junit.jupiter.api.Test;

class HandleLimitTest {
    private static HandleLimit with(int most, int held) {
        HandleLimit limit = new HandleLimit(most, most);
        take(limit, Kind.FILE, held);
        return limit;
    }

    private static void take(HandleLimit limit, Kind kind, int handles) {
        for (int i = 0; i < handles; i++) {
            limit.asked(kind);
            limit.given();
        }
    }

    @Test
    void alwaysLetsALaneHaveOneWhileOneIsLeft() {
        assertThat(with(1, 0).admitsFile(0, true)).isTrue();
        assertThat(with(1, 1).admitsFile(0, true)).isFalse();
        assertThat(with(8, 5).admitsFile(0, false)).isTrue();
        assertThat(with(8, 6).admitsFile(0, false)).isFalse();
    }

    @Test
    void keepsAnEighthForLanesThatMayCome() {
        assertThat(with(80, 52).admitsFile(52, false)).isTrue();
        assertThat(with(80, 53).admitsFile(53, false)).isFalse();
    }

    @Test
    void letsNoLaneTakeMoreThanItLeavesFreeWhenOthersWantSome() {
        assertThat(with(100, 37).admitsFile(37, true)).isTrue();
        assertThat(with(100, 38).admitsFile(38, true)).isFalse();
    }

    @Test
    void keepsAQuarterForFolders() {
        HandleLimit limit = with(8, 6);

        assertThat(limit.admitsFolder(0)).isTrue();
        take(limit, Kind.FOLDER, 1);
        assertThat(limit.admitsFolder(0)).isTrue();
        take(limit, Kind.FOLDER, 1);
        assertThat(limit.admitsFolder(0)).isFalse();
    }

    @Test
    void letsNoListingTakeMoreFoldersThanItLeavesFree() {
        HandleLimit limit = with(40, 0);
        take(limit, Kind.FOLDER, 4);

        assertThat(limit.admitsFolder(4)).isTrue();
        take(limit, Kind.FOLDER, 1);
        assertThat(limit.admitsFolder(5)).isFalse();
        assertThat(limit.admitsFolder(0)).isTrue();
    }

    @Test
    void hasOneForAFolderAndOneForAFileHoweverFewThereAre() {
        HandleLimit limit = with(4, 1);
        limit.asked(Kind.FOLDER);
        limit.asked(Kind.FOLDER);
        limit.refused(Kind.FOLDER);
        limit.refused(Kind.FOLDER);

        assertThat(limit.limit()).isEqualTo(2);
        assertThat(limit.admitsFile(1, false)).isFalse();
        assertThat(limit.admitsFolder(0)).isTrue();
        take(limit, Kind.FOLDER, 1);
        limit.freed(Kind.FILE);
        assertThat(limit.admitsFile(0, false)).isTrue();
        assertThat(limit.admitsFolder(1)).isFalse();
    }

    @Test
    void letsAFolderWaitUntilThereAreFewerFilesOnceTheServerHasRefused() {
        HandleLimit limit = with(100, 4);
        limit.asked(Kind.FOLDER);
        limit.refused(Kind.FOLDER);

        assertThat(limit.limit()).isEqualTo(4);
        assertThat(limit.admitsFolder(0)).isFalse();
        limit.freed(Kind.FILE);
        assertThat(limit.admitsFile(3, false)).isFalse();
        assertThat(limit.admitsFolder(0)).isTrue();
    }

    @Test
    void stepsDownToWhatTheServerGaveAndGrowsBackSlowly() {
        HandleLimit limit = with(100, 4);
        limit.asked(Kind.FILE);
        limit.asked(Kind.FILE);

        assertThat(limit.refused(Kind.FILE)).isTrue();
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
        limit.asked(Kind.FILE);

        assertThat(limit.refused(Kind.FILE)).isFalse();
        assertThat(limit.limit()).isEqualTo(100);
    }

    @Test
    void knowsThatTheOthersMayHaveBeenGivenBackBeforeTheRefusalWasHeardOf() {
        HandleLimit limit = with(100, 5);
        limit.asked(Kind.FILE);
        for (int i = 0; i < 5; i++) {
            limit.freed(Kind.FILE);
        }

        assertThat(limit.refused(Kind.FILE)).isTrue();
    }
}
