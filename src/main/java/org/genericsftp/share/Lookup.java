package org.genericsftp.share;

import com.hierynomus.mssmb2.SMBApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genericsftp.destination.Destination.View;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.PlacedFile;
import org.genericsftp.file.RelativePath;
import org.jspecify.annotations.Nullable;

/**
 * What is there already. A folder is listed once for all names that a job asks for, batch by batch, and not file by file.
 * The listing serves no other job: it belongs to the job's view, and ends with that or after a short while.
 */
final class Lookup {
    private static final String LOOK_UP = "Cannot look up";
    private static final int LISTED_WHOLE = 100_000;
    /** For fewer, listing a folder that may be large does not pay. */
    private static final int WORTH_LISTING = 3;

    private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long STAYS_LARGE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST_LISTINGS = 16;

    private final ShareTree tree;
    private final Folders folders;
    private final ShareErrors errors;
    private final ShareNames names;
    private final Map<Key, Listing> listings = new LinkedHashMap<>();
    private final Map<RelativePath, Long> large = new LinkedHashMap<>();

    Lookup(ShareTree tree, Folders folders, ShareErrors errors, ShareNames names) {
        this.tree = tree;
        this.folders = folders;
        this.errors = errors;
        this.names = names;
    }

    private record Key(View view, RelativePath folder) {}

    /** As {@link org.genericsftp.destination.Destination#view}. */
    View view() {
        return new View() {
            @Override
            public List<@Nullable FileStamp> compare(RelativePath folder, List<PlacedFile> files) throws FileException {
                return find(
                        this,
                        folder,
                        files.stream().map(file -> file.place().name()).toList());
            }

            @Override
            public void close() {
                forget(this);
            }
        };
    }

    /**
     * As {@link org.genericsftp.destination.Destination#lookup}.
     *
     * @param view of the job that asks; null where none does
     */
    List<@Nullable FileStamp> find(@Nullable View view, RelativePath folder, List<String> wanted) throws FileException {
        List<String> holdable = wanted.stream().filter(names::canHold).toList();
        if (holdable.isEmpty() || !folder.names().stream().allMatch(names::canHold) || !folders.find(folder)) {
            return Collections.nCopies(wanted.size(), null);
        }
        Iterator<@Nullable FileStamp> found = stamps(view, folder, holdable).iterator();
        List<@Nullable FileStamp> stamps = new ArrayList<>(wanted.size());
        for (String name : wanted) {
            stamps.add(names.canHold(name) ? found.next() : null);
        }
        return stamps;
    }

    private List<@Nullable FileStamp> stamps(@Nullable View view, RelativePath folder, List<String> wanted)
            throws FileException {
        List<String> stored = wanted.stream().map(names::stored).toList();
        Listing kept = view == null ? null : kept(new Key(view, folder));
        List<@Nullable FileStamp> told = kept == null ? null : kept.tell(stored);
        if (told != null) {
            return told;
        }
        if (wanted.size() >= WORTH_LISTING && !isLarge(folder)) {
            Listing listing = list(folder);
            if (listing != null) {
                if (view != null) {
                    keep(new Key(view, folder), listing);
                }
                told = listing.tell(stored);
            }
        }
        return told != null ? told : oneByOne(folder, wanted);
    }

    private List<@Nullable FileStamp> oneByOne(RelativePath folder, List<String> wanted) throws FileException {
        List<@Nullable FileStamp> stamps = new ArrayList<>(wanted.size());
        for (String name : wanted) {
            RelativePath path = folder.child(name);
            try {
                Entry found = tree.look(LOOK_UP, path);
                boolean itself = found != null && found.isFile() && found.name().equals(tree.storedName(path));
                stamps.add(itself && found != null ? found.stamp() : null);
            } catch (SMBApiException e) {
                if (!ShareErrors.isNoName(e)) {
                    throw errors.explain(LOOK_UP, path, e);
                }
                stamps.add(null);
            }
        }
        return stamps;
    }

    /** Null where the folder is too large. */
    private @Nullable Listing list(RelativePath folder) throws FileException {
        long begun = System.nanoTime();
        List<Entry> entries = new ArrayList<>();
        try {
            tree.list(LOOK_UP, folder, entry -> {
                entries.add(entry);
                return entries.size() <= LISTED_WHOLE;
            });
        } catch (SMBApiException e) {
            if (!ShareErrors.isMissing(e)) {
                throw errors.explain(LOOK_UP, folder, e);
            }
        }
        if (entries.size() > LISTED_WHOLE) {
            synchronized (this) {
                large.put(folder, begun);
            }
            return null;
        }
        return Listing.of(entries, begun);
    }

    private synchronized boolean isLarge(RelativePath folder) {
        large.values().removeIf(at -> System.nanoTime() - at > STAYS_LARGE_NANOS);
        return large.containsKey(folder);
    }

    private synchronized @Nullable Listing kept(Key key) {
        forgetStale();
        return listings.get(key);
    }

    private void forgetStale() {
        listings.values().removeIf(listing -> System.nanoTime() - listing.madeAtNanos() > FRESH_NANOS);
    }

    /** Whether nothing stood at the path a moment ago, as far as that is known without asking. */
    synchronized boolean wasMissing(RelativePath path) {
        forgetStale();
        String stored = tree.storedName(path);
        return listings.entrySet().stream()
                .filter(each -> each.getKey().folder.equals(path.parent()))
                .anyMatch(each -> !each.getValue().held(stored));
    }

    private synchronized void keep(Key key, Listing listing) {
        listings.remove(key);
        if (listings.size() >= MOST_LISTINGS) {
            listings.remove(listings.keySet().iterator().next());
        }
        listings.put(key, listing);
    }

    /** A file has been published. */
    synchronized void changed(RelativePath path) {
        listings.forEach((key, listing) -> {
            if (key.folder.equals(path.parent())) {
                listing.changed(tree.storedName(path));
            }
        });
    }

    private synchronized void forget(View view) {
        listings.keySet().removeIf(key -> key.view == view);
    }
}
