package org.genericsftp.sftp;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.SftpRequest;
import org.genericsftp.packets.StatusErrors;
import org.genericsftp.source.CopiedFile;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way out of the source directory. SFTP can't remove a file on the condition that it is still the same, so the
 * file is set aside first, under a name that nobody else knows, and looked at there: what it turns out to be can't be replaced
 * any more. Then it is removed, or moved; or it gets its own name back, unless something else has come there.
 *
 * <p>For the one thread of a loop. After the loss of a session it goes on, on another, from where it is.
 */
final class FileChange {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final CopiedFile file;
    private byte[] path = {};
    /** Where it may stand; null while it is at its own place. */
    private byte @Nullable [] aside;
    /** Where it may have been moved to. */
    private @Nullable Target target;

    private boolean removing;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Target(byte[] path, RelativePath name) {}

    FileChange(CopiedFile file) {
        this.file = file;
    }

    String name() {
        return file.path().toString();
    }

    /** The same failure, which says where the file may stand. */
    FileException saying(FileException why) {
        byte[] apart = aside;
        return apart == null
                ? why
                : why.saying(why.getMessage() + "; it may stand as " + NameDecoder.show(RemotePath.name(apart))
                        + " beside that, which is not listed");
    }

    /** Begins, or goes on where another session was lost. */
    void goOn(ChangeSite site) {
        byte[] apart = aside;
        if (apart == null) {
            begin(site);
        } else {
            site.paths().look(apart).then(seen -> {
                if (StatusErrors.isMissing(seen.lstat())) {
                    findWithoutIt(site);
                } else {
                    judgeAside(site, apart, seen);
                }
            });
        }
    }

    private void begin(ChangeSite site) {
        target = null;
        removing = false;
        Optional<byte[]> encoded = site.names().encode(file.path().value());
        if (encoded.isEmpty()) {
            site.keep(
                    this,
                    new FileException(ErrorCode.NAME_REJECTED, Remedy.NEVER, cannot() + "its name can't be written"));
            return;
        }
        byte[] named = RemotePath.join(site.root(), encoded.get());
        // A folder on the way may be a link, as when it was listed.
        site.paths().folder(RemotePath.parent(named)).then(place -> {
            if (!(place instanceof RealPaths.Place.Inside inside)) {
                site.keep(this, vanished("its folder is not inside the source directory any more"));
            } else if (site.isReserved(inside.path())) {
                site.keep(
                        this,
                        new FileException(
                                ErrorCode.PERMISSION_DENIED,
                                Remedy.NEVER,
                                cannot() + "it is where files are moved to"));
            } else {
                path = RemotePath.join(inside.path(), RemotePath.name(named));
                site.paths().look(path).then(seen -> judge(site, seen));
            }
        });
    }

    private void judge(ChangeSite site, Look seen) {
        FileException difference = difference(site, seen);
        if (difference != null) {
            site.keep(this, difference);
            return;
        }
        byte[] apart = AsideName.of(path, Instant.now());
        aside = apart;
        site.renaming().setAside(path, apart).then(reply -> {
            if (StatusErrors.isOk(reply)) {
                site.paths().look(apart).then(there -> judgeAside(site, apart, there));
            } else {
                site.keep(this, site.errors().refused(reply, ErrorCode.FILE_VANISHED, attempt()));
            }
        });
    }

    /** Null if it is what was copied. */
    private @Nullable FileException difference(ChangeSite site, Look seen) {
        if (seen.isLink()) {
            return changed("a link stands at its name");
        }
        if (!(seen.lstat() instanceof SftpReply.Attrs)) {
            return site.errors().refused(seen.lstat(), ErrorCode.FILE_VANISHED, attempt());
        }
        if (!seen.isFile()) {
            return changed("there is no regular file at its name");
        }
        return file.stamp().complete() && file.stamp().equals(seen.stamp())
                ? null
                : changed("it has changed since it was copied");
    }

    private void judgeAside(ChangeSite site, byte[] apart, Look seen) {
        FileException difference = difference(site, seen);
        if (StatusErrors.isMissing(seen.lstat())) {
            site.keep(this, vanished("it has gone"));
        } else if (difference != null) {
            putBack(site, apart, difference);
        } else if (site.moveTo() == null) {
            remove(site, apart);
        } else {
            move(site, apart, site.moveTo());
        }
    }

