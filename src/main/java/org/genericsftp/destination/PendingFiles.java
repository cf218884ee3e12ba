package org.genericsftp.destination;

import java.nio.ByteBuffer;
import java.util.Comparator;
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
    private final Runnable whenOneDiffers;

    /**
     * @param parts may still become more
     * @param whenOneDiffers run where what is there in one of them has other bytes
     */
    PendingFiles(List<PendingPart> parts, Runnable whenOneDiffers) {
        this.parts = parts;
        this.whenOneDiffers = whenOneDiffers;
    }

    /** @throws FileException why there is nothing to be won by going on: none is written any more, or one has hung */
    void requireGoingOn() throws FileException {
        requireNoneHung();
        if (parts.stream().noneMatch(PendingPart::isWritten)) {
            close();
            requireNoFailure();
            throw new IllegalStateException("Nothing is written");
        }
    }

    /** The file was given up as it hung: by now a newer copy may be at the others, which is not to be replaced by this one. */
    void requireNoneHung() throws FileException {
        if (parts.stream().anyMatch(PendingPart::hasHung)) {
            close();
            requireNoFailure();
        }
    }

    private Stream<FileException> failures() {
        return parts.stream().map(PendingPart::failure).filter(Objects::nonNull).map(Objects::requireNonNull);
    }

    /** Throws one that may be tried again, if there is any, since trying again is for all of them. */
    private void requireNoFailure() throws FileException {
        FileException told = failures()
                .min(Comparator.comparing(why -> why.remedy() == Remedy.NEVER))
                .orElse(null);
        if (told != null) {
            failures().filter(other -> other != told).forEach(told::addSuppressed);
            throw told;
        }
    }

    @Override
    public void append(ByteBuffer bytes) throws FileException {
        int end = bytes.limit();
        int begin = bytes.position();
        for (PendingPart part : parts) {
            part.append(bytes.duplicate());
            requireNoneHung();
        }
        bytes.position(end);
        if (end > begin) {
            requireGoingOn();
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
        requireGoingOn();
        return Objects.requireNonNull(first);
    }

    @Override
    public void publish() throws FileException {
        publish(true);
    }

    /** True where it is there only now in all that had not got it, as what stands in one of them may be another file's copy. */
    @Override
    public boolean publishUnlessTaken() throws FileException {
        return publish(false);
    }

    private boolean publish(boolean replacing) throws FileException {
        parts.forEach(PendingPart::endComparison);
        for (PendingPart part : parts) {
            FileException why = part.failure();
            if (part.isOther() && why != null) {
                // All are written anew then. With copies at the others, what is wrong would not be looked at any more.
                whenOneDiffers.run();
                throw why;
            }
        }
        boolean taken = false;
        for (PendingPart part : parts) {
            taken |= part.isTakenAsItIsPublished(replacing);
            requireNoneHung();
        }
        requireNoFailure();
        return !taken;
    }

    @Override
    public void close() {
        parts.forEach(PendingPart::close);
    }
}
