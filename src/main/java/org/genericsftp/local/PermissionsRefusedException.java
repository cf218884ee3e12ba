package org.genericsftp.local;

import java.nio.file.FileSystemException;

/** What is made can't have the mode or the group that it is to have. */
final class PermissionsRefusedException extends FileSystemException {
    private static final long serialVersionUID = 1;

    PermissionsRefusedException(String name, String why) {
        super(name, null, why);
    }
}
