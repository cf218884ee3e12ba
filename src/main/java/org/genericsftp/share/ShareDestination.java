package org.genericsftp.share;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2CreateOptions;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.share.File;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import org.genericsftp.destination.DirectoryDestination;
import org.genericsftp.destination.KeptFiles;
import org.genericsftp.destination.Leftovers;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.destination.Place;
import org.genericsftp.destination.TouchedFolders;
import org.genericsftp.destination.WriterThreads;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/** Copies go to a folder on a Windows share, by SMB 2 or 3. Nothing is connected before it is needed. */
public final class ShareDestination extends DirectoryDestination {
    private static final int WRITERS = 32;
    private static final String READ = "Cannot read";
    private static final String FORCE = "Cannot force to the disk";

    private final ShareSettings settings;
    private final ShareErrors errors;
    private final ShareConnection connection;
    private final ShareTree tree;
    private final Folders folders;
    private final Lookup lookup;
    private final ShareGauge gauge;
    private final ShareFile.Site files;

    public ShareDestination(ShareSettings settings, Clock clock) {
        this(settings, clock, new ShareErrors(settings));
    }

    private ShareDestination(ShareSettings settings, Clock clock, ShareErrors errors) {
        super(
                clock,
                settings.durable(),
                settings.leftoverAge(),
                errors,
                TouchedFolders.AfterFailure.STOP,
                new WriterThreads("share-writer", WRITERS));
        this.settings = settings;
        this.errors = errors;
        this.connection = new ShareConnection(settings, errors);
        this.tree = new ShareTree(settings, connection, errors);
        this.folders = new Folders(tree, errors);
        this.lookup = new Lookup(tree, folders, errors, settings.names());
        this.gauge = new ShareGauge(connection, tree);
        this.files = new ShareFile.Site(site, settings, tree, lookup, errors);
    }

    @Override
    public Place place() {
        return new Place(settings.address().toString(), settings.address());
    }

    @Override
    public List<@Nullable FileStamp> lookup(RelativePath folder, List<String> names) throws FileException {
        return lookup.find(null, folder, names);
    }

    @Override
    protected void checkName(RelativePath path) throws FileException {
        settings.names().check(path);
    }

    @Override
    protected @Nullable PendingFile begin(RelativePath path, FileStamp expected, String temporaryName)
            throws FileException {
        folders.make(path.parent());
        try {
            return ShareFile.begin(files, path, expected, temporaryName, connection.link());
        } catch (SMBApiException e) {
            if (ShareErrors.isMissing(e)) {
                return null;
            }
            throw errors.explain(ShareFile.WRITE, path, e);
        }
    }

    @Override
    protected void forgetFolders() {
        folders.forget();
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
    public View view() {
        return lookup.view();
    }

    @Override
    protected void force(RelativePath folder) throws FileException {
        tree.force(FORCE, folder);
    }

    @Override
    protected void forceFile(RelativePath path) throws FileException {
        settings.names().check(path);
        try {
            connection.call(FORCE, path, share -> {
                try (File copy = share.openFile(
                        tree.stored(path),
                        EnumSet.of(AccessMask.FILE_APPEND_DATA),
                        null,
                        EnumSet.allOf(SMB2ShareAccess.class),
                        SMB2CreateDisposition.FILE_OPEN,
                        EnumSet.of(SMB2CreateOptions.FILE_OPEN_REPARSE_POINT))) {
                    copy.flush();
                }
                return true;
            });
        } catch (SMBApiException e) {
            throw errors.explain(FORCE, path, e);
        }
    }

    @Override
    protected void remove(RelativePath temporaryFile) throws FileException {
        try {
            tree.delete(ShareFile.REMOVE, temporaryFile, false);
        } catch (SMBApiException e) {
            throw errors.explain(ShareFile.REMOVE, temporaryFile, e);
        }
    }

    @Override
    protected void sweep(Leftovers leftovers) throws FileException {
        try {
            new LeftoverSearch(tree, settings.names(), leftovers).remove();
        } catch (SMBApiException e) {
            throw errors.explain(LeftoverSearch.LOOK_FOR, RelativePath.ROOT, e);
        }
    }

    @Override
    protected List<KeptFiles.Kept> list(RelativePath folder, Predicate<String> names, int most) throws FileException {
        List<KeptFiles.Kept> found = new ArrayList<>();
        try {
            if (folders.find(folder)) {
                tree.list("Cannot look for files in", folder, entry -> {
                    if (entry.isFile() && names.test(entry.name())) {
                        found.add(new KeptFiles.Kept(entry.name(), entry.sizeBytes()));
                    }
                    return found.size() < most;
                });
            }
        } catch (SMBApiException e) {
            if (!ShareErrors.isMissing(e)) {
                throw errors.explain("Cannot look for files in", folder, e);
            }
        }
        return found;
    }

    @Override
    protected void probe(String temporaryName) throws IOException {
        folders.forget();
        folders.make(RelativePath.ROOT);
        new ShareProbe(tree, connection.link(), temporaryName, settings.durable()).run();
    }

    @Override
    protected long usableBytes() {
        return gauge.usableBytes();
    }

    @Override
    public void close() {
        super.close();
        connection.close();
    }
}
