package org.genericsftp.serve;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.Result;
import org.jspecify.annotations.Nullable;

/**
 * Writes one reply, page by page: those before the last are sent as they fill, beside the request's transaction, so that it
 * does not grow with the number of files; the last goes into it.
 */
final class ReplyPages implements Outcomes {
    static final int LONGEST_PAGE_BYTES = 256 * 1024;

    /** Room for what the last page has beside its files: status, totals and an error. */
    private static final int RESULT_BYTES = 8 * 1024;

    /** A page has room for files, however much metadata the request wants echoed on each. */
    private static final int FEWEST_FILE_BYTES = 64 * 1024;

    private Head head;
    private final ReturnAddress returnAddress;
    private final Transaction transaction;
    private final ReplySender sender;
    private final MessageCodec codec;
    private final boolean details;
    private final Runnable whenBroken;
    private final List<FileOutcome> page = new ArrayList<>();
    private final int bytesForFiles;
    private int pageBytes;
    private int pagesSent;
    private boolean letGo;
    private @Nullable BrokerException failure;

    /** What stands on every page. */
    record Head(
            String requestId,
            String replyId,
            String client,
            String worker,
            Map<String, @Nullable Object> metadata,
            Instant receivedAt) {
        Head renewed() {
            return new Head(requestId, UUID.randomUUID().toString(), client, worker, metadata, receivedAt);
        }

        FileReply page(int number, List<FileOutcome> files, @Nullable Result result) {
            return new FileReply(requestId, replyId, client, worker, files, number, result, metadata, receivedAt);
        }
    }

    /**
     * @param details whether the requester sees errors in full
     * @param whenBroken called when a page can't be sent because the connection fails: the attempt is lost then
     */
    ReplyPages(
            Head head,
            ReturnAddress returnAddress,
            Transaction transaction,
            ReplySender sender,
            MessageCodec codec,
            boolean details,
            Runnable whenBroken) {
        this.head = head;
        this.returnAddress = returnAddress;
        this.transaction = transaction;
        this.sender = sender;
        this.codec = codec;
        this.details = details;
        this.whenBroken = whenBroken;
        int headBytes = codec.encode(head.page(1, List.of(), null)).getBytes(StandardCharsets.UTF_8).length;
        this.bytesForFiles = Math.max(FEWEST_FILE_BYTES, LONGEST_PAGE_BYTES - RESULT_BYTES - headBytes);
    }

    synchronized String replyId() {
        return head.replyId();
    }

    @Override
    public synchronized void add(FileOutcome found) {
        if (returnAddress.replyTo() == null || letGo || failure != null) {
            return;
        }
        FileOutcome outcome = details ? found : found.forRequesters();
        int bytes = codec.sizeOf(outcome) + OutgoingMessage.escapedBytes(outcome.name());
        if (outcome.content() != null) {
            bytes += OutgoingMessage.escapedBytes(outcome.content().value());
        }
        if (page.size() == FileReply.MOST_FILES || (!page.isEmpty() && pageBytes + bytes > bytesForFiles)) {
            sendEarly();
        }
        page.add(outcome);
        pageBytes += bytes;
    }

    /** Begins another reply, under another id: who has pages of the one so far drops them once this one's last page comes. */
    @Override
    public synchronized void restart() {
        head = head.renewed();
        page.clear();
        pageBytes = 0;
        pagesSent = 0;
    }

    private void sendEarly() {
        try {
            letGo = !send(transaction.beside(), null);
            pagesSent++;
            page.clear();
            pageBytes = 0;
        } catch (BrokerException e) {
            failure = e;
            whenBroken.run();
        }
    }

    private boolean send(Outbox outbox, @Nullable Result result) throws BrokerException {
        return sender.send(outbox, returnAddress, head.page(pagesSent + 1, page, result));
    }

    /**
     * Sends the last page. Returns whether the requester has the whole reply, once what it is sent with is committed; also where
     * it expects none.
     *
     * @throws BrokerException when the connection failed, now or for an earlier page
     */
    synchronized boolean finish(Result result, Outbox last) throws BrokerException {
        if (failure != null) {
            throw failure;
        }
        // The last page of a reply whose earlier pages are lost would make it look whole.
        return !letGo && send(last, details ? result : result.forRequesters());
    }
}
