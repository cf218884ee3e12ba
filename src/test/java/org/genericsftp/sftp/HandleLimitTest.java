package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.sftp.HandleLimit.Kind;
import org.genericsftp.sftp.HandleLimit.Refusal;
import org.genericsftp.sftp.HandleLimit.Ticket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandleLimitTest {
    private static HandleLimit with(int most, int held) {
        HandleLimit limit = new HandleLimit(most, most, most);
        take(limit, Kind.FILE, held);
        return limit;
    }

    private static void take(HandleLimit limit, Kind kind, int handles) {
        for (int i = 0; i < handles; i++) {
            limit.given(limit.asked(kind), 0);
        }
    }

    private static Refusal refuse(HandleLimit limit, Kind kind, int before) {
        return limit.refused(limit.asked(kind), true, true, before);
    }

    /** The server refuses several files at once. */
    private static void refuseTogether(HandleLimit limit, Kind kind) {
        List<Ticket> asked = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            asked.add(limit.asked(kind));
        }
        asked.forEach(ticket -> limit.refused(ticket, true, true, 0));
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
    void keepsNoneForFoldersThatDoNotWaitWhereAQuarterIsOne() {
        HandleLimit limit = with(3, 2);

        assertThat(limit.admitsFile(2, false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void givesTheNextOneToAFolderThatWaitsWhereAQuarterIsOne(int most) {
        HandleLimit limit = with(most, most);
        assertThat(limit.admitsFolder(0)).isFalse();
        limit.folderWaits(true);
        limit.freed(Kind.FILE);

        assertThat(limit.admitsFile(0, false)).isFalse();
        assertThat(limit.admitsFolder(0)).isTrue();
        limit.folderWaits(false);
        assertThat(limit.admitsFile(0, false)).isTrue();
    }

    @Test
    void fallsToWhatIsOpenWhenSeveralAreRefusedInARow() {
        HandleLimit limit = with(100, 4);

        refuseTogether(limit, Kind.FILE);

        assertThat(limit.limit()).isEqualTo(4);
        assertThat(limit.admitsFile(4, false)).isFalse();
        assertThat(limit.admitsFolder(0)).isFalse();
    }

    /** Many files that are in use stand side by side. */
    @Test
    void doesNotFallForSeveralInARowWhereMoreHaveBeenOpen() {
        HandleLimit limit = with(100, 5);
        limit.freed(Kind.FILE);

        refuseTogether(limit, Kind.FILE);

        assertThat(limit.limit()).isEqualTo(100);
    }

    @Test
    void growsBackSlowly() {
        HandleLimit limit = with(100, 4);
        refuseTogether(limit, Kind.FILE);
        for (int i = 0; i < 31; i++) {
            limit.freed(Kind.FILE);
            take(limit, Kind.FILE, 1);
        }
        assertThat(limit.limit()).isEqualTo(4);

        limit.freed(Kind.FILE);
        take(limit, Kind.FILE, 1);

        assertThat(limit.limit()).isEqualTo(5);
    }

    @Test
    void doesNotFallForOneFileThatIsRefusedAmongOthers() {
        HandleLimit limit = with(100, 4);
        for (int i = 0; i < 20; i++) {
            refuse(limit, Kind.FILE, 0);
            take(limit, Kind.FILE, 1);
        }

        assertThat(limit.limit()).isEqualTo(100);
    }

    @Test
    void risesAgainWhenMoreAreOpenedThanItTookForTheMost() {
        HandleLimit limit = with(100, 4);
        List<Ticket> refused = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            refused.add(limit.asked(Kind.FILE));
        }
        Ticket opened = limit.asked(Kind.FILE);
        refused.forEach(ticket -> limit.refused(ticket, true, true, 0));
        assertThat(limit.limit()).isEqualTo(4);

        limit.given(opened, 0);

        assertThat(limit.limit()).isEqualTo(100);
    }

    @Test
    void takesARefusalForTheFilesOwnWhereNothingElseIsOpen() {
        HandleLimit limit = with(100, 0);

        assertThat(refuse(limit, Kind.FILE, 0)).isEqualTo(Refusal.OWN);
        refuseTogether(limit, Kind.FILE);

        assertThat(limit.limit()).isEqualTo(100);
    }

    @Test
    void takesARefusalForTheFilesOwnWhereMoreHaveBeenOpen() {
        HandleLimit limit = with(100, 5);
        limit.freed(Kind.FILE);

        assertThat(refuse(limit, Kind.FILE, 0)).isEqualTo(Refusal.UNCLEAR);
        assertThat(refuse(limit, Kind.FILE, 1)).isEqualTo(Refusal.OWN);
        assertThat(limit.refused(limit.asked(Kind.FILE), true, false, 0)).isEqualTo(Refusal.OWN);
    }

    @Test
    void knowsTheLimitOnceAFileOpensBesideFewerThatWasRefused() {
        HandleLimit limit = with(100, 5);
        assertThat(refuse(limit, Kind.FILE, 0)).isEqualTo(Refusal.UNCLEAR);
        limit.freed(Kind.FILE);
        assertThat(limit.isCertain()).isFalse();

        limit.given(limit.asked(Kind.FILE), 5);

        assertThat(limit.limit()).isEqualTo(5);
        assertThat(limit.isCertain()).isTrue();
    }

    @Test
    void triesWithFewerAndFewerWhatIsRefusedAgainAndAgain() {
        HandleLimit limit = with(100, 2);

        assertThat(refuse(limit, Kind.FOLDER, 2)).isEqualTo(Refusal.TOO_MANY);
        assertThat(limit.limit()).isEqualTo(2);
        limit.freed(Kind.FILE);
        limit.freed(Kind.FILE);
        assertThat(refuse(limit, Kind.FOLDER, 3)).isEqualTo(Refusal.OWN);

        assertThat(limit.limit()).as("it was not for too many").isEqualTo(100);
    }

    /** Of a server that answers in any order, those that were open may have been given back before the refusal is heard of. */
    @Test
    void doesNotTrustTheOrderOfAnswersWhereThereIsNone() {
        HandleLimit limit = with(100, 5);
        Ticket refused = limit.asked(Kind.FILE);
        for (int i = 0; i < 5; i++) {
            limit.freed(Kind.FILE);
        }
        assertThat(limit.refused(refused, false, true, 1)).isEqualTo(Refusal.UNCLEAR);

        Ticket beside = limit.asked(Kind.FILE);
        Ticket alone = limit.asked(Kind.FILE);
        assertThat(limit.refused(alone, false, true, 0)).isEqualTo(Refusal.UNCLEAR);
        limit.notGiven(beside);
    }

    @Test
    void isNotKnownWhereItOnlyBeganLow() {
        HandleLimit limit = new HandleLimit(100, 100, 8);
        take(limit, Kind.FILE, 8);

        assertThat(limit.limit()).isEqualTo(8);
        assertThat(limit.isCertain()).isFalse();
        assertThat(new HandleLimit(100, 8, 8).isCertain()).isTrue();
    }
}
