package org.genericsftp.share;

import com.hierynomus.mssmb2.SMBApiException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.genericsftp.destination.Destination;
import org.genericsftp.destination.FreeSpace;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.destination.Place;
import org.genericsftp.destination.TemporaryNames;
import org.genericsftp.destination.TouchedFolders;
import org.genericsftp.destination.UnremovedFiles;
import org.genericsftp.destination.WriteCheck;
import org.genericsftp.destination.WriterThreads;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.StageResult;
import org.jspecify.annotations.Nullable;

/** Copies go to a folder on a Windows share, by SMB 2 or 3. Nothing is connected before it is needed. */
public final class ShareDestination implements Destination {
    /** How often something is tried that another program may have thwarted by accident: by removing a new folder, say. */
    private static final int ATTEMPTS = 3;

    private static final int WRITERS = 32;
    private static final String READ = "Cannot read";

    private final ShareSettings settings;
    private final Clock clock;
    private final TemporaryNames temporaryNames;
    private final ShareErrors errors;
    private final ShareConnection connection;
    private final ShareTree tree;
    private final Folders folders;
    private final Lookup lookup;
    private final TouchedFolders touched;
    private final UnremovedFiles unremoved;
    private final ShareFile.Site site;
    private final WriterThreads writers = new WriterThreads("share-writer", WRITERS);

    public ShareDestination(ShareSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.temporaryNames = new TemporaryNames(clock);
        this.errors = new ShareErrors(settings);
        this.connection = new ShareConnection(settings, errors);
        this.tree = new ShareTree(settings, connection, errors);
        this.folders = new Folders(tree, errors);
        this.lookup = new Lookup(tree, folders, errors, settings.names());
        this.touched = new TouchedFolders(
                folder -> tree.force("Cannot force to the disk", folder), TouchedFolders.AfterFailure.STOP);
        this.unremoved = new UnremovedFiles(this::remove);
        this.site = new ShareFile.Site(
                settings, tree, lookup, touched, unremoved, new FreeSpace(new ShareGauge(connection, tree)), errors);
    }

    @Override
    public Place place() {
        return new Place(settings.address().toString(), settings.address());
    }

    @Override
    public List<@Nullable FileStamp> lookup(RelativePath folder, List<String> names) throws FileException {
        return lookup.find(folder, names);
    }

    @Override
    public PendingFile create(RelativePath path, FileStamp expected) throws FileException {
        settings.names().check(path);
        for (int attempt = 1; ; attempt++) {
            folders.make(path.parent());
            try {
                return ShareFile.begin(site, path, expected, temporaryNames.next(), connection.link());
            } catch (SMBApiException e) {
                if (!ShareErrors.isMissing(e) || attempt == ATTEMPTS) {
                    throw errors.explain(ShareFile.WRITE, path, e);
                }
                folders.forget();
            }
        }
    }

    @Override
    public InputStream read(RelativePath path) throws FileException {
        settings.names().check(path);
        for (int attempt = 1; ; attempt++) {
            try {
                return open(path);
            } catch (SMBApiException e) {
                if (!ShareErrors.isMissing(e)) {
                    throw errors.explain(READ, path, e);
                }
                // It may have been replaced between two looks.
                if (attempt == ATTEMPTS) {
                    throw missing(path);
                }
            }
        }
    }

    private InputStream open(RelativePath path) throws FileException {
        Entry found = folders.find(path.parent()) ? tree.look(READ, path) : null;
        if (found == null || found.isFolder() || !found.name().equals(tree.storedName(path))) {
            throw missing(path);
        }
        tree.requireReplaceable(READ, path, found);
        ShareLink link = connection.link();
        return new ShareInput(
                link, path, link.call(READ, path, share -> ShareTree.read(share, tree.stored(path), found)), errors);
    }

    private FileException missing(RelativePath path) {
        return errors.error(ErrorCode.FILE_NOT_FOUND, Remedy.LATER, READ, path, "there is no such file");
    }

    @Override
    public void settle(Predicate<RelativePath> folders) throws FileException {
        lookup.forget();
        unremoved.removeAll();
        touched.force(folders);
    }

    private void remove(RelativePath temporaryFile) throws FileException {
        try {
            tree.delete(ShareFile.REMOVE, temporaryFile, false);
        } catch (SMBApiException e) {
            throw errors.explain(ShareFile.REMOVE, temporaryFile, e);
        }
    }

    @Override
    public int removeLeftovers() throws FileException {
        unremoved.removeAll();
        return new Leftovers(tree, errors, settings.names(), clock.instant().minus(settings.leftoverAge())).remove();
    }

    @Override
    public Executor writers() {
        return writers;
    }

    @Override
    public StageResult check() {
        return WriteCheck.of(this::tryToWrite);
    }

    private void tryToWrite() throws FileException {
        try {
            new WriteProbe(connection, folders, tree, settings.durable()).run(temporaryNames.next());
        } catch (IOException | RuntimeException e) {
            throw errors.explain(WriteProbe.TRY, RelativePath.ROOT, e);
        }
    }

    @Override
    public void close() {
        writers.close();
        connection.close();
    }
}
