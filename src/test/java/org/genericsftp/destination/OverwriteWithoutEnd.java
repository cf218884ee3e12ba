package org.genericsftp.destination;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;

/** A worker that copies new contents to one path until it is killed; it prints a line for each piece that it has written. */
public final class OverwriteWithoutEnd {
    static final RelativePath PATH = new RelativePath("in/a.bin");

    private static final int PIECE = 50_000;
    private static final int LETTERS = 26;

    private OverwriteWithoutEnd() {}

    /** Never returns. */
    public static void run(Destination destination) throws IOException {
        for (int i = 0; ; i++) {
            try {
                overwrite(destination, (byte) ('a' + i % LETTERS));
            } catch (FileException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private static void overwrite(Destination destination, byte letter) throws IOException {
        byte[] piece = new byte[PIECE];
        Arrays.fill(piece, letter);
        FileStamp stamp = new FileStamp(length(letter), Instant.ofEpochSecond(1_700_000_000L + letter));
        try (PendingFile pending = destination.create(PATH, stamp)) {
            for (int written = 0; written < length(letter); written += PIECE) {
                pending.append(ByteBuffer.wrap(piece));
                System.out.println("written");
            }
            pending.publish();
        }
    }

    private static int length(byte letter) {
        return PIECE * (4 + letter % 7);
    }

    /** Whether it is one of the contents, from its first byte to its last. */
    static boolean isWhole(byte[] content) {
        if (content.length == 0 || content.length != length(content[0])) {
            return false;
        }
        for (byte each : content) {
            if (each != content[0]) {
                return false;
            }
        }
        return true;
    }
}
