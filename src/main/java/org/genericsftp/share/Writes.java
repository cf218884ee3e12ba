package org.genericsftp.share;

import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.mssmb2.messages.SMB2WriteRequest;
import com.hierynomus.mssmb2.messages.SMB2WriteResponse;
import com.hierynomus.smbj.io.ByteChunkProvider;
import com.hierynomus.smbj.session.Session;
import com.hierynomus.smbj.share.File;
import com.hierynomus.smbj.share.TreeConnect;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import org.genericsftp.file.FileException;

/**
 * Writes to one file, several at a time, each as large as the server takes. The client's own asynchronous writes do not
 * tell the status of one that failed, so these are its requests, sent and judged here. For one thread at a time.
 */
final class Writes {
    private static final int MOST_IN_FLIGHT = 16;

    private final ShareLink link;
    private final File file;
    private final LongFunction<FileException> shortWrite;
    private final TreeConnect tree;
    private final int largest;
    private final Deque<Sent> inFlight = new ArrayDeque<>();
    private long bytes;
    private long confirmedBytes;

    private record Sent(Future<SMB2WriteResponse> answer, int bytes) {}

    /** @param shortWrite tells that the server has left out so many bytes */
    Writes(ShareLink link, File file, LongFunction<FileException> shortWrite) {
        this.link = link;
        this.file = file;
        this.shortWrite = shortWrite;
        this.tree = file.getDiskShare().getTreeConnect();
        this.largest =
                Math.min(ShareLink.LARGEST_REQUEST, tree.getNegotiatedProtocol().getMaxWriteSize());
    }

    /** How many were sent. */
    long bytes() {
        return bytes;
    }

    /** How many of them the server has. */
    long confirmedBytes() {
        return confirmedBytes;
    }

    /**
     * Sends all bytes of the buffer; what became of them is seen later, at the latest by {@link #drain}.
     *
     * @throws SMBApiException an earlier write failed
     */
    void send(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            while (!inFlight.isEmpty()
                    && (inFlight.size() >= MOST_IN_FLIGHT
                            || inFlight.getFirst().answer.isDone())) {
                confirm();
            }
            try {
                link.window().awaitRoom();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            sendPart(buffer);
        }
    }

    private void sendPart(ByteBuffer buffer) throws IOException {
        Session session = tree.getSession();
        Part part = new Part(buffer, Math.min(largest, buffer.remaining()), bytes);
        Future<SMB2WriteResponse> answer = session.send(new SMB2WriteRequest(
                tree.getNegotiatedProtocol().getDialect(),
                file.getFileId(),
                session.getSessionId(),
                tree.getTreeId(),
                part,
                largest));
        int length = part.getLastWriteSize();
        bytes += length;
        inFlight.add(new Sent(answer, length));
        link.window().add(answer, length);
    }

    /** @throws SMBApiException a write failed */
    void drain() throws IOException {
        while (!inFlight.isEmpty()) {
            confirm();
        }
    }

    /** Forgets what is on its way. */
    void abandon() {
        inFlight.clear();
    }

    private void confirm() throws IOException {
        Sent oldest = inFlight.removeFirst();
        SMB2WriteResponse answer;
        try {
            answer = oldest.answer.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        link.answered();
        if (answer.getHeader().getStatusCode() != 0) {
            throw new SMBApiException(answer.getHeader(), "Write failed");
        }
        confirmedBytes += answer.getBytesWritten();
        if (answer.getBytesWritten() != oldest.bytes) {
            throw shortWrite.apply(oldest.bytes - answer.getBytesWritten());
        }
    }

    /** The next bytes of a buffer, which are copied straight into the request. */
    private static final class Part extends ByteChunkProvider {
        private final ByteBuffer buffer;
        private int left;

        Part(ByteBuffer buffer, int length, long offset) {
            this.buffer = buffer;
            this.left = length;
            this.offset = offset;
        }

        @Override
        public boolean isAvailable() {
            return left > 0;
        }

        @Override
        public void prepareWrite(int maxBytesToPrepare) {
            // They are at hand.
        }

        @Override
        protected int getChunk(byte[] chunk) {
            int length = Math.min(chunk.length, left);
            buffer.get(chunk, 0, length);
            left -= length;
            return length;
        }

        @Override
        public int bytesLeft() {
            return left;
        }
    }
}
