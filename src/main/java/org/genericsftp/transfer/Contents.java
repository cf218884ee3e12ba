package org.genericsftp.transfer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.genericsftp.file.Content;
import org.genericsftp.file.Inline;
import org.genericsftp.file.RemoteFile;
import org.jspecify.annotations.Nullable;

/** The contents of small files that one job tells of, with its bound on all of them. Safe for use by many threads. */
final class Contents {
    /** How much one reply may hold. */
    static final long MOST_BYTES = 4 << 20;

    private final @Nullable Inline wanted;
    private final AtomicLong left = new AtomicLong(MOST_BYTES);

    /** @param wanted null for none */
    Contents(@Nullable Inline wanted) {
        this.wanted = wanted;
    }

    /** Begins to take the bytes of a file; null where its contents are not wanted, or there is no room for them. */
    @Nullable
    Taken take(RemoteFile file) {
        if (wanted == null) {
            return null;
        }
        long size = file.stamp().sizeBytes();
        return size <= wanted.max().bytes() && size <= left.get() ? new Taken(wanted) : null;
    }

    /** Takes the bytes of one file, in their order. For one thread at a time. */
    final class Taken {
        private final Inline rule;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean tooMany;

        private Taken(Inline rule) {
            this.rule = rule;
        }

        /** A file whose size was not known, or that claimed to be empty, may have more than is wanted. */
        void add(ByteBuffer next) {
            tooMany = tooMany || bytes.size() + next.remaining() > rule.max().bytes();
            if (!tooMany) {
                byte[] piece = new byte[next.remaining()];
                next.duplicate().get(piece);
                bytes.writeBytes(piece);
            }
        }

        /** All bytes have come. Null where they are too many, by themselves or for the reply. */
        @Nullable
        Content end() {
            if (tooMany) {
                return null;
            }
            if (left.addAndGet(-bytes.size()) < 0) {
                left.addAndGet(bytes.size());
                return null;
            }
            return Content.of(bytes.toByteArray(), rule.form());
        }
    }
}
