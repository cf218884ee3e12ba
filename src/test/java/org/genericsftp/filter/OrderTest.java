package org.genericsftp.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private static final List<RemoteFile> FILES = List.of(
            file("b", 2, NOON),
            file("a", 1, NOON.plusSeconds(1)),
            file("c/a", 2, NOON),
            file("d", FileStamp.UNKNOWN_SIZE, null),
            file("c", FileStamp.UNKNOWN_SIZE, null));

    @ParameterizedTest
    @CsvSource({
        "NAME, a b c c/a d",
        "NAME_DESCENDING, d c/a c b a",
        "TIME, b c/a a c d",
        "TIME_DESCENDING, a b c/a c d",
        "SIZE, a b c/a c d",
        "SIZE_DESCENDING, b c/a a c d",
    })
    void goesByNameWhereItDoesNotTellTwoApartAndHasWhatIsUnknownLast(Order order, String expected) {
        assertThat(FILES.stream().sorted(order.comparing(RemoteFile::name, RemoteFile::stamp)))
                .extracting(RemoteFile::name)
                .containsExactly(expected.split(" "));
    }

    private static RemoteFile file(String path, long size, @Nullable Instant modified) {
        return new RemoteFile(
                new RelativePath(path),
                new FileStamp(size, modified),
                new RemoteName(path.getBytes(StandardCharsets.UTF_8)));
    }
}
