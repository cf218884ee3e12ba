package org.genericsftp.destination;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
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
 * is done to it. For one thread at a time.
 */
final class PendingPart implements Closeable {
    private final Part part;
    private final RelativePath path;
    private final Runnable whenItDiffers;
    private @Nullable PendingFile written;
    private @Nullable InputStream compared;
    private @Nullable FileException failure;
    private boolean published;

    private PendingPart(Part part, RelativePath path, Runnable whenItDiffers) {
        this.part = part;
        this.path = path;
        this.whenItDiffers = whenItDiffers;
    }

    static PendingPart written(Part part, RelativePath path, FileStamp expected, Consumer<FileException> whenItHangs) {
        PendingPart pending = new PendingPart(part, path, () -> {});
        pending.attempt(() -> pending.written = part.destination().create(path, expected, whenItHangs));
        return pending;
    }

    /** @param whenItDiffers run where the bytes are not the same */
    static PendingPart compared(Part part, RelativePath path, Runnable whenItDiffers) {
        PendingPart pending = new PendingPart(part, path, whenItDiffers);
        pending.attempt(() -> pending.compared = part.destination().read(path));
        return pending;
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
        }
    }

    @Nullable
    FileException failure() {
        return failure;
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
        whenItDiffers.run();
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

    /**
     * Puts it in its place; one that is compared must have ended.
     *
     * @param replacing whether in that of another file
     * @return whether it is there only now
     */
    boolean publish(boolean replacing) {
        attempt(() -> {
            if (written == null) {
                if (readThere(1).length > 0) {
                    throw differs();
                }
            } else if (replacing) {
                written.publish();
                published = true;
            } else {
                published = written.publishUnlessTaken();
            }
        });
        return published;
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
