package org.genericsftp.sftp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Arithmetic on paths as the server spells them: bytes, of which only {@code /} has a meaning. */
final class RemotePath {
    /** The folder that all others are below. */
    static final byte[] TOP = {'/'};

    private RemotePath() {}

    static byte[] join(byte[] folder, byte[] name) {
        boolean slash = folder.length > 0 && folder[folder.length - 1] == '/';
        byte[] path = Arrays.copyOf(folder, folder.length + (slash ? 0 : 1) + name.length);
        path[path.length - name.length - 1] = '/';
        System.arraycopy(name, 0, path, path.length - name.length, name.length);
        return path;
    }

    /** A folder's path by way of its own entry, which only those get to who may enter it. */
    static byte[] self(byte[] folder) {
        return join(folder, new byte[] {'.'});
    }

    /** Whether an absolute path, free of links and dots, is the folder itself or below it. */
    static boolean isIn(byte[] path, byte[] folder) {
        int length = folder.length > 0 && folder[folder.length - 1] == '/' ? folder.length - 1 : folder.length;
        return path.length >= length
                && Arrays.equals(path, 0, length, folder, 0, length)
                && (path.length == length || path[length] == '/');
    }

    /** What follows the folder's path in that of something in it: names with slashes between, perhaps before them, too. */
    static byte[] below(byte[] path, byte[] folder) {
        return Arrays.copyOfRange(path, Math.min(folder.length, path.length), path.length);
    }

    static boolean isAbsolute(byte[] path) {
        return path.length > 0 && path[0] == '/';
    }

    /** The folder of what is at an absolute path. */
    static byte[] parent(byte[] path) {
        int slash = lastSlash(path);
        return slash <= 0 ? TOP.clone() : Arrays.copyOf(path, slash);
    }

    /** The last name of a path. */
    static byte[] name(byte[] path) {
        return Arrays.copyOfRange(path, lastSlash(path) + 1, path.length);
    }

    private static int lastSlash(byte[] path) {
        int slash = path.length - 1;
        while (slash >= 0 && path[slash] != '/') {
            slash--;
        }
        return slash;
    }

    /** The names between the slashes, empty ones left out. */
    static List<byte[]> names(byte[] path) {
        List<byte[]> names = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= path.length; i++) {
            if (i == path.length || path[i] == '/') {
                if (i > start) {
                    names.add(Arrays.copyOfRange(path, start, i));
                }
                start = i + 1;
            }
        }
        return names;
    }

    /** Whether a name is that of a folder itself, or of the one above. */
    static boolean isDots(byte[] name) {
        return (name.length == 1 && name[0] == '.') || (name.length == 2 && name[0] == '.' && name[1] == '.');
    }
}
