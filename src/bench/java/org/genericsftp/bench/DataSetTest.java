package org.genericsftp.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetTest {
    private static final DataSet TWELVE = new DataSet("twelve", 12, 5, 1000);

    @TempDir
    Path folder;

    @Test
    void writesFilesInFolders() throws IOException {
        TWELVE.writeTo(folder.resolve("files"));

        new Copies(TWELVE, folder.resolve("files"), folder.resolve("files")).requireComplete();
        assertThat(folder.resolve("files/d-002/f-00011.bin")).exists();
        try (Stream<Path> folders = Files.list(folder.resolve("files"))) {
            assertThat(folders).hasSize(3);
        }
    }

    @Test
    void hasThreeFilesForAGlob() {
        var glob = FileSystems.getDefault().getPathMatcher("glob:**/" + DataSet.THREE_FILES);

        assertThat(Stream.iterate(0, number -> number + 1)
                        .limit(TWELVE.files())
                        .map(TWELVE::path)
                        .map(Path::of))
                .filteredOn(glob::matches)
                .hasSize(3);
    }

    @Test
    void isTheSameEachTime() throws IOException {
        TWELVE.writeTo(folder.resolve("one"));
        TWELVE.writeTo(folder.resolve("other"));

        new Copies(TWELVE, folder.resolve("one"), folder.resolve("other")).requireSameContents();
    }

    @Test
    void isFoundIncomplete() throws IOException {
        TWELVE.writeTo(folder.resolve("files"));
        Files.delete(folder.resolve("files/d-000/f-00000.bin"));

        Copies copies = new Copies(TWELVE, folder, folder.resolve("files"));

        assertThatThrownBy(copies::requireComplete)
                .hasMessage("11 files with 11,000 bytes are there, and not 12 with 12,000");
    }

    @Test
    void isFoundAltered() throws IOException {
        TWELVE.writeTo(folder.resolve("one"));
        TWELVE.writeTo(folder.resolve("other"));
        Path altered = folder.resolve("other/d-001/f-00007.bin");
        byte[] bytes = Files.readAllBytes(altered);
        bytes[999]++;
        Files.write(altered, bytes);

        Copies copies = new Copies(TWELVE, folder.resolve("one"), folder.resolve("other"));

        copies.requireComplete();
        assertThatThrownBy(copies::requireSameContents).hasMessage("The contents of d-001/f-00007.bin are wrong");
    }
}
