package org.genericsftp.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.share.ShareAddress;

/**
 * Finds clients whose copies go to one folder, or to folders that lie in each other: files of the same name would replace
 * each other there without end. Links are resolved; that a share and a local directory are one can't be seen.
 */
public final class DestinationOverlaps {
    private DestinationOverlaps() {}

    /** A warning for each such pair; none when all is well. */
    public static List<String> warnings(List<ClientConfiguration> clients) {
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            for (int j = i + 1; j < clients.size(); j++) {
                compare(clients.get(i), clients.get(j), warnings);
            }
        }
        return warnings;
    }

    private static void compare(ClientConfiguration one, ClientConfiguration other, List<String> warnings) {
        Relation relation = relation(one.destination(), other.destination());
        String how = switch (relation) {
            case APART -> "";
            case SAME -> "is the same folder as that of " + other.name();
            case WITHIN -> "lies in that of " + other.name();
            case AROUND -> "holds that of " + other.name();
        };
        if (relation != Relation.APART) {
            warnings.add("The destination-directory of " + one.name() + " " + how
                    + ": files of the same path replace each other there");
        }
    }

    private enum Relation {
        APART,
        SAME,
        WITHIN,
        AROUND
    }

    private static Relation relation(DestinationSettings one, DestinationSettings other) {
        if (one instanceof DestinationSettings.Local local && other instanceof DestinationSettings.Local otherLocal) {
            return relation(local.settings(), otherLocal.settings());
        }
        if (one instanceof DestinationSettings.Share share && other instanceof DestinationSettings.Share otherShare) {
            return relation(share.settings().address(), otherShare.settings().address());
        }
        return Relation.APART;
    }

    private static Relation relation(LocalSettings one, LocalSettings other) {
        Path path = real(one.directory());
        Path otherPath = real(other.directory());
        if (path.equals(otherPath) || isSameFile(path, otherPath)) {
            return Relation.SAME;
        }
        if (path.startsWith(otherPath)) {
            return Relation.WITHIN;
        }
        return otherPath.startsWith(path) ? Relation.AROUND : Relation.APART;
    }

    /** As far as it is there now. */
    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException notThere) {
            Path absolute = directory.toAbsolutePath().normalize();
            Path parent = absolute.getParent();
            return parent == null ? absolute : real(parent).resolve(absolute.getFileName());
        }
    }

    /** It may be mounted at two places. */
    private static boolean isSameFile(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException notThere) {
            return false;
        }
    }

    private static Relation relation(ShareAddress one, ShareAddress other) {
        List<String> path = names(one);
        List<String> otherPath = names(other);
        if (path.equals(otherPath)) {
            return Relation.SAME;
        }
        if (startsWith(path, otherPath)) {
            return Relation.WITHIN;
        }
        return startsWith(otherPath, path) ? Relation.AROUND : Relation.APART;
    }

    private static boolean startsWith(List<String> path, List<String> beginning) {
        return path.size() > beginning.size()
                && path.subList(0, beginning.size()).equals(beginning);
    }

    /** Servers take names that differ in case for one. */
    private static List<String> names(ShareAddress address) {
        List<String> names = new ArrayList<>();
        names.add(address.server() + ":" + address.port());
        names.add(address.share());
        names.addAll(address.folders());
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }
}
