package org.genericsftp.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.genericsftp.destination.Place;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.jspecify.annotations.Nullable;

/**
 * The only way into the destination directory: from its root, folder by folder, no link followed. Folders stay open for
 * a while, since most are entered many times; one that is entered again is first compared with what is at its path now.
 */
final class Jail implements Closeable {
    private static final int KEPT_OPEN = 64;
    /** A folder looked at so recently is entered without another look: thousands of small files a second depend on it. */
    private static final long TRUSTED_NANOS = Duration.ofMillis(10).toNanos();

    private final RootDirectory root;
    private final LocalErrors errors;
    /** In the order of their last use. Guarded by this, as are the counts of users. */
    private final Map<RelativePath, Entered> kept = new LinkedHashMap<>(16, 0.75f, true);

    private final Object making = new Object();
    private boolean closed;
    private volatile long letGoAtNanos = System.nanoTime();

    Jail(Path directory, Folder.Opener opener, LocalErrors errors) {
        this.root = new RootDirectory(directory, opener);
        this.errors = errors;
    }

    /** A folder that has been entered; it stays open until all who entered it have closed it, and longer if it is kept. */
    final class Entered implements Closeable {
        private final Folder folder;
        private final @Nullable Object key;
        private final @Nullable Entered parent;
        private final RelativePath path;
        private int users = 1;
        private volatile long lookedAtNanos = System.nanoTime();

        private Entered(Folder folder, @Nullable Object key, RelativePath path, @Nullable Entered parent) {
            this.folder = folder;
            this.key = key;
            this.path = path;
            this.parent = parent;
        }

        Folder folder() {
            return folder;
        }

        /** Whether both are the same folder, and not one that was put in the place of the other. True where there are no keys. */
        boolean isSameAs(Entered other) {
            return Objects.equals(key, other.key);
        }

        @Override
        public void close() {
            leave(this);
        }
    }

    /**
     * Enters a folder; null where there is none by that very name, or a link or file is in the way.
     *
     * @throws FileException DESTINATION_UNAVAILABLE, PERMISSION_DENIED
     */
    @Nullable
    Entered find(RelativePath folder) throws FileException {
        try {
            return enter(folder, false);
        } catch (NoSuchFileException | NameTakenException noSuchFolder) {
            return null;
        } catch (IOException e) {
            throw errors.explain("Cannot enter", folder, e);
        }
    }

    /**
     * Enters a folder, making it and those above it where they are not there; never the root.
     *
     * @throws NoSuchFileException another program removed one of them meanwhile
     * @throws FileException NAME_COLLISION where a file is in the way, PERMISSION_DENIED where a link is, and more
     */
    Entered make(RelativePath folder) throws IOException {
        return Objects.requireNonNull(enter(folder, true));
    }

    /** Enters a folder that one is in once more, if it is known still to be what its path leads to. */
    boolean enterAgain(Entered folder) {
        if (!isStillThere(folder)) {
            return false;
        }
        synchronized (this) {
            folder.users++;
        }
        return true;
    }

    /** Enters the destination directory itself. */
    Entered root() throws IOException {
        return make(RelativePath.ROOT);
    }

    /**
     * The root, looked at afresh: nothing that was entered before is entered again without a look.
     *
     * @throws FileException DESTINATION_UNAVAILABLE, PERMISSION_DENIED
     */
    Place place() throws FileException {
        letGo();
        try {
            // Every request asks for its place twice, and nearly always finds the same: then nothing is opened.
            if (!root.isUnchanged()) {
                root().close();
            }
            return root.place();
        } catch (IOException e) {
            throw errors.explain("Cannot enter", RelativePath.ROOT, e);
        } finally {
            letGo();
        }
    }

    /**
     * Closes every folder as soon as nobody is in it: no handle of an idle worker keeps a disk from being unmounted. None
     * is entered again without another look.
     */
    synchronized void letGo() {
        letGoAtNanos = System.nanoTime();
        List<Entered> idle =
                kept.values().stream().filter(entered -> entered.users == 0).toList();
        kept.clear();
        idle.forEach(this::close);
    }

