package org.genericsftp.sftp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RejectedName;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.SkippedEntry;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.file.UnlistedFolder;
import org.genericsftp.packets.Attributes;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.StatusErrors;

/**
 * What stands behind each name that a server tells of a folder: a file, another folder, a link, or a name that can't be
 * used. Links, and what the server does not tell the kind of, are looked at first. For the listing's thread.
 */
final class FolderNames {
    private final NameDecoder decoder;
    private final RealPaths paths;
    private final LeftAside leftAside;
    private final EntryResolver links;
    private final SftpSettings.Limits limits;
    private final StatusErrors errors;
    private final Predicate<RelativePath> descends;
    private final TreeWalk walk;

    /** @param descends which folders are to be listed, too */
    FolderNames(
            RealPaths paths,
            LeftAside leftAside,
            SftpSettings settings,
            StatusErrors errors,
            Predicate<RelativePath> descends,
            TreeWalk walk) {
        decoder = new NameDecoder(settings.nameCharset());
        links = new EntryResolver(paths, settings.followLinks());
        limits = settings.limits();
        this.paths = paths;
        this.leftAside = leftAside;
        this.errors = errors;
        this.descends = descends;
        this.walk = walk;
    }

    /** The server has told these names. */
    void take(FoundFolder folder, List<SftpReply.Name> names) {
        List<SourceEntry> entries = new ArrayList<>(names.size());
        for (SftpReply.Name name : names) {
            if (!RemotePath.isDots(name.name())) {
                classify(folder, name, entries);
            }
        }
        walk.emit(folder.path(), entries);
    }

    private void classify(FoundFolder folder, SftpReply.Name name, List<SourceEntry> entries) {
        Attributes attributes = name.attributes();
        Optional<RelativePath> safe = decoder.decode(name.name()).flatMap(text -> safeChild(folder.path(), text));
        if (safe.isEmpty()) {
            entries.add(rejected(folder, name));
            return;
        }
        RelativePath path = safe.get();
        byte[] remote = RemotePath.join(folder.remote(), name.name());
        if (attributes.type() != Attributes.FileType.FOLDER && leftAside.takes(remote)) {
            return;
        }
        switch (attributes.type()) {
            case FILE -> entries.add(new RemoteFile(path, attributes.stamp(), new RemoteName(remote)));
            case FOLDER -> visit(new FoundFolder(path, remote, folder.depth() + 1, false), entries);
            case SPECIAL -> entries.add(new SkippedEntry(path, attributes.stamp(), SkipReason.SPECIAL));
            case LINK -> resolve(folder, path, remote, attributes.stamp());
            case UNKNOWN -> look(folder, path, name, remote);
        }
    }

    private static Optional<RelativePath> safeChild(RelativePath folder, String name) {
        try {
            return Optional.of(folder.child(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private SourceEntry rejected(FoundFolder folder, SftpReply.Name name) {
        String shown = (folder.path().isRoot() ? "" : folder.path() + "/") + NameDecoder.show(name.name());
        FileException why = new FileException(
                ErrorCode.NAME_REJECTED,
                Remedy.NEVER,
                "The server's name \"" + Printable.escape(shown) + "\" can't be used: it is not valid "
                        + decoder.charset() + ", or no plain name");
        return name.attributes().type() == Attributes.FileType.FOLDER
                ? new UnlistedFolder(shown, why)
                : new RejectedName(shown, name.attributes().stamp(), why);
    }

    private void visit(FoundFolder folder, List<SourceEntry> entries) {
        if (!descends.test(folder.path())) {
            return;
        }
        if (folder.depth() > limits.maxDepth()) {
            entries.add(new UnlistedFolder(
                    folder.path().toString(),
                    new FileException(
                            ErrorCode.TOO_MANY_FILES,
                            Remedy.NEVER,
                            "The folder " + folder.shown() + " is more than " + limits.maxDepth()
                                    + " folders deep (max-depth)")));
            return;
        }
        walk.visit(folder);
    }

    /** Some servers leave out what kind of thing an entry is. */
    private void look(FoundFolder folder, RelativePath path, SftpReply.Name name, byte[] remote) {
        paths.look(remote).then(seen -> {
            if (!(seen.lstat() instanceof SftpReply.Attrs attrs)) {
                notSeen(folder, path, seen.lstat());
                return;
            }
            List<SourceEntry> entries = new ArrayList<>(1);
            if (seen.isLink()) {
                resolve(folder, path, remote, seen.stamp());
            } else if (seen.type() == Attributes.FileType.UNKNOWN) {
                entries.add(new SkippedEntry(path, seen.stamp(), SkipReason.SPECIAL));
            } else {
                classify(folder, new SftpReply.Name(name.name(), attrs.attributes()), entries);
            }
            walk.emit(folder.path(), entries);
        });
    }

    /** It may be a folder: then all below it is missing. */
    private void notSeen(FoundFolder folder, RelativePath path, SftpReply refusal) {
        FileException why =
                errors.refused(refusal, ErrorCode.FILE_VANISHED, "look up " + Printable.escape(path.toString()));
        walk.emit(folder.path(), List.of(new UnlistedFolder(path.toString(), why)));
    }

    private void resolve(FoundFolder folder, RelativePath path, byte[] link, FileStamp ownStamp) {
        links.resolveLink(path, link, ownStamp, entry -> walk.emit(folder.path(), List.of(entry)));
    }
}
