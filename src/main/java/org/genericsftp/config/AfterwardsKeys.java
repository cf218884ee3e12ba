package org.genericsftp.config;

import java.util.Optional;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.AllowedAfterwards;
import org.genericsftp.plan.Layouts;
import org.genericsftp.request.FileRequest;
import org.jspecify.annotations.Nullable;

/** What may become of files at the source: what can stand below a client's {@code afterwards}, and how it is read. */
final class AfterwardsKeys {
    static final KeyTable TABLE = new KeyTable();

    static final Key<Boolean> DELETE = TABLE.usually(
            "delete", ValueType.YES_OR_NO, false, "Whether requests may have the files deleted that were delivered");

    static final Key<Afterwards> MOVE_TO = TABLE.optional(
            "move-to",
            new ValueType<>(
                    "a folder below the source directory, such as processed",
                    true,
                    Afterwards::moveTo,
                    move -> String.valueOf(move.moveTo())),
            "The folder below the source directory to which, or to folders in which, requests may have them moved; it is not"
                    + " searched any more");

    /** What a sync does. */
    enum OfSync {
        NOTHING,
        DELETE,
        MOVE
    }

    static final Key<OfSync> SYNC = TABLE.usually(
            "sync", ValueType.oneOf(OfSync.class), OfSync.NOTHING, "What a sync does with the files that it delivered");

    private AfterwardsKeys() {}

    /**
     * What is allowed, and what every sync does.
     *
     * @param sync null for nothing
     */
    record Read(AllowedAfterwards allowed, @Nullable Afterwards sync) {
        static final Read NOTHING = new Read(AllowedAfterwards.NONE, null);
    }

    /** Of use only where the client's section has no faults. */
    static Read read(Section client, FileRequest syncFilter, Layouts layouts) {
        if (client.has(ClientKeys.AFTERWARDS)
                && !client.find(ClientKeys.DURABLE).orElse(true)) {
            client.fault(
                    ClientKeys.AFTERWARDS,
                    "does not go with durable: false, as copies could be lost that have no source");
        }
        if (client.has(ClientKeys.AFTERWARDS)) {
            LayoutOverlaps.of(layouts)
                    .forEach(pair -> client.fault(
                            ClientKeys.AFTERWARDS,
                            "does not go with layouts that share a folder, where the only copy of a file could be replaced: "
                                    + pair + "; give each a folder of its own"));
        }
        return client.section(ClientKeys.AFTERWARDS, TABLE)
                .map(section -> read(client, section, syncFilter))
                .orElse(Read.NOTHING);
    }

    private static Read read(Section client, Section section, FileRequest syncFilter) {
        boolean delete = section.find(DELETE).orElse(false);
        Optional<Afterwards> move = section.find(MOVE_TO);
        if (!delete && !section.has(MOVE_TO)) {
            client.fault(ClientKeys.AFTERWARDS, "allows nothing: give delete: true, or move-to");
        }
        Afterwards sync = switch (section.find(SYNC).orElse(OfSync.NOTHING)) {
            case NOTHING -> null;
            case DELETE -> ofSync(section, delete ? Optional.of(Afterwards.DELETE) : Optional.empty(), "delete: true");
            case MOVE -> ofSync(section, move, "move-to");
        };
        AllowedAfterwards allowed =
                new AllowedAfterwards(delete, move.map(Afterwards::moveTo).orElse(null));
        if (sync != null) {
            check(section, syncFilter, allowed);
        }
        return new Read(allowed, sync);
    }

    private static @Nullable Afterwards ofSync(Section section, Optional<Afterwards> allowed, String needed) {
        if (allowed.isEmpty()) {
            section.fault(SYNC, "needs " + needed);
        }
        return allowed.orElse(null);
    }

    private static void check(Section section, FileRequest syncFilter, AllowedAfterwards allowed) {
        if (syncFilter.growing()) {
            section.fault(SYNC, "does not go with growing: true in sync-filter, as such files have no end");
        }
        String folder = syncFilter.directory().text();
        if (Afterwards.moveTo(folder)
                .map(Afterwards::moveTo)
                .filter(allowed::holdsMoved)
                .isPresent()) {
            section.fault(SYNC, "does not go with a directory in sync-filter that is where files are moved to");
        }
    }
}
