package org.genericsftp.ssh;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The content of a text file with one byte for each character, as known_hosts and key files should have it: PowerShell's
 * {@code >} and some editors write UTF-16, or put a byte order mark before UTF-8.
 */
final class PlainBytes {
    private PlainBytes() {}

    /** Characters that a byte can't hold become question marks; what is not UTF-16 stays as it is. */
    static byte[] of(byte[] file) {
        if (startsWith(file, 0xEF, 0xBB, 0xBF)) {
            return Arrays.copyOfRange(file, 3, file.length);
        }
        if (startsWith(file, 0xFF, 0xFE)) {
            return decoded(file, 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(file, 0xFE, 0xFF)) {
            return decoded(file, 2, StandardCharsets.UTF_16BE);
        }
        return isAsciiBefore0(file) ? decoded(file, 0, StandardCharsets.UTF_16LE) : file;
    }

    private static boolean isAsciiBefore0(byte[] file) {
        return file.length > 3 && file[0] > 0 && file[1] == 0 && file[2] > 0 && file[3] == 0;
    }

    private static byte[] decoded(byte[] file, int from, Charset charset) {
        return new String(file, from, file.length - from, charset).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean startsWith(byte[] file, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (file.length <= i || (file[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
