package org.genericsftp.destination;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.genericsftp.destination.SeveralDestinations.Part;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a file in one of several destinations: it is written, or what is there is compared. Once it has failed, nothing more
 * is done to it. For one thread at a time, but for what is told when it hangs.
 */
final class PendingPart implements Closeable {
    private final Part part;
    private final RelativePath path;
    private final Hanging hanging;
    private @Nullable PendingFile written;
    private @Nullable InputStream compared;
    private @Nullable FileException failure;
    private boolean differs;
    private volatile boolean hung;

    /** Told when a call of it hangs, and when it has returned after all. */
    interface Hanging {
        void hangs(FileException why);

        void returned();
    }

    private PendingPart(Part part, RelativePath path, Hanging hanging) {
        this.part = part;
        this.path = path;
        this.hanging = hanging;
    }

    static PendingPart written(Part part, RelativePath path, FileStamp expected, Hanging hanging) {
        PendingPart pending = new PendingPart(part, path, hanging);
        pending.attempt(() -> pending.written = part.destination().create(path, expected, pending::hangs));
        return pending;
    }

    static PendingPart compared(Part part, RelativePath path, Hanging hanging) {
        PendingPart pending = new PendingPart(part, path, hanging);
        pending.attempt(() -> pending.compared = part.destination().read(path));
        return pending;
    }

    private void hangs(FileException why) {
        hung = true;
        hanging.hangs(part.failed(why));
    }

    private interface Step {
        void run() throws FileException;
    }

    private void attempt(Step step) {
        if (failure != null) {
            return;
        }
        try {
            step.run();
        } catch (FileException e) {
            failure = part.failed(e);
            close();
        } finally {
            if (hung) {
                hanging.returned();
            }
        }
    }

    @Nullable
    FileException failure() {
        return failure;
    }

    /** Whether a call has hung: it has failed, and whoever waited for the file has been told so and has gone on. */
    boolean hasHung() {
        return hung;
    }

    /** Whether what is there has turned out to have other bytes. */
    boolean isOther() {
        return differs;
    }

    boolean isWritten() {
        return failure == null && written != null;
    }

    void append(ByteBuffer bytes) {
        attempt(() -> {
            if (written != null) {
                written.append(bytes);
            } else {
                compare(bytes);
            }
        });
    }

    private void compare(ByteBuffer bytes) throws FileException {
        byte[] came = new byte[bytes.remaining()];
        bytes.get(came);
        if (!Arrays.equals(came, readThere(came.length))) {
            throw differs();
        }
    }

    private byte[] readThere(int length) throws FileException {
        try {
            return Objects.requireNonNull(compared).readNBytes(length);
        } catch (FileException e) {
            throw e;
        } catch (IOException e) {
            throw new FileException(
                    ErrorCode.DESTINATION_UNAVAILABLE,
                    Remedy.LATER,
                    "Cannot read " + shown() + ": " + e.getMessage(),
                    e);
        }
    }

    private FileException differs() {
        differs = true;
        return new FileException(
                ErrorCode.FILE_CHANGED,
                Remedy.LATER,
                "The copy of " + shown() + " that is there has other bytes than the file");
    }

    private String shown() {
        return "\"" + Printable.escape(path.value()) + "\"";
    }

    /** The last bytes that were written; null where it has failed. */
    @Nullable
    ByteBuffer tail(int most) {
        ByteBuffer[] tail = {null};
        attempt(() -> tail[0] = Objects.requireNonNull(written).tail(most));
        return tail[0];
    }

    /** What is compared must have ended. It may be the copy of a worker that was killed before it was on the disk. */
    void endComparison() {
        attempt(() -> {
            if (written == null) {
                if (readThere(1).length > 0) {
                    throw differs();
                }
                part.destination().secure(path);
            }
        });
    }

    /**
     * Puts what is written in its place.
     *
     * @param replacing whether in that of another file
     * @return whether another one, which is like it, has that place, and stays there
     */
    boolean isTakenAsItIsPublished(boolean replacing) {
        boolean[] taken = {false};
        attempt(() -> {
            if (written != null && replacing) {
                written.publish();
            } else if (written != null) {
                taken[0] = !written.publishUnlessTaken();
            }
        });
        return taken[0];
    }

    @Override
    public void close() {
        PendingFile pending = written;
        written = null;
        if (pending != null) {
            pending.close();
        }
        try {
            if (compared != null) {
                compared.close();
                compared = null;
            }
        } catch (IOException e) {
            // It was only read.
            compared = null;
        }
    }
}
