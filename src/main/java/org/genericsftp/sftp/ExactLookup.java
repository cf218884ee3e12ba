package org.genericsftp.sftp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.MissingFile;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.SkippedEntry;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.StatusErrors;
import org.genericsftp.source.Batch;
import org.genericsftp.source.BatchConsumer;

/** Looks single files up by their paths, many at a time, without listing a folder. For one thread. */
final class ExactLookup {
    private static final int MOST_IN_FLIGHT = 1024;
    private static final int MOST_IN_BATCH = 256;

    private final ReplyLoop loop;
    private final StatusErrors errors;
    private final NameDecoder names;
    private final RealPaths paths;
    private final EntryResolver links;
    private final byte[] root;
    private final FolderBatches found = new FolderBatches(MOST_IN_BATCH);

    ExactLookup(SftpSession session, ReplyLoop loop, RealPaths paths, SftpSettings settings) {
        this.loop = loop;
        this.paths = paths;
        errors = session.errors();
        names = new NameDecoder(settings.nameCharset());
        root = session.root();
        links = new EntryResolver(paths, settings.followLinks());
    }

    void lookUp(List<RelativePath> wanted, BatchConsumer consumer) throws FileException {
        Iterator<RelativePath> next = wanted.iterator();
        while (next.hasNext() || loop.inFlight() > 0) {
            while (next.hasNext() && loop.inFlight() < MOST_IN_FLIGHT) {
                lookUp(next.next());
            }
            if (loop.inFlight() > 0) {
                loop.handleAnswers();
            }
            found.passFull(consumer);
        }
        found.passAll(consumer);
    }

    private void lookUp(RelativePath path) {
        Optional<byte[]> name = names.encode(path.value());
        if (name.isEmpty()) {
            tell(new MissingFile(
                    path,
                    new FileException(
                            ErrorCode.NAME_REJECTED,
                            Remedy.NEVER,
                            "The name " + shown(path) + " can't be written in " + names.charset())));
            return;
        }
        byte[] remote = RemotePath.join(root, name.get());
        Later<Look> look = paths.look(remote);
        // A folder on the way may be a link; many files are in one folder, which is looked at once.
        paths.folder(RemotePath.parent(remote)).then(folder -> {
            if (folder instanceof RealPaths.Place.Inside inside) {
                byte[] real = RemotePath.join(inside.path(), RemotePath.name(remote));
                Later<Look> there = Arrays.equals(real, remote) ? look : paths.look(real);
                there.then(seen -> classify(path, real, seen));
            } else {
                look.then(seen -> outside(path, folder, seen));
            }
        });
    }

    private void outside(RelativePath path, RealPaths.Place folder, Look seen) {
        if (folder instanceof RealPaths.Place.Unknown && !(seen.lstat() instanceof SftpReply.Attrs)) {
            missing(path, seen);
        } else {
            tell(new SkippedEntry(path, FileStamp.UNKNOWN, SkipReason.LINK));
        }
    }

    private void classify(RelativePath path, byte[] real, Look seen) {
        if (seen.isLink()) {
            links.resolveLink(path, real, seen.stamp(), this::tell);
        } else if (!(seen.lstat() instanceof SftpReply.Attrs)) {
            missing(path, seen);
        } else {
            switch (seen.type()) {
                case FOLDER ->
                    tell(new MissingFile(
                            path,
                            new FileException(
                                    ErrorCode.FILE_NOT_FOUND,
                                    Remedy.NEVER,
                                    "Cannot look up " + shown(path) + ": it is a folder")));
                case SPECIAL -> tell(new SkippedEntry(path, seen.stamp(), SkipReason.SPECIAL));
                default -> tell(new RemoteFile(path, seen.stamp(), new RemoteName(real)));
            }
        }
    }

    private void missing(RelativePath path, Look seen) {
        tell(new MissingFile(path, errors.refused(seen.lstat(), ErrorCode.FILE_NOT_FOUND, "look up " + shown(path))));
    }

    private void tell(SourceEntry entry) {
        RelativePath folder = entry instanceof RemoteFile file ? file.path().parent() : RelativePath.ROOT;
        found.add(folder, entry);
    }

    private static String shown(RelativePath path) {
        return Printable.escape(path.toString());
    }

    /** Collects entries by folder, so that they are passed on in batches. */
    private static final class FolderBatches {
        private final Map<RelativePath, List<SourceEntry>> folders = new LinkedHashMap<>();
        private final int most;
        private int held;

        FolderBatches(int most) {
            this.most = most;
        }

        void add(RelativePath folder, SourceEntry entry) {
            folders.computeIfAbsent(folder, added -> new ArrayList<>()).add(entry);
            held++;
        }

        void passFull(BatchConsumer consumer) throws FileException {
            if (held >= most) {
                passAll(consumer);
            }
        }

        void passAll(BatchConsumer consumer) throws FileException {
            for (var folder : folders.entrySet()) {
                consumer.accept(new Batch(folder.getKey(), folder.getValue()));
            }
            folders.clear();
            held = 0;
        }
    }
}
