package org.genericsftp.local;

import java.nio.file.FileSystemException;
import org.genericsftp.destination.NameRules;

/** Something stands at a name that is another one, and the same to the file system. */
final class NameTakenException extends FileSystemException {
    private static final long serialVersionUID = 1;

    NameTakenException(String name, String stored) {
        super(name, null, NameRules.takenBy(stored));
    }
}
