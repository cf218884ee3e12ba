package org.genericsftp.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.genericsftp.share.ShareAddress;
import org.jspecify.annotations.Nullable;

/**
 * Finds clients whose copies go to one folder, or to folders that lie in each other: files of the same name would replace
 * each other there without end. Links are resolved; that a share and a local directory are one can't be seen.
 */
final class DestinationOverlaps {
    /** A mount whose server is away answers nothing. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    private DestinationOverlaps() {}

    /** A warning for each such pair; none when all is well. */
    static List<String> warnings(List<ClientConfiguration> clients) {
        // Links are resolved once for each client, and not for each pair.
        List<Folder> folders = clients.stream().map(Folder::of).toList();
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            for (int j = i + 1; j < folders.size(); j++) {
                compare(folders.get(i), folders.get(j), warnings);
            }
        }
        return warnings;
    }

    private static void compare(Folder one, Folder other, List<String> warnings) {
        Relation relation = one.relationTo(other);
        String how = switch (relation) {
            case APART -> "";
            case SAME -> "is the same folder as that of " + other.client();
            case WITHIN -> "lies in that of " + other.client();
            case AROUND -> "holds that of " + other.client();
        };
        if (relation != Relation.APART) {
            warnings.add("The destination-directory of " + one.client() + " " + how
                    + ": files of the same path replace each other there");
        }
    }

    private enum Relation {
        APART,
        SAME,
        WITHIN,
        AROUND
    }

    /**
     * Where a client's copies go.
     *
     * @param names from the root or the server on
     * @param identity what tells a local folder that is mounted at two places; null where nothing does
     */
    private record Folder(
            String client,
            boolean isLocal,
            List<String> names,
            @Nullable Object identity) {
        static Folder of(ClientConfiguration client) {
            if (client.destination() instanceof DestinationSettings.Share share) {
                return new Folder(client.name(), false, namesOf(share.settings().address()), null);
            }
            Path directory = ((DestinationSettings.Local) client.destination())
                    .settings()
                    .directory();
            return Within.orElse(
                    LONGEST_LOOK,
                    () -> {
                        Path path = real(directory);
                        return new Folder(client.name(), true, namesOf(path), identityOf(path));
                    },
                    () -> new Folder(client.name(), true, namesOf(directory.toAbsolutePath()), null));
        }

        Relation relationTo(Folder other) {
            if (isLocal != other.isLocal) {
                return Relation.APART;
            }
            if (names.equals(other.names) || (identity != null && identity.equals(other.identity))) {
                return Relation.SAME;
            }
            if (beginsWith(names, other.names)) {
                return Relation.WITHIN;
            }
            return beginsWith(other.names, names) ? Relation.AROUND : Relation.APART;
        }

        private static boolean beginsWith(List<String> path, List<String> beginning) {
            return path.size() > beginning.size()
                    && path.subList(0, beginning.size()).equals(beginning);
        }
    }

    private static List<String> namesOf(Path path) {
        return Stream.concat(
                        Stream.of(String.valueOf(path.getRoot())),
                        StreamSupport.stream(path.spliterator(), false).map(Path::toString))
                .toList();
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

    private static @Nullable Object identityOf(Path directory) {
        try {
            return Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
        } catch (IOException notThere) {
            return null;
        }
    }

    /** Servers take names that differ in case for one. */
    private static List<String> namesOf(ShareAddress address) {
        List<String> names = new ArrayList<>();
        names.add(address.server() + ":" + address.port());
        names.add(address.share());
        names.addAll(address.folders());
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }
}
