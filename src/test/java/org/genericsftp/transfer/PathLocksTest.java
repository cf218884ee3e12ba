package org.genericsftp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.RelativePath;
import org.junit.jupiter.api.Test;

class PathLocksTest {
    private final PathLocks locks = new PathLocks();
    private final RelativePath path = new RelativePath("a/b.csv");
    private final List<String> turns = new ArrayList<>();

    private final Runnable first = copy("first");
    private final Runnable second = copy("second");
    private final Runnable third = copy("third");

    private Runnable copy(String name) {
        return () -> turns.add(name);
    }

    @Test
    void givesAFreePathAtOnce() {
        assertThat(locks.take(path, first, false)).isTrue();
        locks.leave(path, first);
        assertThat(locks.take(path, first, false)).isTrue();
        assertThat(turns).isEmpty();
    }

    @Test
    void letsOthersWaitInLine() {
        locks.take(path, first, false);
        assertThat(locks.take(path, second, false)).isFalse();
        assertThat(locks.take(path, third, false)).isFalse();

        locks.leave(path, first);
        assertThat(turns).containsExactly("second");
        locks.leave(path, second);
        assertThat(turns).containsExactly("second", "third");
        locks.leave(path, third);
        assertThat(locks.take(path, first, false)).isTrue();
    }

    @Test
    void letsWhoeverWaitsGoAgain() {
        locks.take(path, first, false);
        locks.take(path, second, false);
        locks.take(path, third, false);

        assertThat(locks.withdraw(path, second)).isTrue();
        assertThat(locks.withdraw(path, second)).isFalse();
        locks.leave(path, first);

        assertThat(turns).containsExactly("third");
    }

    @Test
    void letsOneThatBeginsAtOnceGoBeforeOneThatHasNotBegun() {
        locks.take(path, first, false);

        assertThat(locks.take(path, second, true)).isTrue();

        assertThat(locks.begin(path, first)).isFalse();
        assertThat(locks.begin(path, second)).isTrue();
        locks.leave(path, second);
        assertThat(turns).containsExactly("first");
        assertThat(locks.begin(path, first)).isTrue();
    }

    @Test
    void letsNobodyGoBeforeOneThatHasBegun() {
        locks.take(path, first, false);
        locks.begin(path, first);

        assertThat(locks.take(path, second, true)).isFalse();

        locks.leave(path, first);
        assertThat(turns).containsExactly("second");
    }

    @Test
    void isNotLeftByOneThatOnlyWaits() {
        locks.take(path, first, false);
        locks.take(path, second, true);

        locks.leave(path, first);

        assertThat(locks.begin(path, second)).isTrue();
        locks.leave(path, second);
        assertThat(turns).isEmpty();
    }

    @Test
    void keepsDifferentPathsApart() {
        assertThat(locks.take(path, first, false)).isTrue();
        assertThat(locks.take(new RelativePath("a/c.csv"), second, false)).isTrue();
    }
}
