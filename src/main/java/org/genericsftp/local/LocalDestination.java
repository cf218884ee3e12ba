package org.genericsftp.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.genericsftp.destination.BoundedDestination;
import org.genericsftp.destination.CallWatch;
import org.genericsftp.destination.Destination;
import org.genericsftp.destination.DirectoryDestination;
import org.genericsftp.destination.FreeSpace;
import org.genericsftp.destination.KeptFiles;
import org.genericsftp.destination.Leftovers;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.destination.Place;
import org.genericsftp.destination.TemporaryNames;
import org.genericsftp.destination.TouchedFolders;
import org.genericsftp.destination.WriterThreads;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.PlacedFile;
import org.genericsftp.file.RelativePath;
import org.jspecify.annotations.Nullable;

/** Copies go to a local directory, or one that is mounted. */
public final class LocalDestination extends DirectoryDestination {
    private static final String WRITERS = "local-writer";

    private final LocalSettings settings;
    private final LocalErrors errors;
    private final TimesKept times;
    private final Jail jail;
    private final LocalFile.Site files;
    private final OpenCopies copies;

    public LocalDestination(LocalSettings settings, Clock clock) {
        this(settings, clock, rootOpener(new GivePermissions(settings.permissions())));
    }

    /**
     * One that nobody waits for longer than that, where its file system hangs.
     *
     * @param patience how long one operation of the file system may take
     */
    public static Destination bounded(LocalSettings settings, Duration patience, Clock clock) {
        return new BoundedDestination(
                new LocalDestination(settings, clock),
                settings.directory().toString(),
                new WriterThreads(WRITERS, settings.writers()),
                patience);
    }

    /** @param opener opens the root: by handle, or by path */
    LocalDestination(LocalSettings settings, Clock clock, RootOpener opener) {
        this(settings, clock, opener, new LocalErrors(settings.directory()));
    }

    private LocalDestination(LocalSettings settings, Clock clock, RootOpener opener, LocalErrors errors) {
        super(
                clock,
                settings.durable(),
                settings.leftoverAge(),
                errors,
                TouchedFolders.AfterFailure.GO_ON,
                new WriterThreads(WRITERS, settings.writers()));
        this.settings = settings;
        this.errors = errors;
        this.times = new TimesKept(temporaryNames);
        NamesKept names = new NamesKept(temporaryNames);
        this.jail = new Jail(
                settings.directory(), realPath -> names.exact(opener.open(realPath, temporaryNames), realPath), errors);
        this.files = new LocalFile.Site(site, jail, errors, times);
        this.copies = new OpenCopies(jail, errors);
    }

    @FunctionalInterface
    interface RootOpener {
        Folder open(Path realPath, TemporaryNames temporaryNames) throws IOException;
    }

    private static RootOpener rootOpener(GivePermissions permissions) {
        return (realPath, temporaryNames) -> openRoot(realPath, temporaryNames, permissions);
    }

    @SuppressWarnings("StreamResourceLeak") // The folder closes it.
    private static Folder openRoot(Path realPath, TemporaryNames temporaryNames, GivePermissions permissions)
            throws IOException {
        DirectoryStream<Path> handle = Files.newDirectoryStream(realPath);
        if (handle instanceof SecureDirectoryStream<Path> secure) {
            return SecureFolder.root(realPath, secure, temporaryNames, permissions);
        }
        handle.close();
        return new PathFolder(realPath, temporaryNames, permissions);
    }

    @Override
    public Place place() throws FileException {
        return jail.place();
    }

    @Override
    public List<@Nullable FileStamp> lookup(RelativePath folder, List<String> names) throws FileException {
        if (!folder.names().stream().allMatch(LocalNames::canHold)) {
            return Collections.nCopies(names.size(), null);
        }
        try (Jail.Entered entered = jail.find(folder)) {
            if (entered == null) {
                return Collections.nCopies(names.size(), null);
            }
            List<@Nullable FileStamp> stamps = new ArrayList<>(names.size());
            for (String name : names) {
                CallWatch.step("looking at files");
                stamps.add(LocalNames.canHold(name) ? stamp(entered.folder(), folder, name) : null);
            }
            return stamps;
        }
    }

