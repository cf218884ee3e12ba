package org.genericsftp.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalErrorsTest {
    private final LocalErrors errors = new LocalErrors(Path.of("/data/plant-a"));

    @ParameterizedTest
    @CsvSource({
        "No space left on device, DISK_FULL, LATER",
        "Disk quota exceeded, DISK_FULL, LATER",
        "There is not enough space on the disk, DISK_FULL, LATER",
        "File too large, DISK_FULL, NEVER",
        "Read-only file system, PERMISSION_DENIED, NEVER",
        "Operation not permitted, PERMISSION_DENIED, NEVER",
        "File name too long, NAME_REJECTED, NEVER",
        "Is a directory, NAME_COLLISION, NEVER",
        "Input/output error, DESTINATION_UNAVAILABLE, LATER",
        "Stale file handle, DESTINATION_UNAVAILABLE, LATER",
        "Transport endpoint is not connected, DESTINATION_UNAVAILABLE, LATER"
    })
    void knowsWhatTheSystemSays(String text, ErrorCode code, Remedy remedy) {
        for (IOException why : new IOException[] {new IOException(text), new FileSystemException("x", null, text)}) {
            FileException explained = explain(why);
            assertThat(explained.code()).isEqualTo(code);
            assertThat(explained.remedy()).isEqualTo(remedy);
            assertThat(explained)
                    .hasMessage("Cannot write \"in/a.csv\" in /data/plant-a: " + text)
                    .hasCause(why);
        }
    }

    @Test
    void knowsTheTypesThatJavaHas() {
        assertThat(explain(new AccessDeniedException("a.csv")).code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(explain(new NoSuchFileException("a.csv")).code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
    }

    @Test
    void doesNotTakeAPathForAReason() {
        assertThat(explain(new FileSystemException("No space left on device", null, "Input/output error"))
                        .code())
                .isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
    }

    @Test
    void leavesWhatIsExplainedAsItIs() {
        FileException explained = new FileException(ErrorCode.TIMEOUT, Remedy.LATER, "explained");

        assertThat(explain(explained)).isSameAs(explained);
    }

    @Test
    void tellsInOneLine() {
        assertThat(errors.explain("Cannot write", new RelativePath("a\nb"), new IOException("two\nlines")))
                .hasMessage("Cannot write \"a\\u000Ab\" in /data/plant-a: two\\u000Alines");
        assertThat(errors.explain("Cannot enter", RelativePath.ROOT, new IOException()))
                .hasMessage("Cannot enter /data/plant-a: IOException");
    }

    private FileException explain(IOException why) {
        return errors.explain("Cannot write", new RelativePath("in/a.csv"), why);
    }
}
