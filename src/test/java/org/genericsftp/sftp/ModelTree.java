package org.genericsftp.sftp;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Follows links as an operating system does, for the {@link ModelServer}. */
record ModelTree(Map<String, String> links) {
    private static final int MOST_LINKS = 40;

    /** The path that a path leads to; null where links lead to each other. */
    @Nullable
    String real(String path) {
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
