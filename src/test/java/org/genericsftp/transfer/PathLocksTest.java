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

    @Test
    void givesAFreePathAtOnce() {
        assertThat(locks.take(path, () -> turns.add("never"))).isTrue();
        locks.release(path);
        assertThat(locks.take(path, () -> turns.add("never"))).isTrue();
        assertThat(turns).isEmpty();
    }

    @Test
    void letsOthersWaitInLine() {
        locks.take(path, () -> {});
        assertThat(locks.take(path, () -> turns.add("second"))).isFalse();
        assertThat(locks.take(path, () -> turns.add("third"))).isFalse();

        locks.release(path);
        assertThat(turns).containsExactly("second");
        locks.release(path);
        assertThat(turns).containsExactly("second", "third");
        locks.release(path);
        assertThat(locks.take(path, () -> {})).isTrue();
    }

    @Test
    void letsWhoeverWaitsGoAgain() {
        Runnable second = () -> turns.add("second");
        locks.take(path, () -> {});
        locks.take(path, second);
        locks.take(path, () -> turns.add("third"));

        assertThat(locks.withdraw(path, second)).isTrue();
        assertThat(locks.withdraw(path, second)).isFalse();
        locks.release(path);

        assertThat(turns).containsExactly("third");
    }

    @Test
    void keepsDifferentPathsApart() {
        assertThat(locks.take(path, () -> {})).isTrue();
        assertThat(locks.take(new RelativePath("a/c.csv"), () -> {})).isTrue();
    }
}
