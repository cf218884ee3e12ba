package org.genericsftp.sftp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.genericsftp.file.RemoteName;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.SftpRequest;
import org.genericsftp.packets.StatusErrors;

/**
 * Tells where paths really are, on servers whose REALPATH resolves links and on those where it does not
 * (draft-ietf-secsh-filexfer-02, 6.11, leaves it open), and whether that is inside the source directory. Many may be
 * asked for at once; folders are looked at once. For the one thread of its {@link ReplyLoop}.
 */
final class RealPaths {
    private static final int MOST_REMEMBERED = 10_000;
    private static final byte[] NOBODYS_NAME = ".generic-sftp-client-asks".getBytes(StandardCharsets.US_ASCII);

    /** Where something really is. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    sealed interface Place {
        default boolean isAt(byte[] path) {
            return this instanceof Inside inside && Arrays.equals(inside.path(), path);
        }

        /** At this path, which has no links in it. There need not be anything. */
        record Inside(byte[] path) implements Place {}

        /** Outside of the source directory; or nowhere, as links that lead to each other do. */
        record Outside() implements Place {}

        /** The server does not tell. */
        record Unknown(SftpReply why) implements Place {}
    }

    private final ReplyLoop loop;
    private final byte[] root;
    private final ServerProfile server;
    private final StatusErrors errors;
    private final Map<RemoteName, Later<Place>> folders = latest();
    private final Map<RemoteName, Later<Look>> looks = latest();
    private boolean readLinkDoubted;

    /** @param root a folder whose path has no links in it */
    RealPaths(ReplyLoop loop, byte[] root, ServerProfile server, StatusErrors errors) {
        this.loop = loop;
        this.root = root.clone();
        this.server = server;
        this.errors = errors;
    }

    private static <V> Map<RemoteName, V> latest() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<RemoteName, V> eldest) {
                return size() > MOST_REMEMBERED;
            }
        };
    }

    /** Where a folder is that is named as one below the source directory. */
    Later<Place> folder(byte[] path) {
        if (Arrays.equals(path, root)) {
            return Later.told(new Place.Inside(root));
        }
        return folders.computeIfAbsent(new RemoteName(path), asked -> find(path, this::resolve));
    }

    /** Where a link leads that is itself in a folder without links in its path. */
    Later<Place> target(byte[] link) {
        return find(link, real -> target(link, real));
    }

    private Later<Place> find(byte[] path, Function<byte[], Later<Place>> whenAnswered) {
        Later<Place> place = new Later<>();
        loop.ask(new SftpRequest.RealPath(path))
                .then(reply -> SftpReply.onlyName(reply)
                        .map(whenAnswered)
                        .orElseGet(() -> withoutRealPath(path, reply))
                        .then(place::tell));
        return place;
    }

    /** The server may have given up on links that we know what to think of. */
    private Later<Place> withoutRealPath(byte[] path, SftpReply refusal) {
        Later<Place> place = new Later<>();
        boolean unsupported = StatusErrors.isUnsupported(refusal);
        resolve(path).then(found -> place.tell(found.isAt(path) && !unsupported ? new Place.Unknown(refusal) : found));
        return place;
    }

    private Later<Place> target(byte[] link, byte[] real) {
        if (Arrays.equals(link, real) || Arrays.equals(real, root)) {
            return resolve(real);
        }
        // The server has resolved the link. What it leads to is looked at by whoever asks, with LSTAT.
        Later<Place> place = new Later<>();
        resolve(RemotePath.parent(real)).then(folder -> place.tell(child(folder, RemotePath.name(real))));
        return place;
    }

    private static Place child(Place folder, byte[] name) {
        return folder instanceof Place.Inside inside ? new Place.Inside(RemotePath.join(inside.path(), name)) : folder;
    }

    /** Resolves the links that REALPATH has left. */
    Later<Place> resolve(byte[] path) {
        return RemotePath.isIn(path, root)
                ? new LinkWalk(root, this::lookOnce).to(path)
                : Later.told(new Place.Outside());
    }

    private Later<Look> lookOnce(byte[] path) {
        return looks.computeIfAbsent(new RemoteName(path), asked -> look(path));
    }

    /**
     * Looks whether there is a link at a path without links on the way. LSTAT does not always tell: ProFTPD's mod_sftp
     * follows links there, and so do servers that know STAT only.
     */
    Later<Look> look(byte[] path) {
        Later<SftpReply> lstat = lstat(path);
        Later<SftpReply> target = target(path, server.does(ServerTrait.READLINK));
        Later<Look> look = new Later<>();
        lstat.then(told -> target.then(leadsTo -> look.tell(Look.of(told, leadsTo, path))));
        return look;
    }

    private Later<SftpReply> target(byte[] path, boolean byReadLink) {
        if (!byReadLink) {
            // What REALPATH resolves, if it does, was a link as well.
            return loop.ask(new SftpRequest.RealPath(path));
        }
        Later<SftpReply> target = new Later<>();
        loop.ask(new SftpRequest.ReadLink(path)).then(reply -> {
            if (StatusErrors.isUnsupported(reply)) {
                doubtReadLink(path);
                target(path, false).then(target::tell);
            } else {
                target.tell(reply);
            }
        });
        return target;
    }

    /**
     * ProFTPD's mod_sftp answers that it does not support this where there is no link. A server that has no READLINK
     * answers so where there is nothing at all, too.
     */
    private void doubtReadLink(byte[] path) {
        if (readLinkDoubted) {
            return;
        }
        readLinkDoubted = true;
        byte[] nothing = RemotePath.join(RemotePath.parent(path), NOBODYS_NAME);
        loop.ask(new SftpRequest.ReadLink(nothing)).then(reply -> {
            if (StatusErrors.isUnsupported(reply)) {
                server.lacks(ServerTrait.READLINK, errors.answered("READLINK", reply));
            }
        });
    }

    /** The answer to LSTAT, or to STAT where the server does not know that. */
    Later<SftpReply> lstat(byte[] path) {
        return firstKnown(new SftpRequest.LStat(path), new SftpRequest.Stat(path));
    }

    /** The answer to STAT, or to LSTAT where the server does not know that. */
    Later<SftpReply> stat(byte[] path) {
        return firstKnown(new SftpRequest.Stat(path), new SftpRequest.LStat(path));
    }

    private Later<SftpReply> firstKnown(SftpRequest request, SftpRequest instead) {
        Later<SftpReply> known = new Later<>();
        loop.ask(request).then(reply -> {
            if (StatusErrors.isUnsupported(reply)) {
                loop.ask(instead).then(known::tell);
            } else {
                known.tell(reply);
            }
        });
        return known;
    }
}
