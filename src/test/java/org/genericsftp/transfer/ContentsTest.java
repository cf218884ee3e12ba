package org.genericsftp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.genericsftp.file.Content;
import org.genericsftp.file.DataSize;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Inline;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.junit.jupiter.api.Test;

class ContentsTest {
    private static final int EACH = 64 << 10;
    private static final int FITTING = (int) (Contents.MOST_BYTES / EACH);

    private final Contents contents = new Contents(new Inline(new DataSize(EACH), Content.Form.BASE64));

    private static RemoteFile file(int size) {
        FileStamp stamp = new FileStamp(size, Instant.EPOCH);
        return new RemoteFile(new RelativePath("f"), stamp, new RemoteName(new byte[] {'f'}));
    }

    private List<Contents.Taken> underWay(int files, int announced) {
        return Stream.generate(() -> contents.take(file(announced)))
                .limit(files)
                .toList();
    }

    private static void addHalf(List<Contents.Taken> files) {
        files.forEach(file -> file.add(ByteBuffer.allocate(EACH / 2)));
    }

    @Test
    void ofManyFilesUnderWayNoMoreIsHeldThanAReplyMayHold() {
        List<Contents.Taken> files = underWay(100, EACH);
        addHalf(files);
        addHalf(files);
        assertThat(contents.take(file(1))).isNull();
        files.subList(0, FITTING).forEach(Contents::drop);
        // There is room for these now, but their bytes were not kept.
        assertThat(files.subList(FITTING, 100))
                .allSatisfy(file -> assertThat(file.end()).isNull());
    }

    @Test
    void theFirstThatFitAreHeldWhole() {
        List<Contents.Taken> files = underWay(100, EACH);
        addHalf(files);
        addHalf(files);
        assertThat(files.stream().map(Contents.Taken::end).filter(content -> content != null))
                .hasSize(FITTING);
    }

    @Test
    void whatIsDroppedOrTurnsOutSmallerLeavesItsRoomToOthers() {
        List<Contents.Taken> dropped = underWay(FITTING, EACH);
        addHalf(dropped);
        dropped.forEach(Contents::drop);
        dropped.forEach(Contents::drop);
        List<Contents.Taken> smaller = underWay(FITTING, EACH);
        addHalf(smaller);
        assertThat(smaller).allSatisfy(file -> assertThat(file.end()).isNotNull());
        List<Contents.Taken> others = underWay(FITTING / 2, EACH);
        addHalf(others);
        addHalf(others);
        assertThat(others).allSatisfy(file -> assertThat(file.end()).isNotNull());
        assertThat(contents.take(file(1))).isNull();
    }

    @Test
    void whatClaimsToBeEmptyIsBoundedToo() {
        List<Contents.Taken> files = underWay(100, 0);
        files.forEach(file -> file.add(ByteBuffer.allocate(EACH)));
        files.subList(0, FITTING).forEach(Contents::drop);
        assertThat(files.subList(FITTING, 100))
                .allSatisfy(file -> assertThat(file.end()).isNull());
    }
}
