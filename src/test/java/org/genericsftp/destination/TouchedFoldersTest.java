package org.genericsftp.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.destination.TouchedFolders.AfterFailure;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.junit.jupiter.api.Test;

class TouchedFoldersTest {
    private final List<String> tried = new ArrayList<>();
    private final List<String> failing = new ArrayList<>();

    @Test
    void foldersDoNotPileUpUntilTheyAreForced() throws FileException {
        TouchedFolders touched = touched(AfterFailure.GO_ON);
        for (int i = 1; i < 10_000; i++) {
            touched.add(new RelativePath("folder" + i));
        }
        assertThat(tried).isEmpty();

        touched.add(new RelativePath("one-more"));

        assertThat(tried).hasSize(10_001).contains("one-more", "");
        tried.clear();
        touched.force(all -> true);
        assertThat(tried).isEmpty();
    }

    @Test
    void goingOnOnlyTheOneThatFailedIsForcedAgain() throws FileException {
        assertThat(triedAfterFailure(AfterFailure.GO_ON)).containsExactlyInAnyOrder("", "b");
    }

    @Test
    void stoppingThoseThatWereNotTriedAreForcedTheNextTimeToo() throws FileException {
        assertThat(triedAfterFailure(AfterFailure.STOP)).containsExactlyInAnyOrder("", "b", "c");
    }

    private List<String> triedAfterFailure(AfterFailure afterFailure) throws FileException {
        TouchedFolders touched = touched(afterFailure);
        List.of("a", "b", "c").forEach(folder -> touched.add(new RelativePath(folder)));
        failing.add("b");
        assertThat(catchThrowableOfType(FileException.class, () -> touched.force(all -> true)))
                .hasMessage("b");
        assertThat(tried).contains("a", "b");

        failing.clear();
        tried.clear();
        touched.force(all -> true);
        return tried;
    }

    private TouchedFolders touched(AfterFailure afterFailure) {
        return new TouchedFolders(
                folder -> {
                    tried.add(folder.value());
                    if (failing.contains(folder.value())) {
                        throw new FileException(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, folder.value());
                    }
                },
                afterFailure);
    }
}
