package org.genericsftp.sftp;

import java.util.function.Consumer;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;
import org.genericsftp.packets.Attributes;
import org.genericsftp.packets.Exchange;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.SftpRequest;
import org.genericsftp.packets.StatusErrors;
import org.jspecify.annotations.Nullable;

/**
 * What a file is like after its last byte. The look is at the name and not at what is open, so that it also tells of a
 * link that has taken the file's place since the listing. Where there is no LSTAT, FSTAT does, or STAT. Under the
 * session's lock.
 */
final class LookAfterRead {
    private final FileFetch fetch;
    private final LaneQueue lane;
    private final ServerProfile server;
    private boolean asked;
    private int inFlight;
    private @Nullable FileStamp seen;

    LookAfterRead(FileFetch fetch, LaneQueue lane, ServerProfile server) {
        this.fetch = fetch;
        this.lane = lane;
        this.server = server;
    }

    /** Asks, once. */
    void ask() {
        if (asked) {
            return;
        }
        asked = true;
        if (server.does(ServerTrait.LSTAT)) {
            look(new SftpRequest.LStat(name()), reply -> lacks(ServerTrait.LSTAT, reply));
        } else {
            askWithoutLstat();
        }
    }

    private byte[] name() {
        return fetch.file().remoteName().toBytes();
    }

    private void askWithoutLstat() {
        byte[] handle = fetch.openHandle();
        if (handle != null && server.does(ServerTrait.FSTAT)) {
            look(new SftpRequest.FStat(handle), reply -> lacks(ServerTrait.FSTAT, reply));
        } else {
            look(new SftpRequest.Stat(name()), this::saw);
        }
    }

    private void lacks(ServerTrait trait, SftpReply reply) {
        server.lacks(trait, lane.errors().answered(trait.name(), reply));
        askWithoutLstat();
    }

    private void look(SftpRequest request, Consumer<SftpReply> whenUnsupported) {
        inFlight++;
        lane.send(Exchange.of(request, new Exchange.Answer() {
            @Override
            public void replied(SftpReply reply, long latencyNanos) {
                inFlight--;
                if (StatusErrors.isUnsupported(reply)) {
                    whenUnsupported.accept(reply);
                } else {
                    saw(reply);
                }
                fetch.advance();
            }

            @Override
            public void lost(FileException why) {
                inFlight--;
                fetch.lost(why);
            }
        }));
    }

    private void saw(SftpReply reply) {
        if (!(reply instanceof SftpReply.Attrs attrs)) {
            fetch.failWith(lane.errors()
                    .refused(
                            reply,
                            ErrorCode.FILE_VANISHED,
                            "look again at " + Printable.escape(fetch.file().name())));
            return;
        }
        Attributes.FileType type = attrs.attributes().type();
        if (type == Attributes.FileType.FILE || type == Attributes.FileType.UNKNOWN) {
            seen = attrs.attributes().stamp();
        } else {
            fetch.failWith(new FileException(
                    ErrorCode.FILE_CHANGED,
                    Remedy.LATER,
                    "The file " + Printable.escape(fetch.file().name())
                            + " changed while it was read: by its name there is now a "
                            + (type == Attributes.FileType.LINK ? "link" : "folder or special file")));
        }
    }

    boolean inFlight() {
        return inFlight > 0;
    }

    /** What the file is like; null as long as that is not known. */
    @Nullable
    FileStamp seen() {
        return seen;
    }

    /** The file is read again: what was seen is too old then. */
    void forget() {
        asked = false;
        seen = null;
    }
}
