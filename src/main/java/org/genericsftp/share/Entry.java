package org.genericsftp.share;

import com.hierynomus.msdtyp.FileTime;
import com.hierynomus.msfscc.fileinformation.FileIdBothDirectoryInformation;
import java.time.Instant;
import org.genericsftp.file.FileStamp;

/**
 * What a folder holds under a name.
 *
 * @param name as it is stored: servers find it by others, too, that differ in case or are short forms of it
 * @param reparseTag what kind of link or placeholder it is ([MS-FSCC] 2.1.2.1); 0 for none
 */
record Entry(String name, long attributes, long reparseTag, long sizeBytes, Instant modified) {
    /** An ordinary file. */
    static final Entry PLAIN = new Entry("", 0, 0, 0, Instant.EPOCH);

    private static final long READ_ONLY = 0x1;
    private static final long DIRECTORY = 0x10;
    private static final long REPARSE_POINT = 0x400;
    /** The bit that all tags have which stand for something elsewhere: symbolic links, junctions. */
    private static final long SURROGATE = 0x2000_0000L;

    private static final long TICKS_PER_SECOND = 10_000_000;
    private static final int NANOS_PER_TICK = 100;

    static Entry of(FileIdBothDirectoryInformation found) {
        boolean reparse = (found.getFileAttributes() & REPARSE_POINT) != 0;
        return new Entry(
                found.getFileName(),
                found.getFileAttributes(),
                // [MS-FSCC] 2.4.20: the tag stands in the place of the size of extended attributes.
                reparse ? found.getEaSize() : 0,
                found.getEndOfFile(),
                instant(found.getLastWriteTime()));
    }

    boolean isFolder() {
        return (attributes & DIRECTORY) != 0 && !isLink();
    }

    boolean isLink() {
        return (reparseTag & SURROGATE) != 0;
    }

    boolean isFile() {
        return (attributes & DIRECTORY) == 0 && !isLink();
    }

    boolean isReadOnly() {
        return (attributes & READ_ONLY) != 0;
    }

    FileStamp stamp() {
        return new FileStamp(sizeBytes, modified);
    }

    private static Instant instant(FileTime time) {
        long ticks = time.getWindowsTimeStamp() - FileTime.WINDOWS_TO_UNIX_EPOCH;
        return Instant.ofEpochSecond(
                Math.floorDiv(ticks, TICKS_PER_SECOND), Math.floorMod(ticks, TICKS_PER_SECOND) * NANOS_PER_TICK);
    }

    /** In ticks of 100 ns since 1601. */
    static FileTime fileTime(Instant instant) {
        return new FileTime(FileTime.WINDOWS_TO_UNIX_EPOCH
                + Math.multiplyExact(instant.getEpochSecond(), TICKS_PER_SECOND)
                + instant.getNano() / NANOS_PER_TICK);
    }
}
