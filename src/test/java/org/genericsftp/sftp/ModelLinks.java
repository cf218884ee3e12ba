package org.genericsftp.sftp;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.genericsftp.packets.Protocol;
import org.jspecify.annotations.Nullable;

/** The symbolic links of the {@link ModelServer}, which it follows as an operating system does. */
final class ModelLinks {
    private static final int MOST_LINKS = 40;

    /** What the server tells of them. */
    enum Manners {
        /** As OpenSSH: REALPATH resolves them, LSTAT tells of the link itself. */
        REAL_REALPATH,
        /** As MINA SSHD: REALPATH only tidies the path. */
        LEXICAL_REALPATH,
        /** REALPATH only tidies the path, and LSTAT tells of what a link leads to. */
        LSTAT_FOLLOWS,
        /**
         * As ProFTPD's mod_sftp: REALPATH resolves them, LSTAT tells of what a link leads to, and READLINK is unsupported for
         * what is no link.
         */
        MOD_SFTP,
        /** REALPATH only tidies the path, and there is no READLINK. */
        NO_READLINK,
        /** REALPATH resolves them, LSTAT tells of what a link leads to, and there is no READLINK. */
        ONLY_REALPATH
    }

    private final Map<String, String> links = new ConcurrentHashMap<>();
    private volatile Manners manners = Manners.REAL_REALPATH;

    void add(String path, String target) {
        links.put(path, target);
    }

    void behave(Manners others) {
        manners = others;
    }

    boolean tellTargets() {
        return manners != Manners.NO_READLINK && manners != Manners.ONLY_REALPATH;
    }

    /** Whether LSTAT tells of a link, and not of what it leads to. */
    boolean showThemselves() {
        return switch (manners) {
            case LSTAT_FOLLOWS, MOD_SFTP, ONLY_REALPATH -> false;
            case REAL_REALPATH, LEXICAL_REALPATH, NO_READLINK -> true;
        };
    }

    /** The status for READLINK where something is that is no link. */
    int refusalOfNoLink() {
        return manners == Manners.MOD_SFTP ? Protocol.OP_UNSUPPORTED : Protocol.FAILURE;
    }

    /** The answer to REALPATH; null where there is none. */
    @Nullable
    String realPath(String path) {
        return switch (manners) {
            case REAL_REALPATH, MOD_SFTP, ONLY_REALPATH -> real(path);
            case LEXICAL_REALPATH, LSTAT_FOLLOWS, NO_READLINK -> path;
        };
    }

    /** Where the link at a path leads, in its own words; null where there is no link. */
    @Nullable
    String target(String path) {
        return links.isEmpty() ? null : links.get(itself(path));
    }

    List<String> namesIn(String folder) {
        return links.keySet().stream()
                .filter(link -> link.startsWith(folder + "/") && link.indexOf('/', folder.length() + 1) < 0)
                .map(link -> link.substring(folder.length() + 1))
                .toList();
    }

    /** The path that a path leads to; null where links lead to each other. */
    @Nullable
    String real(String path) {
        if (links.isEmpty()) {
            return path;
        }
        String real = path;
        for (int followed = 0; followed <= MOST_LINKS; followed++) {
            String next = withoutFirstLink(real);
            if (next.equals(real)) {
                return real;
            }
            real = next;
        }
        return null;
    }

    /** The same, but for the last name, which may be that of a link. */
    String itself(String path) {
        int slash = path.lastIndexOf('/');
        String folder = real(path.substring(0, slash));
        if (folder == null) {
            return path;
        }
        return (folder.equals("/") ? "" : folder) + path.substring(slash);
    }

    private String withoutFirstLink(String path) {
        String at = "";
        String[] names = path.split("/", -1);
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals("..")) {
                at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
            } else if (!names[i].isEmpty() && !names[i].equals(".")) {
                String next = at + "/" + names[i];
                String target = links.get(next);
                if (target != null) {
                    String rest = String.join("/", Arrays.copyOfRange(names, i + 1, names.length));
                    return (target.startsWith("/") ? target : at + "/" + target) + (rest.isEmpty() ? "" : "/" + rest);
                }
                at = next;
            }
        }
        return at.isEmpty() ? "/" : at;
    }
}
