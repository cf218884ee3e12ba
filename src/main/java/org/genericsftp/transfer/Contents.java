package org.genericsftp.transfer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.genericsftp.file.Content;
import org.genericsftp.file.Inline;
import org.genericsftp.file.RemoteFile;
import org.jspecify.annotations.Nullable;

/**
 * The contents of small files that one job tells of, with its bound on all of them: those that are complete, and those that are
 * being read or verified. Safe for use by many threads.
 */
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
        return size <= wanted.max().bytes() && size <= left.get() ? new Taken(wanted, (int) size) : null;
    }

    /** What is not told of leaves its room to others. */
    static void drop(@Nullable Taken taken) {
        if (taken != null) {
            taken.drop();
        }
    }

    private boolean reserve(int bytes) {
        if (left.addAndGet(-bytes) < 0) {
            left.addAndGet(bytes);
            return false;
        }
        return true;
    }

    /** Takes the bytes of one file, in their order. For one thread at a time. To be ended or dropped. */
    final class Taken {
        private final Inline rule;
        private final int announced;
        private @Nullable ByteArrayOutputStream bytes;
        private int reserved;
        private boolean tooMany;

        private Taken(Inline rule, int announced) {
            this.rule = rule;
            this.announced = announced;
        }

        /** A file whose size was not known, or that claimed to be empty, may have more than is wanted. */
        void add(ByteBuffer next) {
            if (tooMany) {
                return;
            }
            int before = bytes == null ? 0 : bytes.size();
            // At the first byte all of it has its room, or files that are read side by side would each get half of
            // theirs.
            int needed = Math.max(announced, before + next.remaining());
            if (needed > rule.max().bytes() || (needed > reserved && !reserve(needed - reserved))) {
                drop();
                return;
            }
            reserved = Math.max(reserved, needed);
            bytes = bytes == null ? new ByteArrayOutputStream(reserved) : bytes;
            byte[] piece = new byte[next.remaining()];
            next.duplicate().get(piece);
            bytes.writeBytes(piece);
        }

        /** All bytes have come. Null where they are too many, by themselves or for the reply. */
        @Nullable
        Content end() {
            if (tooMany) {
                return null;
            }
            byte[] all = bytes == null ? new byte[0] : bytes.toByteArray();
            left.addAndGet(reserved - all.length);
            reserved = all.length;
            bytes = null;
            return Content.of(all, rule.form());
        }

        private void drop() {
            tooMany = true;
            bytes = null;
            left.addAndGet(reserved);
            reserved = 0;
        }
    }
}
