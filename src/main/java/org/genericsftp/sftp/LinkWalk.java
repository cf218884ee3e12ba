package org.genericsftp.sftp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Walks along a path name by name, and goes where links lead, as an operating system does. */
final class LinkWalk {
    /** As Linux has it (ELOOP). */
    private static final int MOST_LINKS = 40;

    /** As Linux has it (PATH_MAX), so that a link can't make us ask for ever longer paths. */
    private static final int LONGEST_PATH = 4096;

    private static final int MOST_LOOKED_AHEAD = 32;

    /** Tells what is at a path without links on the way. */
    interface Eyes {
        Later<Look> look(byte[] path);
    }

    private final byte[] root;
    private final Eyes eyes;
    private final Later<RealPaths.Place> end = new Later<>();
    private final Deque<byte[]> ahead = new ArrayDeque<>();
    private byte[] at;
    private int links;

    /** @param root a folder whose path has no links in it */
    LinkWalk(byte[] root, Eyes eyes) {
        this.root = root;
        this.eyes = eyes;
        at = root;
    }

    /** Where an absolute path leads. */
    Later<RealPaths.Place> to(byte[] path) {
        turnTo(path);
        goOn();
        return end;
    }

    /** Goes on with this path, and then with the names that are still ahead. */
    private void turnTo(byte[] path) {
        byte[] rest = path;
        if (RemotePath.isIn(path, root)) {
            at = root;
            rest = RemotePath.below(path, root);
        } else if (RemotePath.isAbsolute(path)) {
            at = RemotePath.TOP;
        }
        List<byte[]> names = RemotePath.names(rest);
        for (int i = names.size() - 1; i >= 0; i--) {
            ahead.push(names.get(i));
        }
        if (isShort()) {
            lookAhead();
        }
    }

    /** So that all is asked in one round trip where there are no links. */
    private void lookAhead() {
        byte[] next = at;
        int looks = 0;
        for (byte[] name : ahead) {
            if (RemotePath.isDots(name) || ++looks > MOST_LOOKED_AHEAD) {
                return;
            }
            next = RemotePath.join(next, name);
            eyes.look(next);
        }
    }

    private void goOn() {
        while (!ahead.isEmpty() && !end.isTold()) {
            byte[] name = ahead.pop();
            if (RemotePath.isDots(name)) {
                takeDots(name);
            } else {
                byte[] next = RemotePath.join(at, name);
                Later<Look> found = eyes.look(next);
                if (!found.isTold()) {
                    found.then(seen -> {
                        take(next, seen);
                        goOn();
                    });
                    return;
                }
                take(next, found.value());
            }
        }
        if (!end.isTold()) {
            end.tell(RemotePath.isIn(at, root) ? new RealPaths.Place.Inside(at) : new RealPaths.Place.Outside());
        }
    }

    private void takeDots(byte[] dots) {
        if (dots.length == 1) {
            return;
        }
        if (at.length <= 1) {
            // A server that serves a folder as / shows links out of that folder so.
            end.tell(new RealPaths.Place.Outside());
        } else {
            at = RemotePath.parent(at);
        }
    }

    private void take(byte[] next, Look found) {
        if (!found.isLink()) {
            at = next;
        } else if (found.target().isEmpty() || ++links > MOST_LINKS) {
            end.tell(new RealPaths.Place.Outside());
        } else {
            turnTo(found.target().get());
            if (!isShort()) {
                end.tell(new RealPaths.Place.Outside());
            }
        }
    }

    private boolean isShort() {
        int length = at.length;
        for (byte[] name : ahead) {
            length += 1 + name.length;
        }
        return length <= LONGEST_PATH;
    }
}
