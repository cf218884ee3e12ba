package org.genericsftp.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.genericsftp.destination.Destination;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Placement;
import org.genericsftp.file.Printable;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.jspecify.annotations.Nullable;

/** What stands at the destination at the places of a job's files. Safe for use by many threads. */
final class CopiesThere {
    private final Destination destination;
    private final Placement placement;
    private final Cancellation cancellation;

    CopiesThere(Destination destination, Placement placement, Cancellation cancellation) {
        this.destination = destination;
        this.placement = placement;
        this.cancellation = cancellation;
    }

    /**
     * Whether what is there has the file's stamp.
     *
     * @throws FileException NAME_COLLISION where something else is there that must not be replaced
     */
    boolean has(RemoteFile file) throws FileException {
        boolean replaces = placement.replaces();
        if (replaces && !file.stamp().complete()) {
            return false;
        }
        FileStamp there = destination.compare(file.placed());
        boolean same = file.stamp().complete() && file.stamp().equals(there);
        if (there != null && !same && !replaces) {
            throw Placement.taken(file);
        }
        return same;
    }

    /**
     * The digest of the copy that is there.
     *
     * @param taken takes its bytes; null where they are not wanted
     */
    String digest(RemoteFile file, DigestAlgorithm algorithm, Contents.@Nullable Taken taken) throws FileException {
        MessageDigest sum = algorithm.start();
        byte[] piece = new byte[64 * 1024];
        try (InputStream copy = destination.read(file.place())) {
            for (int length = copy.read(piece); length >= 0; length = copy.read(piece)) {
                cancellation.check();
                sum.update(piece, 0, length);
                if (taken != null) {
                    taken.add(ByteBuffer.wrap(piece, 0, length));
                }
            }
            return algorithm.finish(sum);
        } catch (FileException e) {
            Contents.drop(taken);
            throw e;
        } catch (IOException | RuntimeException e) {
            Contents.drop(taken);
            String message = "Cannot read the copy of " + Printable.escape(file.name()) + ": " + e.getMessage();
            throw new FileException(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, message, e);
        }
    }
}
