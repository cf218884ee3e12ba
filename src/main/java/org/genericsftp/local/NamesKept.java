package org.genericsftp.local;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.genericsftp.destination.TemporaryNames;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the file system of the destination directory does with names: tried once, and again when the directory is another. */
final class NamesKept {
    private static final Logger LOG = LoggerFactory.getLogger(NamesKept.class);
    /** Another disk may come to the same place, with the same numbers; to look for that takes a while. */
    private static final long SAME_DISK_NANOS = Duration.ofSeconds(10).toNanos();

    private final TemporaryNames temporaryNames;
    private @Nullable Disk tried;
    private long triedAtNanos;
    private NameTrial.Traits traits = new NameTrial.Traits(false, false, false);

    NamesKept(TemporaryNames temporaryNames) {
        this.temporaryNames = temporaryNames;
    }

    /** The same folder, made exact where the file system is not. Takes the folder over, also when it throws. */
    Folder exact(Folder root, Path realPath) throws IOException {
        try {
            NameTrial trial = new NameTrial(root, temporaryNames);
            NameTrial.Traits found = traits(trial, root, realPath);
            return found.areExact() ? root : ExactFolder.root(root, found, trial);
        } catch (IOException | RuntimeException e) {
            root.close();
            throw e;
        }
    }

    private synchronized NameTrial.Traits traits(NameTrial trial, Folder root, Path realPath) throws IOException {
        Object key = root.key();
        Disk before = tried;
        long now = System.nanoTime();
        boolean same = before != null && before.path.equals(realPath) && Objects.equals(before.key, key);
        if (same && now - triedAtNanos < SAME_DISK_NANOS) {
            return traits;
        }
        Disk disk = Disk.of(realPath, key);
        triedAtNanos = now;
        if (disk.equals(before)) {
            return traits;
        }
        try {
            traits = trial.traits();
        } catch (IOException e) {
            // Who may not write to the root, or not now, can still look; what is wrong shows where something is
            // written.
            tried = null;
            return trial.traitsByLooking();
        }
        tried = disk;
        if (!traits.areExact()) {
            LOG.info(
                    "The file system of {} {}: files whose names it can't tell apart or keep as they are will be refused",
                    realPath,
                    traits.folds() ? "takes several names for one" : "does not keep every name as it is");
        }
        return traits;
    }

    private record Disk(Path path, @Nullable Object key, String name, String type) {
        static Disk of(Path path, @Nullable Object key) throws IOException {
            FileStore store = Files.getFileStore(path);
            return new Disk(path, key, store.name(), store.type());
        }
    }
}
