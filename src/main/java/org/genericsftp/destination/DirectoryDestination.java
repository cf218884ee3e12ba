package org.genericsftp.destination;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.StageResult;
import org.jspecify.annotations.Nullable;

/** What destinations have in common that are directories, here or on a server. */
public abstract class DirectoryDestination implements Destination {
    /** How often something is tried that another program may have thwarted by accident: by removing a new folder, say. */
    protected static final int ATTEMPTS = 3;

    protected final TemporaryNames temporaryNames;
    protected final TemporaryFile.Site site;
    private final Clock clock;
    private final Duration leftoverAge;
    private final DestinationErrors errors;
    private final TouchedFolders touched;
    private final UnremovedFiles unremoved = new UnremovedFiles(this::remove);
    private final WriterThreads writers;

    /**
     * @param durable whether files and folders are forced to the disk
     * @param leftoverAge how old a temporary file must be to count as left behind by a killed worker
     */
    protected DirectoryDestination(
            Clock clock,
            boolean durable,
            Duration leftoverAge,
            DestinationErrors errors,
            TouchedFolders.AfterFailure afterFailure,
            WriterThreads writers) {
        this.clock = clock;
        this.leftoverAge = leftoverAge;
        this.errors = errors;
        this.writers = writers;
        this.temporaryNames = new TemporaryNames(clock);
        this.touched = new TouchedFolders(this::force, afterFailure);
        this.site = new TemporaryFile.Site(touched, unremoved, new FreeSpace(this::usableBytes), errors, durable);
    }

    /** @throws FileException NAME_REJECTED */
    protected abstract void checkName(RelativePath path) throws FileException;

    /** Begins a file; null where its folder was removed while that went on. */
    protected abstract @Nullable PendingFile begin(RelativePath path, FileStamp expected, String temporaryName)
            throws FileException;

    /** Folders that were there may have gone. */
    protected abstract void forgetFolders();

    /** Forces to the disk which names a folder holds, if it is still there. */
    protected abstract void force(RelativePath folder) throws FileException;

    /** Forces to the disk what a file holds. */
    protected abstract void forceFile(RelativePath path) throws FileException;

    /** Removes a temporary file, if it is still there. */
    protected abstract void remove(RelativePath temporaryFile) throws FileException;

    /** Removes all leftovers in the destination. */
    protected abstract void sweep(Leftovers leftovers) throws FileException;

    /** The regular files in a folder, by name; none where the folder is not there. No link is followed. */
    protected abstract List<KeptFiles.Kept> list(RelativePath folder, Predicate<String> names, int most)
            throws FileException;

    /** Runs a {@link WriteProbe} in the root. */
    protected abstract void probe(String temporaryName) throws IOException;

    /** As {@link FreeSpace.Gauge#usableBytes}. */
    protected abstract long usableBytes();

    @Override
    public final PendingFile create(RelativePath path, FileStamp expected) throws FileException {
        checkName(path);
        NameRules.requireNotKept(path);
        return begin(path, expected);
    }

    private PendingFile begin(RelativePath path, FileStamp expected) throws FileException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            PendingFile begun = begin(path, expected, temporaryNames.next());
            if (begun != null) {
                return begun;
            }
            forgetFolders();
        }
        throw errors.error(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, TemporaryFile.WRITE, path, "it has gone");
    }

    @Override
    public final void secure(RelativePath path) throws FileException {
        forceFile(path);
        touched.add(path.parent());
    }

    @Override
    public final void secureNames(RelativePath folder) {
        if (site.durable()) {
            touched.add(folder);
        }
    }

    @Override
    public final KeptFiles keptFiles() {
        return new Kept();
    }

    private final class Kept implements KeptFiles {
        @Override
        public List<KeptFiles.Kept> list(Predicate<String> names, int most) throws FileException {
            return DirectoryDestination.this.list(FOLDER, names, most);
        }

        @Override
        public byte[] read(String name, int most) throws FileException {
            RelativePath path = FOLDER.child(name);
            try (InputStream file = DirectoryDestination.this.read(path)) {
                return file.readNBytes(most);
            } catch (FileException e) {
                throw e;
            } catch (IOException e) {
                throw errors.explain("Cannot read", path, e);
            }
        }

        @Override
        public void write(String name, byte[] content) throws FileException {
            try (PendingFile file = begin(FOLDER.child(name), new FileStamp(content.length, null))) {
                file.append(ByteBuffer.wrap(content));
                file.publish();
            }
            touched.force(FOLDER::equals);
        }

        @Override
        public void remove(String name) throws FileException {
            DirectoryDestination.this.remove(FOLDER.child(name));
        }
    }

    @Override
    public void settle(Predicate<RelativePath> folders) throws FileException {
        unremoved.removeAll();
        touched.force(folders);
    }

    @Override
    public int removeLeftovers() throws FileException {
        unremoved.removeAll();
        Leftovers leftovers = new Leftovers(clock.instant().minus(leftoverAge));
        sweep(leftovers);
        return leftovers.removed();
    }

    @Override
    public final StageResult check() {
        long begun = System.nanoTime();
        FileException failure = null;
        try {
            probe(temporaryNames.next());
        } catch (IOException | RuntimeException e) {
            failure = errors.explain("Cannot write to the destination directory", RelativePath.ROOT, e);
        }
        return new StageResult(CheckStage.WRITE_DESTINATION, Duration.ofNanos(System.nanoTime() - begun), failure);
    }

    @Override
    public final Executor writers() {
        return writers;
    }

    @Override
    public void close() {
        writers.close();
    }
}