    /** Keeps no folder open from now on. One can still be entered, so that files that are pending get removed. */
    @Override
    public synchronized void close() {
        closed = true;
        letGo();
    }

    private @Nullable Entered enter(RelativePath path, boolean make) throws IOException {
        Entered known = enterAgain(path);
        if (known != null) {
            return known;
        }
        if (path.isRoot()) {
            return keep(opened(root.open(), path, null));
        }
        Entered parent = enter(path.parent(), make);
        if (parent == null) {
            return null;
        }
        Entered entered = null;
        try {
            entered = open(parent, path, make);
        } finally {
            if (entered == null) {
                parent.close();
            }
        }
        return entered == null ? null : keep(entered);
    }

    private @Nullable Entered enterAgain(RelativePath path) {
        Entered known;
        synchronized (this) {
            known = kept.get(path);
            if (known == null) {
                return null;
            }
            known.users++;
        }
        if (isStillThere(known)) {
            return known;
        }
        synchronized (this) {
            kept.remove(path, known);
        }
        known.close();
        return null;
    }

    private boolean isStillThere(Entered known) {
        long now = System.nanoTime();
        long lookedAt = known.lookedAtNanos;
        if (now - lookedAt < TRUSTED_NANOS && lookedAt - letGoAtNanos > 0) {
            return true;
        }
        try {
            boolean there = known.parent == null
                    ? root.leadsTo(known.key)
                    : isStillThere(known.parent) && isSame(known, known.parent.folder.look(known.path.name()));
            if (there) {
                known.lookedAtNanos = now;
            }
            return there;
        } catch (IOException e) {
            // It is opened anew, which tells what is wrong.
            return false;
        }
    }

    private static boolean isSame(Entered known, @Nullable BasicFileAttributes found) {
        return found != null && Folder.isFolder(found) && Objects.equals(known.key, found.fileKey());
    }

    private @Nullable Entered open(Entered parent, RelativePath path, boolean make) throws IOException {
        BasicFileAttributes found = parent.folder.look(path.name());
        if (found == null && make) {
            found = makeAndLook(parent, path.name());
        }
        if (Folder.isFolder(found)) {
            return opened(parent.folder.open(path.name()), path, parent);
        }
        if (make) {
            throw found == null ? new NoSuchFileException(path.value()) : errors.inTheWay("Cannot enter", path, found);
        }
        return null;
    }

    /** One at a time: a folder that another thread has just entered must not be replaced by a second new one. */
    private @Nullable BasicFileAttributes makeAndLook(Entered parent, String name) throws IOException {
        synchronized (making) {
            BasicFileAttributes found = parent.folder.look(name);
            if (found == null) {
                parent.folder.requireKeepable(name);
                parent.folder.make(name);
                found = parent.folder.look(name);
            }
            return found;
        }
    }

    private Entered opened(Folder folder, RelativePath path, @Nullable Entered parent) throws IOException {
        try {
            return new Entered(folder, folder.key(), path, parent);
        } catch (IOException e) {
            folder.close();
            throw e;
        }
    }

    private synchronized Entered keep(Entered entered) {
        if (closed) {
            return entered;
        }
        Entered other = kept.putIfAbsent(entered.path, entered);
        if (other != null) {
            other.users++;
            entered.close();
            return other;
        }
        closeEldest();
        return entered;
    }

    private void closeEldest() {
        if (kept.size() <= KEPT_OPEN) {
            return;
        }
        for (Entered eldest : List.copyOf(kept.values())) {
            if (eldest.users == 0 && kept.size() > KEPT_OPEN) {
                kept.remove(eldest.path);
                close(eldest);
            }
        }
    }

    private synchronized void leave(Entered left) {
        left.users--;
        if (left.users == 0 && kept.get(left.path) != left) {
            close(left);
        }
    }

    private void close(Entered unused) {
        try {
            unused.folder.close();
        } catch (IOException e) {
            // Nothing was written through it.
        }
        if (unused.parent != null) {
            leave(unused.parent);
        }
    }
}
