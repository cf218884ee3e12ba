package org.genericsftp.destination;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way to several destinations. Those that fail are left out from then on; the others go on until the file is in its
 * place there, and only then the first failure is told.
 */
final class PendingFiles implements PendingFile {
    private final List<PendingPart> parts;

    PendingFiles(List<PendingPart> parts) {
        this.parts = parts;
    }

    /** @throws FileException why none of them is written any more: nothing is to be won by going on */
    void requireOneWritten() throws FileException {
        if (parts.stream().noneMatch(PendingPart::isWritten)) {
            close();
            requireNoFailure();
            throw new IllegalStateException("Nothing is written");
        }
    }

    private Stream<FileException> failures() {
        return parts.stream().map(PendingPart::failure).filter(Objects::nonNull).map(Objects::requireNonNull);
    }

    private void requireNoFailure() throws FileException {
        FileException first = failures().findFirst().orElse(null);
        if (first != null) {
            failures().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    @Override
    public void append(ByteBuffer bytes) throws FileException {
        int end = bytes.limit();
        int begin = bytes.position();
        for (PendingPart part : parts) {
            part.append(bytes.duplicate());
        }
        bytes.position(end);
        if (end > begin) {
            requireOneWritten();
        }
    }

    @Override
    public ByteBuffer tail(int most) throws FileException {
        @Nullable ByteBuffer first = null;
        for (PendingPart part : parts) {
            ByteBuffer tail = part.isWritten() ? part.tail(most) : null;
            if (tail == null) {
                continue;
            }
            if (first != null && !first.equals(tail)) {
                throw new FileException(
                        ErrorCode.DESTINATION_UNAVAILABLE,
                        Remedy.LATER,
                        "What was written differs between the destinations");
            }
            first = tail;
        }
        requireOneWritten();
        return Objects.requireNonNull(first);
    }

    @Override
    public void publish() throws FileException {
        parts.forEach(part -> part.publish(true));
        requireNoFailure();
    }

    @Override
    public boolean publishUnlessTaken() throws FileException {
        boolean published = false;
        for (PendingPart part : parts) {
            published |= part.publish(false);
        }
        requireNoFailure();
        return published;
    }

    @Override
    public void close() {
        parts.forEach(PendingPart::close);
    }
}
