package org.genericsftp.local;

import java.nio.file.FileSystemException;

/** The file system can't keep a name, or not as it is. */
final class NameRefusedException extends FileSystemException {
    private static final long serialVersionUID = 1;

    NameRefusedException(String name, String why) {
        super(name, null, why);
    }
}
