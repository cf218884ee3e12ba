package org.genericsftp.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What a segment holds: a line that names the format, and one for each delivery: its time, the fingerprint, and the CRC-32 of
 * both, in lower-case hexadecimal. {@code 656c3f80 0123456789abcdef01234567 1f2e3d4c}
 */
final class SegmentText {
    static final byte[] HEADER = "gsc-journal-1\n".getBytes(StandardCharsets.US_ASCII);

    private static final int TIME = 8;
    private static final int FILE = TIME + 1;
    private static final int SECOND_HALF = FILE + 16;
    private static final int SUMMED = SECOND_HALF + 8;
    private static final int SUM = SUMMED + 1;
    /** Of a line, without its end. */
    private static final int LENGTH = SUM + 8;

    static final int LINE_BYTES = LENGTH + 1;

    private SegmentText() {}

    /**
     * What could be read.
     *
     * @param damaged how many lines were skipped: torn, altered, or none of this format
     */
    record Read(Entries entries, int damaged) {}

    static byte[] lines(List<Delivery> deliveries) {
        StringBuilder lines = new StringBuilder(deliveries.size() * LINE_BYTES);
        for (Delivery delivery : deliveries) {
            line(lines, delivery.file(), delivery.at().getEpochSecond());
        }
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void line(StringBuilder lines, Fingerprint file, long second) {
        HexFormat hex = HexFormat.of();
        String summed =
                hex.toHexDigits((int) second) + " " + hex.toHexDigits(file.first()) + hex.toHexDigits(file.second());
        lines.append(summed).append(' ').append(hex.toHexDigits(sumOf(summed))).append('\n');
    }

    private static int sumOf(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return (int) sum.getValue();
    }

    /** Never fails, whatever the bytes are. */
    static Read read(byte[] segment) {
        Entries entries = new Entries();
        if (segment.length < HEADER.length || !Arrays.equals(segment, 0, HEADER.length, HEADER, 0, HEADER.length)) {
            return new Read(entries, 1);
        }
        int damaged = 0;
        int begin = HEADER.length;
        while (begin < segment.length) {
            int end = endOfLine(segment, begin);
            if (end < 0 || !take(segment, begin, end, entries)) {
                damaged++;
            }
            begin = end < 0 ? segment.length : end + 1;
        }
        return new Read(entries, damaged);
    }

    private static int endOfLine(byte[] segment, int begin) {
        for (int i = begin; i < segment.length; i++) {
            if (segment[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static boolean take(byte[] segment, int begin, int end, Entries entries) {
        if (end - begin != LENGTH) {
            return false;
        }
        String line = new String(segment, begin, LENGTH, StandardCharsets.ISO_8859_1);
        try {
            if (HexFormat.fromHexDigits(line, SUM, LENGTH) != sumOf(line.substring(0, SUMMED))) {
                return false;
            }
            long second = HexFormat.fromHexDigitsToLong(line, 0, TIME);
            long first = HexFormat.fromHexDigitsToLong(line, FILE, SECOND_HALF);
            int rest = HexFormat.fromHexDigits(line, SECOND_HALF, SUMMED);
            if (second == 0) {
                return false;
            }
            entries.put(new Fingerprint(first, rest), second);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