    @Override
    public List<@Nullable FileStamp> compare(RelativePath folder, List<PlacedFile> files) throws FileException {
        List<@Nullable FileStamp> there =
                lookup(folder, files.stream().map(file -> file.place().name()).toList());
        if (there.stream().allMatch(Objects::isNull)) {
            return there;
        }
        try (Jail.Entered entered = jail.find(folder)) {
            return entered == null ? there : times.recognise(entered.folder(), files, there);
        }
    }

    private @Nullable FileStamp stamp(Folder folder, RelativePath path, String name) throws FileException {
        try {
            BasicFileAttributes found = folder.look(name);
            return found == null || !found.isRegularFile()
                    ? null
                    : new FileStamp(found.size(), found.lastModifiedTime().toInstant());
        } catch (IOException e) {
            FileException why = errors.explain("Cannot look up", path.child(name), e);
            if (why.code() == ErrorCode.NAME_REJECTED || e instanceof NameTakenException) {
                return null;
            }
            throw why;
        }
    }

    @Override
    protected void checkName(RelativePath path) throws FileException {
        LocalNames.check(path);
    }

    @Override
    protected @Nullable PendingFile begin(RelativePath path, FileStamp expected, String temporaryName)
            throws FileException {
        try {
            return LocalFile.begin(files, jail.make(path.parent()), path, expected, temporaryName);
        } catch (NoSuchFileException removed) {
            return null;
        } catch (IOException e) {
            throw errors.explain(LocalFile.WRITE, path, e);
        }
    }

    @Override
    protected void forgetFolders() {
        jail.letGo();
    }

    @Override
    public InputStream read(RelativePath path) throws FileException {
        return Channels.newInputStream(copies.open(path));
    }

    @Override
    public void settle(Predicate<RelativePath> folders) throws FileException {
        try {
            super.settle(folders);
        } finally {
            jail.letGo();
        }
    }

    @Override
    protected void force(RelativePath folder) throws FileException {
        CallWatch.step("forcing a folder to the disk");
        try (Jail.Entered entered = jail.find(folder)) {
            if (entered != null) {
                entered.folder().force();
            }
        } catch (NoSuchFileException removed) {
            // As when it was not there: it holds no copy that could be lost.
        } catch (IOException e) {
            throw errors.explain("Cannot force to the disk", folder, e);
        }
    }

    @Override
    protected void forceFile(RelativePath path) throws FileException {
        CallWatch.step("forcing it to the disk");
        try (FileChannel file = copies.open(path)) {
            file.force(true);
        } catch (FileException e) {
            throw e;
        } catch (IOException e) {
            throw errors.explain("Cannot force to the disk", path, e);
        }
    }

    @Override
    protected void remove(RelativePath temporaryFile) throws FileException {
        CallWatch.step("removing a temporary file");
        try (Jail.Entered entered = jail.find(temporaryFile.parent())) {
            if (entered != null) {
                entered.folder().deleteFile(temporaryFile.name());
            }
        } catch (NoSuchFileException removed) {
            // By whoever removes leftovers.
        } catch (IOException e) {
            throw errors.explain("Cannot remove", temporaryFile, e);
        }
    }

    @Override
    protected void sweep(Leftovers leftovers) throws FileException {
        try (Jail.Entered root = jail.root()) {
            new LeftoverSearch(leftovers).removeFrom(root.folder());
        } catch (IOException e) {
            throw errors.explain("Cannot look for leftovers in", RelativePath.ROOT, e);
        } finally {
            jail.letGo();
        }
    }

    @Override
    protected List<KeptFiles.Kept> list(RelativePath folder, Predicate<String> names, int most) throws FileException {
        return copies.list(folder, names, most);
    }

    @Override
    protected void probe(String temporaryName) throws IOException {
        try (Jail.Entered root = jail.root()) {
            new LocalProbe(root.folder(), temporaryName, settings.durable()).run();
            if (!settings.permissions().equals(Permissions.USUAL)) {
                String name = temporaryNames.next();
                root.folder().make(name);
                root.folder().deleteFolder(name);
            }
        } finally {
            jail.letGo();
        }
    }

    @Override
    protected long usableBytes() {
        try {
            var store = Files.getFileStore(settings.directory());
            // Some network file systems don't tell: then it is found out by writing.
            return store.getTotalSpace() == 0 ? FreeSpace.UNKNOWN : store.getUsableSpace();
        } catch (IOException e) {
            // What is wrong shows, and is told, where something is written.
            return FreeSpace.UNKNOWN;
        }
    }

    @Override
    public void close() {
        super.close();
        jail.close();
    }
}