    private void remove(ChangeSite site, byte[] apart) {
        removing = true;
        site.loop().ask(new SftpRequest.Remove(apart)).then(reply -> {
            if (StatusErrors.isOk(reply)) {
                site.tell(this, SourceOutcome.deleted(name()));
            } else {
                putBack(site, apart, site.errors().refused(reply, ErrorCode.FILE_VANISHED, attempt()));
            }
        });
    }

    private void move(ChangeSite site, byte[] apart, RelativePath moveTo) {
        RelativePath folder = new RelativePath(moveTo + "/" + file.path()).parent();
        site.targets().at(folder).then(there -> {
            if (there.path() == null) {
                putBack(site, apart, Objects.requireNonNull(there.why()));
                return;
            }
            byte[] own = RemotePath.join(there.path(), RemotePath.name(path));
            String dated = "." + TIME.format(Objects.requireNonNull(file.stamp().modified()));
            Target first = new Target(own, folder.child(file.path().name()));
            Target second = new Target(
                    concatenated(own, dated), folder.child(file.path().name() + dated));
            Target tried = target;
            if (tried == null) {
                moveToFree(site, apart, List.of(first, second).iterator());
            } else {
                goOnMoving(site, apart, tried, List.of(first, second));
            }
        });
    }

    /** A session was lost when it may have got its second name and not yet lost the first one. */
    private void goOnMoving(ChangeSite site, byte[] apart, Target tried, List<Target> targets) {
        site.paths().look(tried.path()).then(there -> {
            if (difference(site, there) == null) {
                site.loop()
                        .ask(new SftpRequest.Remove(apart))
                        .then(reply -> site.tell(this, SourceOutcome.moved(name(), tried.name())));
            } else {
                moveToFree(site, apart, targets.iterator());
            }
        });
    }

    /** No file is overwritten. */
    private void moveToFree(ChangeSite site, byte[] apart, Iterator<Target> targets) {
        if (!targets.hasNext()) {
            putBack(
                    site,
                    apart,
                    new FileException(
                            ErrorCode.NAME_COLLISION,
                            Remedy.NEVER,
                            cannot() + "files of its name, also with its time, are there already"));
            return;
        }
        Target next = targets.next();
        target = next;
        site.renaming().place(apart, next.path()).then(placed -> {
            switch (placed.state()) {
                case DONE -> site.tell(this, SourceOutcome.moved(name(), next.name()));
                case TAKEN -> {
                    target = null;
                    moveToFree(site, apart, targets);
                }
                case REFUSED -> {
                    target = null;
                    putBack(site, apart, site.errors().refused(placed.reply(), ErrorCode.FILE_VANISHED, attempt()));
                }
            }
        });
    }

    private static byte[] concatenated(byte[] start, String ascii) {
        byte[] whole = Arrays.copyOf(start, start.length + ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            whole[start.length + i] = (byte) ascii.charAt(i);
        }
        return whole;
    }

    /** It is not to go, or can't. */
    private void putBack(ChangeSite site, byte[] apart, FileException why) {
        site.putBack(apart, path).then(trouble -> {
            FileException told = trouble.map(stays -> why.saying(why.getMessage() + "; " + stays))
                    .orElse(why);
            site.keep(this, told);
        });
    }

    /** A session was lost, and it does not stand aside. */
    private void findWithoutIt(ChangeSite site) {
        aside = null;
        site.paths().look(path).then(seen -> {
            if (!StatusErrors.isMissing(seen.lstat())) {
                begin(site);
            } else if (removing) {
                site.tell(this, SourceOutcome.deleted(name()));
            } else if (target == null) {
                site.keep(this, vanished("it has gone"));
            } else {
                Target to = target;
                site.paths().look(to.path()).then(there -> {
                    if (difference(site, there) == null) {
                        site.tell(this, SourceOutcome.moved(name(), to.name()));
                    } else {
                        site.keep(this, vanished("it has gone"));
                    }
                });
            }
        });
    }

    private FileException vanished(String why) {
        return new FileException(ErrorCode.FILE_VANISHED, Remedy.NEVER, cannot() + why);
    }

    private FileException changed(String why) {
        return new FileException(ErrorCode.FILE_CHANGED, Remedy.LATER, cannot() + why);
    }

    private String cannot() {
        return "Cannot " + attempt() + ": ";
    }

    private String attempt() {
        return "remove " + Printable.escape(name());
    }
}
