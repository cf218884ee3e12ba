package org.genericsftp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.RelativePath;
import org.junit.jupiter.api.Test;

class PathTurnTest {
    private final PathLocks locks = new PathLocks();
    private final List<String> came = new ArrayList<>();
    private final PathTurn longOne = turn("long");
    private final PathTurn shortOne = turn("short");

    private PathTurn turn(String name) {
        return new PathTurn(locks, new RelativePath("a/b.csv"), () -> came.add(name));
    }

    @Test
    void comesBackBeforeTheCopyThatWasOvertakenHasHeardOfThat() {
        longOne.take(false);
        assertThat(shortOne.take(true)).isTrue();
        assertThat(shortOne.begin()).isTrue();
        shortOne.leave();

        assertThat(came).isEmpty(); // It is going all the while.
        assertThat(longOne.begin()).isTrue();
        assertThat(longOne.wasOvertaken()).isTrue();
        assertThat(longOne.wasOvertaken()).isFalse();
    }

    @Test
    void comesToACopyThatWaitsForIt() {
        longOne.take(false);
        shortOne.take(true);

        assertThat(longOne.begin()).isFalse();
        assertThat(longOne.hasCome()).isFalse();
        shortOne.leave();

        assertThat(came).containsExactly("long");
        assertThat(longOne.begin()).isTrue();
        assertThat(longOne.wasOvertaken()).isFalse();
    }

    @Test
    void comesWhileTheCopyMakesReadyToWait() {
        longOne.take(false);
        shortOne.take(true);

        assertThat(longOne.begin()).isFalse();
        shortOne.leave();
        assertThat(longOne.hasCome()).isTrue();

        assertThat(came).isEmpty();
        assertThat(longOne.begin()).isTrue();
    }

    @Test
    void comesToACopyThatHasWaitedInLineFromTheFirst() {
        longOne.take(false);
        longOne.begin();
        assertThat(shortOne.take(true)).isFalse();
        assertThat(shortOne.hasCome()).isFalse();

        longOne.leave();

        assertThat(came).containsExactly("short");
    }

    @Test
    void isNotGivenUpByACopyThatIsGoing() {
        longOne.take(false);
        shortOne.take(true);

        assertThat(longOne.withdraw()).isFalse();
        assertThat(longOne.hasCome()).isFalse();
        assertThat(longOne.withdraw()).isTrue();
        assertThat(longOne.withdraw()).isFalse();
        shortOne.leave();

        assertThat(came).isEmpty();
    }

    @Test
    void goesOnWhenOneThatWasOvertakenEnds() {
        longOne.take(false);
        shortOne.take(true);

        longOne.leave();

        assertThat(shortOne.begin()).isTrue();
        shortOne.leave();
        assertThat(came).isEmpty();
        assertThat(turn("next").take(false)).isTrue();
    }
}
