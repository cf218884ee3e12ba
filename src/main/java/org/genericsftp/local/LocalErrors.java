package org.genericsftp.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.genericsftp.destination.DestinationErrors;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;

/** Says what an error of the file system means, and where it struck. */
final class LocalErrors extends DestinationErrors {
    /** Java has no types for these: the texts of strerror(3), and of Windows. */
    private static final List<Meaning> MEANINGS = List.of(
            new Meaning("No space left on device", ErrorCode.DISK_FULL, Remedy.LATER),
            new Meaning("Disk quota exceeded", ErrorCode.DISK_FULL, Remedy.LATER),
            new Meaning("not enough space on the disk", ErrorCode.DISK_FULL, Remedy.LATER),
            new Meaning("File too large", ErrorCode.DISK_FULL, Remedy.NEVER),
            new Meaning("Read-only file system", ErrorCode.PERMISSION_DENIED, Remedy.NEVER),
            new Meaning("Operation not permitted", ErrorCode.PERMISSION_DENIED, Remedy.NEVER),
            new Meaning("Too many levels of symbolic links", ErrorCode.PERMISSION_DENIED, Remedy.NEVER),
            new Meaning("File name too long", ErrorCode.NAME_REJECTED, Remedy.NEVER),
            // What FAT and exFAT, and file systems for UTF-8 only, answer to names that they can't hold.
            new Meaning("Invalid argument", ErrorCode.NAME_REJECTED, Remedy.NEVER),
            new Meaning("Invalid or incomplete multibyte", ErrorCode.NAME_REJECTED, Remedy.NEVER),
            new Meaning("Is a directory", ErrorCode.NAME_COLLISION, Remedy.NEVER),
            new Meaning("Not a directory", ErrorCode.NAME_COLLISION, Remedy.NEVER));

    LocalErrors(Path directory) {
        super(directory.toString());
    }

    private record Meaning(String text, ErrorCode code, Remedy remedy) {}

    @Override
    public FileException explain(String action, RelativePath path, Exception why) {
        if (why instanceof FileException explained) {
            return explained;
        }
        if (why instanceof AccessDeniedException) {
            return error(ErrorCode.PERMISSION_DENIED, Remedy.NEVER, action, path, "permission denied", why);
        }
        if (why instanceof NoSuchFileException) {
            return error(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, action, path, "it has gone", why);
        }
        if (why instanceof NameTakenException) {
            return error(ErrorCode.NAME_COLLISION, Remedy.NEVER, action, path, reason(why), why);
        }
        if (why instanceof NameRefusedException) {
            return error(ErrorCode.NAME_REJECTED, Remedy.NEVER, action, path, reason(why), why);
        }
        if (why instanceof PermissionsRefusedException) {
            return error(ErrorCode.PERMISSION_DENIED, Remedy.NEVER, action, path, reason(why), why);
        }
        if (why instanceof NotDirectoryException) {
            return error(ErrorCode.NAME_COLLISION, Remedy.NEVER, action, path, "it is no folder", why);
        }
        String reason = reason(why);
        for (Meaning meaning : MEANINGS) {
            if (reason.contains(meaning.text)) {
                return error(meaning.code, meaning.remedy, action, path, reason, why);
            }
        }
        return error(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, action, path, reason, why);
    }

    /** Something stands at the path that is neither replaced nor entered. */
    FileException inTheWay(String action, RelativePath path, BasicFileAttributes found) {
        if (found.isSymbolicLink()) {
            return error(
                    ErrorCode.PERMISSION_DENIED,
                    Remedy.NEVER,
                    action,
                    path,
                    "a symbolic link stands there, and links in the destination directory are not followed");
        }
        String what = found.isDirectory() ? "a folder" : found.isRegularFile() ? "a file" : "a device or pipe";
        return error(ErrorCode.NAME_COLLISION, Remedy.NEVER, action, path, what + " stands there");
    }

    /** That a disk is full shows in other ways than by what the system says. */
    FileException full(String action, RelativePath path, IOException why) {
        return error(ErrorCode.DISK_FULL, Remedy.LATER, action, path, "the disk is full", why);
    }

    private static String reason(Exception why) {
        String reason = why instanceof FileSystemException known ? known.getReason() : why.getMessage();
        return reason == null ? why.getClass().getSimpleName() : reason;
    }
}
