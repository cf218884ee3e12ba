package org.genericsftp.sftp;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteName;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.packets.StatusErrors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where files are changed: one session, for as long as it lasts. For the one thread of its loop. */
final class ChangeSite {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeSite.class);

    private final ReplyLoop loop;
    private final RealPaths paths;
    private final StatusErrors errors;
    private final NameDecoder names;
    private final byte[] root;
    private final Afterwards what;
    private final byte @Nullable [] reserved;
    private final TargetFolders targets;
    private final Renaming renaming;
    private final Ended ended;

    /** Takes what became of a file. */
    interface Ended {
        void tell(FileChange file, SourceOutcome outcome);
    }

    /** @param reserved as in a {@link org.genericsftp.source.ChangeOrder} */
    ChangeSite(
            SftpSession session,
            ReplyLoop loop,
            NameDecoder names,
            Afterwards what,
            @Nullable RelativePath reserved,
            Ended ended) {
        this.loop = loop;
        this.names = names;
        this.what = what;
        this.ended = ended;
        paths = session.realPaths(loop);
        errors = session.errors();
        renaming = session.renaming(loop, paths);
        root = session.root();
        this.reserved = reserved == null
                ? null
                : names.encode(reserved.value())
                        .map(name -> RemotePath.join(root, name))
                        .orElse(null);
        targets = new TargetFolders(loop, paths, errors, names, root);
    }

    ReplyLoop loop() {
        return loop;
    }

    RealPaths paths() {
        return paths;
    }

    Renaming renaming() {
        return renaming;
    }

    StatusErrors errors() {
        return errors;
    }

    NameDecoder names() {
        return names;
    }

    /** The source directory, a path without links. */
    byte[] root() {
        return root.clone();
    }

    TargetFolders targets() {
        return targets;
    }

    /** Null where files are deleted. */
    @Nullable
    RelativePath moveTo() {
        return what.moveTo();
    }

    /** Whether nothing in this folder is to be changed. */
    boolean isReserved(byte[] folder) {
        return reserved != null && RemotePath.isIn(folder, reserved);
    }

    void tell(FileChange file, SourceOutcome outcome) {
        ended.tell(file, outcome);
    }

    void keep(FileChange file, FileException why) {
        tell(file, SourceOutcome.kept(file.name(), why));
    }

    /** Has a file that was set aside stand at this path, if nothing does. Tells what keeps it from that, if anything does. */
    Later<Optional<String>> putBack(byte[] aside, byte[] path) {
        Later<Optional<String>> back = new Later<>();
        renaming.place(aside, path).then(placed -> {
            switch (placed.state()) {
                case DONE -> back.tell(Optional.empty());
                case TAKEN ->
                    back.tell(Optional.of(stays(aside, "there is another file of the name that it would have")));
                case REFUSED -> putUnderAFreshName(aside, errors.answered("RENAME", placed.reply()), back);
            }
        });
        return back;
    }

    /** So that it is listed. A server may let a file be set aside, and not be given a name that could be another's. */
    private void putUnderAFreshName(byte[] aside, String why, Later<Optional<String>> back) {
        byte[] fresh = AsideName.parse(aside).map(AsideName::fresh).orElse(aside);
        renaming.setAside(aside, fresh)
                .then(reply -> back.tell(Optional.of(
                        StatusErrors.isOk(reply)
                                ? "it stands as " + NameDecoder.show(RemotePath.name(fresh)) + " beside that, for "
                                        + why
                                : stays(aside, why))));
    }

    private static String stays(byte[] aside, String why) {
        return "it stands as " + NameDecoder.show(RemotePath.name(aside)) + " beside that, which is not listed, for "
                + why;
    }

    /** Has those that were left behind listed again, each under a name that says what it is. */
    void putBack(LeftAside left) {
        Set<RemoteName> taken = new HashSet<>();
        left.drain().forEach(name -> {
            byte[] aside = name.toBytes();
            AsideName.parse(aside)
                    .map(AsideName::afterwards)
                    .filter(kept -> taken.add(new RemoteName(kept)))
                    .ifPresent(kept -> putBack(aside, kept)
                            .then(trouble -> LOG.warn(
                                    "A worker that ended was about to remove {}: {}",
                                    NameDecoder.show(aside),
                                    trouble.orElse("it stands as " + NameDecoder.show(kept) + " now"))));
        });
    }
}
