package org.genericsftp.sftp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.packets.Attributes;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.SftpRequest;
import org.genericsftp.packets.StatusErrors;
import org.jspecify.annotations.Nullable;

/** The folders that files are moved to, made where they are not there. No link is followed. For one thread. */
final class TargetFolders {
    private static final int MOST_REMEMBERED = 10_000;

    private final ReplyLoop loop;
    private final RealPaths paths;
    private final StatusErrors errors;
    private final NameDecoder names;
    private final Folder root;
    private final Map<RelativePath, Later<Folder>> folders = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RelativePath, Later<Folder>> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** One that is there, or why there can be none. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Folder(byte @Nullable [] path, @Nullable FileException why) {
        static Folder none(FileException why) {
            return new Folder(null, why);
        }
    }

    /** @param root the source directory, a path without links */
    TargetFolders(ReplyLoop loop, RealPaths paths, StatusErrors errors, NameDecoder names, byte[] root) {
        this.loop = loop;
        this.paths = paths;
        this.errors = errors;
        this.names = names;
        this.root = new Folder(root, null);
    }

    /** A folder below the source directory. */
    Later<Folder> at(RelativePath folder) {
        if (folder.isRoot()) {
            return Later.told(root);
        }
        Later<Folder> known = folders.get(folder);
        if (known == null) {
            known = new Later<>();
            folders.put(folder, known);
            find(folder, known);
        }
        return known;
    }

    private void find(RelativePath folder, Later<Folder> found) {
        Optional<byte[]> name = names.encode(folder.name());
        if (name.isEmpty()) {
            found.tell(Folder.none(
                    error(ErrorCode.NAME_REJECTED, folder, "its name can't be written in " + names.charset())));
            return;
        }
        at(folder.parent()).then(parent -> {
            if (parent.path() == null) {
                found.tell(parent);
                return;
            }
            byte[] path = RemotePath.join(parent.path(), name.get());
            paths.look(path).then(seen -> {
                if (StatusErrors.isMissing(seen.lstat())) {
                    make(folder, path, found);
                } else {
                    found.tell(judge(folder, path, seen));
                }
            });
        });
    }

    private void make(RelativePath folder, byte[] path, Later<Folder> made) {
        loop.ask(new SftpRequest.MakeFolder(path)).then(reply -> {
            if (StatusErrors.isOk(reply)) {
                made.tell(new Folder(path, null));
                return;
            }
            // Another worker may have made it meanwhile.
            paths.look(path)
                    .then(seen -> made.tell(
                            StatusErrors.isMissing(seen.lstat())
                                    ? Folder.none(errors.refused(
                                            reply, ErrorCode.SOURCE_NOT_FOUND, "make the folder " + shown(folder)))
                                    : judge(folder, path, seen)));
        });
    }

    private Folder judge(RelativePath folder, byte[] path, Look seen) {
        if (seen.isLink()) {
            return Folder.none(error(ErrorCode.PERMISSION_DENIED, folder, "a link stands there"));
        }
        if (seen.lstat() instanceof SftpReply.Attrs && seen.type() != Attributes.FileType.FOLDER) {
            return Folder.none(error(ErrorCode.NAME_COLLISION, folder, "something else stands there"));
        }
        return seen.lstat() instanceof SftpReply.Attrs
                ? new Folder(path, null)
                : Folder.none(errors.refused(seen.lstat(), ErrorCode.SOURCE_NOT_FOUND, "look at " + shown(folder)));
    }

    private static FileException error(ErrorCode code, RelativePath folder, String why) {
        return new FileException(code, Remedy.NEVER, "Cannot move files to " + shown(folder) + ": " + why);
    }

    private static String shown(RelativePath folder) {
        return Printable.escape(folder.toString());
    }
}
