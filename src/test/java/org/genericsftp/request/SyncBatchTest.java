package org.genericsftp.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.genericsftp.file.RelativePath;
import org.junit.jupiter.api.Test;

class SyncBatchTest {
    private static final RelativePath FOLDER = new RelativePath("cmts/north");

    @Test
    void isEitherAFolderOrPaths() {
        assertThat(new SyncBatch("s", 1, FOLDER, List.of()).folder()).isEqualTo(FOLDER);
        assertThat(new SyncBatch("s", 2, null, List.of(FOLDER)).paths()).containsExactly(FOLDER);

        assertThatIllegalArgumentException().isThrownBy(() -> new SyncBatch("s", 1, FOLDER, List.of(FOLDER)));
        assertThatIllegalArgumentException().isThrownBy(() -> new SyncBatch("s", 1, null, List.of()));
    }

    @Test
    void holdsNoMorePathsThanTheContractAllows() {
        List<RelativePath> most = Collections.nCopies(SyncBatch.MOST_PATHS, FOLDER);
        List<RelativePath> more = Collections.nCopies(SyncBatch.MOST_PATHS + 1, FOLDER);

        assertThat(new SyncBatch("s", 1, null, most).paths()).hasSize(1000);
        assertThatIllegalArgumentException().isThrownBy(() -> new SyncBatch("s", 1, null, more));
    }

    @Test
    void countsItsPartsFromOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SyncBatch("s", 0, FOLDER, List.of()));
    }
}
