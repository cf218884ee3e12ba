package org.genericsftp.local;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.genericsftp.destination.NameRules;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;

/** Which names this system's files can have. */
final class LocalNames {
    private static final NameRules RULES = File.separatorChar == '\\' ? NameRules.WINDOWS : NameRules.UNIX;

    private LocalNames() {}

    static boolean canHold(String name) {
        return RULES.faultOf(name) == null && isSpellable(name);
    }

    /** @throws FileException NAME_REJECTED */
    static void check(RelativePath path) throws FileException {
        RULES.check(path);
        if (!isSpellable(path.value())) {
            throw new FileException(
                    ErrorCode.NAME_REJECTED,
                    Remedy.NEVER,
                    "Cannot keep a file named \"" + Printable.escape(path.value())
                            + "\" at the destination: this process can't spell the name, its encoding of file names is "
                            + System.getProperty("sun.jnu.encoding")
                            + " (start it with LC_ALL=C.UTF-8 if that is not UTF-8)");
        }
    }

    /** Whether the name can be written in the encoding that Java has taken from the locale, and that has no lone surrogates. */
    private static boolean isSpellable(String name) {
        try {
            Path unused = Path.of(name);
            return true;
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
