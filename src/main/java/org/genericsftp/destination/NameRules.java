package org.genericsftp.destination;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/** Which names a destination can hold as they are. A name is never altered to make it fit: it is copied exactly, or refused. */
public enum NameRules {
    UNIX {
        @Override
        @Nullable
        String systemFaultOf(String name) {
            return longerThan255Bytes(name) ? "is longer than 255 bytes" : null;
        }
    },

    /** [MS-FSCC] 2.1.5 and "Naming Files, Paths, and Namespaces" of the Windows documentation. */
    WINDOWS {
        @Override
        @Nullable
        String systemFaultOf(String name) {
            if (name.length() > LONGEST) {
                return "is longer than 255 characters";
            }
            if (RESERVED_CHARACTERS.matcher(name).find()) {
                return "holds a character that Windows reserves";
            }
            if (name.endsWith(".") || name.endsWith(" ")) {
                return "ends with a dot or a space, which Windows drops";
            }
            return DEVICES.matcher(name).matches() ? "is the name of a device on Windows" : null;
        }
    };

    private static final int LONGEST = 255;
    private static final int DEEPEST = 100;
    private static final Pattern RESERVED_CHARACTERS = Pattern.compile("[\\x00-\\x1F\\\\:*?\"<>|]");
    private static final Pattern DEVICES = Pattern.compile(
            "(CON|PRN|AUX|NUL|CONIN\\$|CONOUT\\$|(COM|LPT)[0-9¹²³]) *(\\..*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    abstract @Nullable String systemFaultOf(String name);

    /** What keeps a file or folder of that name from being copied, as the end of a sentence; null where nothing does. */
    public @Nullable String faultOf(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0) {
            return "is no single name";
        }
        if (TemporaryNames.isTemporary(name)) {
            return "looks like a temporary file of this program";
        }
        return systemFaultOf(name);
    }

    /** @throws FileException NAME_REJECTED, when no file can be copied to that path */
    public void check(RelativePath path) throws FileException {
        if (path.isRoot()) {
            throw rejected(path, "the path names no file");
        }
        var names = path.names();
        if (names.size() > DEEPEST) {
            throw rejected(path, "the path is deeper than " + DEEPEST + " folders");
        }
        for (String name : names) {
            String fault = faultOf(name);
            if (fault != null) {
                throw rejected(path, "the name \"" + Printable.escape(name) + "\" " + fault);
            }
        }
    }

    /** @throws FileException NAME_REJECTED where the workers keep files of their own, or would on a system that ignores case */
    static void requireNotKept(RelativePath path) throws FileException {
        if (path.names().get(0).equalsIgnoreCase(KeptFiles.FOLDER.value())) {
            throw rejected(path, "the folder \"" + KeptFiles.FOLDER + "\" is kept for this program's own files");
        }
    }

    /** Why a name can't be had at which another one is listed, as the end of a sentence. */
    public static String takenBy(String stored) {
        return "\"" + stored + "\" stands there, which is the same name at this destination";
    }

    private static FileException rejected(RelativePath path, String why) {
        return new FileException(
                ErrorCode.NAME_REJECTED,
                Remedy.NEVER,
                "Cannot keep a file named \"" + Printable.escape(path.value()) + "\" at the destination: " + why);
    }

    private static boolean longerThan255Bytes(String name) {
        // A character takes three bytes at most (a pair of them four): most names need no encoding.
        return name.length() * 3 > LONGEST && name.getBytes(StandardCharsets.UTF_8).length > LONGEST;
    }
}
