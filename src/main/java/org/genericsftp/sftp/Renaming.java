package org.genericsftp.sftp;

import org.genericsftp.packets.ServerIntroduction;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.SftpRequest;
import org.genericsftp.packets.StatusErrors;

/**
 * Gives files other names without losing what others put there meanwhile. RENAME does not promise that: OpenSSH makes a link, and
 * then removes the name, with whatever has come there in between; other servers overwrite what has the new name. So each of the two
 * ways has the request that is one step for it, where the server has that. For the one thread of a loop.
 */
final class Renaming {
    private static final int LINK_ATTEMPTS = 3;

    private final ReplyLoop loop;
    private final RealPaths paths;
    private boolean renamesInOneStep;
    private boolean links;
    /** A link was seen that the server had said it has made. */
    private boolean linksProven;

    Renaming(ReplyLoop loop, RealPaths paths, ServerIntroduction server) {
        this.loop = loop;
        this.paths = paths;
        renamesInOneStep = server.announces(SftpRequest.PosixRename.EXTENSION);
        links = server.announces(SftpRequest.HardLink.EXTENSION);
    }

    /**
     * What became of a file that was to get a name.
     *
     * @param reply the refusal, or what the server said last
     */
    record Placed(State state, SftpReply reply) {
        enum State {
            DONE,
            /** Something has that name already. */
            TAKEN,
            REFUSED
        }
    }

    /** Whatever is at a path gets a name that nobody else knows. */
    Later<SftpReply> setAside(byte[] path, byte[] secret) {
        if (!renamesInOneStep) {
            return loop.ask(new SftpRequest.Rename(path, secret));
        }
        Later<SftpReply> answer = new Later<>();
        loop.ask(new SftpRequest.PosixRename(path, secret)).then(reply -> {
            if (StatusErrors.isUnsupported(reply)) {
                renamesInOneStep = false;
                loop.ask(new SftpRequest.Rename(path, secret)).then(answer::tell);
            } else {
                answer.tell(reply);
            }
        });
        return answer;
    }

    /** A file that was set aside gets this name, if nothing else has it. A server without links may overwrite what comes at that moment. */
    Later<Placed> place(byte[] secret, byte[] name) {
        Later<Placed> placed = new Later<>();
        if (!links) {
            renameIfFree(secret, name, placed);
            return placed;
        }
        link(secret, name, placed, LINK_ATTEMPTS);
        return placed;
    }

    private void link(byte[] secret, byte[] name, Later<Placed> placed, int attempts) {
        loop.ask(new SftpRequest.HardLink(secret, name)).then(linked -> {
            if (StatusErrors.isOk(linked)) {
                removeIfLinked(secret, name, linked, placed, attempts - 1);
            } else {
                links &= !StatusErrors.isUnsupported(linked);
                // There are file systems without links, and files that an account may not link. OpenSSH looks and
                // renames then.
                renameIfFree(secret, name, placed);
            }
        });
    }

    /**
     * There is a server that says it has made a link, and has not (rclone 1.60.1). Where there is none, somebody else may also
     * have removed it.
     */
    private void removeIfLinked(byte[] secret, byte[] name, SftpReply linked, Later<Placed> placed, int attemptsLeft) {
        Later<Look> itself = paths.look(secret);
        paths.look(name)
                .then(second -> itself.then(first -> {
                    if (StatusErrors.isMissing(second.lstat()) && attemptsLeft > 0) {
                        link(secret, name, placed, attemptsLeft);
                    } else if (StatusErrors.isMissing(second.lstat())) {
                        links = linksProven;
                        renameIfFree(secret, name, placed);
                    } else if (second.stamp().complete() && second.stamp().equals(first.stamp())) {
                        linksProven = true;
                        loop.ask(new SftpRequest.Remove(secret))
                                .then(removed -> placed.tell(new Placed(Placed.State.DONE, removed)));
                    } else {
                        placed.tell(new Placed(Placed.State.TAKEN, linked));
                    }
                }));
    }

    private void renameIfFree(byte[] secret, byte[] name, Later<Placed> placed) {
        paths.look(name).then(seen -> {
            if (!StatusErrors.isMissing(seen.lstat())) {
                placed.tell(new Placed(Placed.State.TAKEN, seen.lstat()));
                return;
            }
            loop.ask(new SftpRequest.Rename(secret, name))
                    .then(reply -> placed.tell(
                            new Placed(StatusErrors.isOk(reply) ? Placed.State.DONE : Placed.State.REFUSED, reply)));
        });
    }
}
