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
import org.genericsftp.file.RelativePath;
import org.genericsftp.plan.Layout;
import org.genericsftp.share.ShareAddress;
import org.jspecify.annotations.Nullable;

/**
 * Finds clients whose copies go to one folder, or to folders that lie in each other: files of the same name would replace
 * each other there without end. What their layouts make of these folders is taken into account, up to the first date. Links are
 * resolved; that a share and a local directory are one can't be seen.
 */
final class DestinationOverlaps {
    /** A mount whose server is away answers nothing. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    private DestinationOverlaps() {}

    /**
     * Two clients of which one's copies may replace the other's.
     *
     * @param text says how their folders lie to each other
     */
    record Overlap(String one, String other, String text) {
        boolean concerns(String client) {
            return one.equals(client) || other.equals(client);
        }
    }

    /** A warning for each such pair; none when all is well. */
    static List<String> warnings(List<ClientConfiguration> clients) {
        return of(clients).stream()
                .map(overlap -> overlap.text() + ": files of the same path replace each other there")
                .toList();
    }

    /** Each such pair. */
    static List<Overlap> of(List<ClientConfiguration> clients) {
        // Links are resolved once for each client, and not for each pair.
        List<List<Folder>> folders = clients.stream().map(Folder::of).toList();
        List<Overlap> overlaps = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            for (int j = i + 1; j < folders.size(); j++) {
                compare(folders.get(i), folders.get(j), overlaps);
            }
        }
        return overlaps;
    }

    /** Each pair of one client's own that are not apart, in words. */
    static List<String> within(DestinationSettings.Several several) {
        List<Folder> folders = Folder.of("it", several, List.of(RelativePath.ROOT));
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < folders.size(); i++) {
            for (Folder other : folders.subList(i + 1, folders.size())) {
                Relation relation = folders.get(i).relation(RelativePath.ROOT, other, RelativePath.ROOT);
                if (relation != Relation.APART) {
                    pairs.add(folders.get(i).shown() + " " + relation.text + " " + other.shown());
                }
            }
        }
        return pairs;
    }

    private static void compare(List<Folder> some, List<Folder> others, List<Overlap> overlaps) {
        some.forEach(one -> others.forEach(other -> compare(one, other, overlaps)));
    }

    private static void compare(Folder one, Folder other, List<Overlap> overlaps) {
        for (RelativePath ofOne : one.below()) {
            for (RelativePath ofOther : other.below()) {
                Relation relation = one.relation(ofOne, other, ofOther);
                if (relation != Relation.APART) {
                    String text =
                            "The " + part(ofOne, "the ") + one.shown() + " of " + one.client() + " " + relation.text
                                    + " " + (ofOther.isRoot() ? "" : "the ") + part(ofOther, "")
                                    + (other.shown().equals(one.shown()) ? "that of " : "the " + other.shown() + " of ")
                                    + other.client();
                    overlaps.add(new Overlap(one.client(), other.client(), text));
                    return;
                }
            }
        }
    }

    private static String part(RelativePath below, String article) {
        return below.isRoot() ? "" : "folder \"" + below + "\" of " + article;
    }

    private enum Relation {
        APART("is apart from"),
        SAME("is the same folder as"),
        WITHIN("lies in"),
        AROUND("holds");

        private final String text;

        Relation(String text) {
            this.text = text;
        }
    }

    /**
     * Where a client's copies go, or one of several places.
     *
     * @param name the destination's among those of the client
     * @param names from the root or the server on
     * @param identity what tells a local folder that is mounted at two places; null where nothing does
     * @param below the folders in it in which its layouts put copies
     */
    private record Folder(
            String client,
            String name,
            boolean isLocal,
            List<String> names,
            @Nullable Object identity,
            List<RelativePath> below) {
        static List<Folder> of(ClientConfiguration client) {
            List<RelativePath> below = client.job().layouts().all().stream()
                    .map(Layout::undated)
                    .distinct()
                    .toList();
            return of(client.name(), client.destination(), below);
        }

        static List<Folder> of(String client, DestinationSettings destination, List<RelativePath> below) {
            return destination.single().entrySet().stream()
                    .map(named -> of(client, named.getKey(), named.getValue(), below))
                    .toList();
        }

        private static Folder of(
                String client, String name, DestinationSettings destination, List<RelativePath> below) {
            if (destination instanceof DestinationSettings.Share share) {
                return new Folder(client, name, false, namesOf(share.settings().address()), null, below);
            }
            Path directory =
                    ((DestinationSettings.Local) destination).settings().directory();
            return Within.orElse(
                    LONGEST_LOOK,
                    () -> {
                        Path path = real(directory);
                        return new Folder(client, name, true, namesOf(path), identityOf(path), below);
                    },
                    () -> new Folder(client, name, true, namesOf(directory.toAbsolutePath()), null, below));
        }

        /** What it is called beside its client. */
        String shown() {
            return DestinationSettings.shown(name);
        }

        /** How a folder in this one lies to one in the other. */
        Relation relation(RelativePath ofThis, Folder other, RelativePath ofOther) {
            if (isLocal != other.isLocal) {
                return Relation.APART;
            }
            boolean mountedTwice = identity != null && identity.equals(other.identity);
            List<String> one = namesIn(ofThis);
            List<String> two = mountedTwice ? namesIn(ofOther) : other.namesIn(ofOther);
            if (one.equals(two)) {
                return Relation.SAME;
            }
            if (beginsWith(one, two)) {
                return Relation.WITHIN;
            }
            return beginsWith(two, one) ? Relation.AROUND : Relation.APART;
        }

        private List<String> namesIn(RelativePath folder) {
            Stream<String> inIt = folder.names().stream();
            return Stream.concat(names.stream(), isLocal ? inIt : inIt.map(DestinationOverlaps::onServers))
                    .toList();
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
    private static String onServers(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static List<String> namesOf(ShareAddress address) {
        List<String> names = new ArrayList<>();
        names.add(address.server() + ":" + address.port());
        names.add(address.share());
        names.addAll(address.folders());
        return names.stream().map(DestinationOverlaps::onServers).toList();
    }
}
