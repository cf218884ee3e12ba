package org.genericsftp.sftp;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.MissingFile;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.SkippedEntry;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.source.Batch;
import org.genericsftp.source.BatchConsumer;

/** Looks single files up by their paths, many at a time, without listing a folder. For one thread. */
final class ExactLookup {
    private static final int MOST_IN_FLIGHT = 512;
    private static final int MOST_IN_BATCH = 256;

    private final ReplyLoop loop;
    private final StatusErrors errors;
    private final NameDecoder names;
    private final EntryResolver links;
    private final byte[] root;
    private final FolderBatches found = new FolderBatches(MOST_IN_BATCH);

    ExactLookup(ReplyLoop loop, SftpSettings settings) {
        this.loop = loop;
        errors = loop.session().errors();
        names = new NameDecoder(settings.nameCharset());
        links = new EntryResolver(loop, settings.followLinks());
        root = loop.session().root();
    }

    void lookUp(List<RelativePath> paths, BatchConsumer consumer) throws FileException {
        Iterator<RelativePath> next = paths.iterator();
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
        loop.ask(new SftpRequest.LStat(remote), reply -> {
            if (reply instanceof SftpReply.Attrs attrs) {
                classify(path, remote, attrs.attributes());
            } else {
                tell(new MissingFile(path, errors.refused(reply, ErrorCode.FILE_NOT_FOUND, "look up " + shown(path))));
            }
        });
    }

    private void classify(RelativePath path, byte[] remote, Attributes told) {
        switch (told.type()) {
            case FILE, UNKNOWN -> requireInside(path, remote, told);
            case LINK -> links.resolveLink(path, remote, told.stamp(), this::tell);
            case SPECIAL -> tell(new SkippedEntry(path, told.stamp(), SkipReason.SPECIAL));
            case FOLDER ->
                tell(new MissingFile(
                        path,
                        new FileException(
                                ErrorCode.FILE_NOT_FOUND,
                                Remedy.NEVER,
                                "Cannot look up " + shown(path) + ": it is a folder")));
        }
    }

    /** A folder on the way may be a link that leads out of the source directory. */
    private void requireInside(RelativePath path, byte[] remote, Attributes told) {
        loop.ask(new SftpRequest.RealPath(remote), reply -> {
            boolean inside = reply instanceof SftpReply.Names real
                    && real.names().size() == 1
                    && RemotePath.isIn(real.names().get(0).name(), root);
            tell(
                    inside
                            ? new RemoteFile(path, told.stamp(), new RemoteName(remote))
                            : new SkippedEntry(path, told.stamp(), SkipReason.LINK));
        });
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
