package org.genericsftp.sftp;

import java.util.Arrays;

/** Arithmetic on paths as the server spells them: bytes, of which only {@code /} has a meaning. */
final class RemotePath {
    private RemotePath() {}

    static byte[] join(byte[] folder, byte[] name) {
        boolean slash = folder.length > 0 && folder[folder.length - 1] == '/';
        byte[] path = Arrays.copyOf(folder, folder.length + (slash ? 0 : 1) + name.length);
        path[path.length - name.length - 1] = '/';
        System.arraycopy(name, 0, path, path.length - name.length, name.length);
        return path;
    }

    /** Whether an absolute path, free of links and dots, is the folder itself or below it. */
    static boolean isIn(byte[] path, byte[] folder) {
        int length = folder.length > 0 && folder[folder.length - 1] == '/' ? folder.length - 1 : folder.length;
        return path.length >= length
                && Arrays.equals(path, 0, length, folder, 0, length)
                && (path.length == length || path[length] == '/');
    }
}
