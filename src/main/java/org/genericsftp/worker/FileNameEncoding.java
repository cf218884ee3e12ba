package org.genericsftp.worker;

import java.io.File;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How this JVM hands file names to the operating system. Under a locale that is not UTF-8 (an unset LANG in cron,
 * systemd or a slim image) it can't write {@code ünï.csv}, or writes it as something else.
 */
public final class FileNameEncoding {
    private FileNameEncoding() {}

    /** What is wrong, and the remedy; empty where every name can be written. */
    public static Optional<String> fault() {
        boolean byLocale = File.separatorChar == '/';
        return byLocale ? faultOf(System.getProperty("sun.jnu.encoding")) : Optional.empty();
    }

    static Optional<String> faultOf(@Nullable String encoding) {
        if (encoding == null || isUtf8(encoding)) {
            return Optional.empty();
        }
        return Optional.of("File names would be written as " + encoding + ", but have to be UTF-8:"
                + " set a UTF-8 locale for this process, such as LC_ALL=C.UTF-8, and start it again");
    }

    private static boolean isUtf8(String encoding) {
        try {
            return Charset.forName(encoding).equals(StandardCharsets.UTF_8);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return false;
        }
    }
}
