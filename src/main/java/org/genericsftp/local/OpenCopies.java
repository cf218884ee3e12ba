package org.genericsftp.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.genericsftp.destination.CallWatch;
import org.genericsftp.destination.KeptFiles;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;

/** Finds files that are there, and opens them to be read. */
final class OpenCopies {
    private final Jail jail;
    private final LocalErrors errors;

    OpenCopies(Jail jail, LocalErrors errors) {
        this.jail = jail;
        this.errors = errors;
    }

    /** @throws FileException FILE_NOT_FOUND, and what keeps it from being read */
    FileChannel open(RelativePath path) throws FileException {
        LocalNames.check(path);
        try (Jail.Entered entered = jail.find(path.parent())) {
            BasicFileAttributes found =
                    entered == null ? null : entered.folder().look(path.name());
            if (entered == null || found == null || found.isDirectory()) {
                throw missing(path);
            }
            if (!found.isRegularFile()) {
                throw errors.inTheWay("Cannot read", path, found);
            }
            return entered.folder().read(path.name());
        } catch (NameTakenException e) {
            throw missing(path);
        } catch (IOException e) {
            throw errors.explain("Cannot read", path, e);
        }
    }

    private FileException missing(RelativePath path) {
        return errors.error(ErrorCode.FILE_NOT_FOUND, Remedy.LATER, "Cannot read", path, "there is no such file");
    }

    /** The regular files in a folder, as many at most; none where the folder is not there. */
    List<KeptFiles.Kept> list(RelativePath path, Predicate<String> names, int most) throws FileException {
        List<KeptFiles.Kept> kept = new ArrayList<>();
        try (Jail.Entered entered = jail.find(path)) {
            if (entered != null) {
                Folder folder = entered.folder();
                folder.list(name -> {
                    CallWatch.step("looking for files");
                    if (kept.size() < most && names.test(name)) {
                        BasicFileAttributes found = folder.look(name);
                        if (found != null && found.isRegularFile()) {
                            kept.add(new KeptFiles.Kept(name, found.size()));
                        }
                    }
                });
            }
            return kept;
        } catch (IOException e) {
            throw errors.explain("Cannot look for files in", path, e);
        }
    }
}
