package org.genericsftp.packets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.Waiting;
import org.genericsftp.ssh.SftpTransport;
import org.jspecify.annotations.Nullable;

/**
 * Many requests in flight on one channel: gives them ids, sends them from a thread of its own, many in one SSH packet,
 * and brings each its answer, in whatever order they come (draft-ietf-secsh-filexfer-02, 3 and 6.1).
 *
 * <p>Its monitor is the session's one lock: whoever holds it may look at and change everything that belongs to the
 * session. It is never held over I/O.
 */
public final class Multiplexer {
    /** Enough for a thousand READs, and what fits an SSH packet of most servers. */
    private static final int BATCH_BYTES = 30 * 1024;

    private static final long MEMORY_POLL_MILLIS = 5;

    /** Decides what is sent when nothing else is waiting. Called under the lock. */
    public interface Supply {
        /** Null when nothing may be sent now; {@link Multiplexer#wake} tells that this may have changed. */
        @Nullable
        Exchange next();

        /** Whether the last {@code next} had something, but no memory for it; other sessions may free some at any time. */
        boolean waitsForMemory();

        /** The server mixed up what is open, with so many of them. */
        void handlesNotReliable(int open, String why);

        /** The session is about to end for a reason of the server's or the network's. */
        void ending();

        /** The session has ended. */
        void lost(FileException why);
    }

    private final String server;
    private final Supply supply;
    private final BreachMemory breaches;
    private final Deque<Exchange> urgent = new ArrayDeque<>();
    private final Outstanding outstanding = new Outstanding();
    private final OpenHandles handles = new OpenHandles();
    private final CompletableFuture<ByteBuffer> version = new CompletableFuture<>();
    private @Nullable SftpTransport transport;
    private volatile @Nullable FileException failure;
    private final long startNanos = System.nanoTime();
    private long lastUseNanos = startNanos;

    /** @param breaches of all sessions to this server */
    public Multiplexer(String server, Supply supply, BreachMemory breaches) {
        this.server = server;
        this.supply = supply;
        this.breaches = breaches;
    }

    /** Takes the bytes that the server sends, on JSch's session thread; its close tells that the channel has ended. */
    public OutputStream incoming() {
        return new Incoming();
    }

    /** Sends INIT and waits for VERSION (section 4), for as long as nothing ends the session. */
    public ByteBuffer start(SftpTransport started) throws FileException {
        synchronized (this) {
            transport = started;
            if (failure != null) {
                started.close();
                throw failure;
            }
        }
        PacketBuffer init = new PacketBuffer(16);
        init.putInt(5).putByte(Protocol.INIT).putInt(Protocol.VERSION);
        try {
            write(started.outgoing(), init);
            ByteBuffer extensions = Waiting.await(version);
            DaemonThread.named("sftp-sender " + server, () -> sendAll(started.outgoing()))
                    .start();
            return extensions;
        } catch (IOException e) {
            throw fail(e instanceof FileException failed ? failed : lost("cannot be written to: " + e.getMessage(), e));
        }
    }

    /** Sends this before whatever the supply has. */
    public synchronized void send(Exchange exchange) {
        if (failure != null) {
            exchange.answer().lost(failure);
        } else {
            urgent.add(exchange);
            notifyAll();
        }
    }

    /** Sends this, and completes the future with the answer; the watchdog bounds how long that may take. */
    public CompletableFuture<SftpReply> ask(SftpRequest request) {
        CompletableFuture<SftpReply> reply = new CompletableFuture<>();
        send(Exchange.of(request, new Exchange.Answer() {
            @Override
            public void replied(SftpReply answer, long latencyNanos) {
                reply.complete(answer);
            }

            @Override
            public void lost(FileException why) {
                reply.completeExceptionally(why);
            }
        }));
        return reply;
    }

    private synchronized String lastWords() {
        return transport == null ? "" : transport.lastWords();
    }

    /** The supply may have something to send now. */
    public synchronized void wake() {
        notifyAll();
    }

    /** Why it has ended; null as long as it has not. Takes no lock. */
    public @Nullable FileException failure() {
        return failure;
    }

    /** Takes no lock. */
    public boolean alive() {
        return failure == null;
    }

    /** For how long nothing has been sent or received; zero while anything is waited for. */
    public synchronized Duration idle() {
        return outstanding.isEmpty() && urgent.isEmpty()
                ? Duration.ofNanos(System.nanoTime() - lastUseNanos)
                : Duration.ZERO;
    }

    /** Ends the session when its oldest outstanding request has been the oldest for longer than this. */
    public void failIfStalled(Duration stallTimeout) {
        boolean stalled;
        synchronized (this) {
            stalled = outstanding.stalled(stallTimeout, System.nanoTime());
        }
        if (stalled) {
            fail(new FileException(
                    ErrorCode.TIMEOUT,
                    Remedy.NEW_SESSION,
                    "The SFTP server " + server + " left a request unanswered for " + stallTimeout.toSeconds() + " s"));
        }
    }

    /** Ends the session: everything that waits for an answer is told so. The first reason stands, and is returned. */
    public FileException fail(FileException why) {
        SftpTransport closing;
        synchronized (this) {
            if (failure != null) {
                return failure;
            }
            failure = why;
            if (why.code() != ErrorCode.CANCELLED) {
                supply.ending();
            }
            List<Exchange> unanswered = outstanding.takeAll();
            unanswered.addAll(urgent);
            urgent.clear();
            unanswered.forEach(exchange -> exchange.answer().lost(why));
            handles.lost(why);
            supply.lost(why);
            version.completeExceptionally(why);
            closing = transport;
            notifyAll();
        }
        if (closing != null) {
            // On a thread of its own: this one may be JSch's, which must not wait for itself.
            DaemonThread.named("sftp-closer " + server, closing::close).start();
        }
        return why;
    }

    /**
     * The server broke the protocol. What it was asked when it does so again is not to be asked once more; everything else
     * goes on with another session.
     *
     * @param id of the request that it answered; null where it is not known
     */
    private synchronized FileException broken(@Nullable Integer id, ProtocolException breach) {
        long now = System.nanoTime();
        SftpRequest answered =
                id == null ? null : outstanding.find(id).map(Exchange::request).orElse(null);
        FileException ended = lost("broke the protocol: it sent " + breach.getMessage(), breach);
        if (failure != null || !breaches.repeats(answered, startNanos, now)) {
            return fail(ended);
        }
        FileException again = new FileException(
                ErrorCode.CONNECTION_FAILED,
                Remedy.NEVER,
                "The SFTP server " + server + " broke the protocol again, on a new session: it sent "
                        + breach.getMessage(),
                breach);
        if (id == null || answered == null || !answered.isOfOneFile()) {
            return fail(again);
        }
        outstanding.take(id, now).exchange().answer().lost(again);
        return fail(ended);
    }

    private FileException lost(String what, @Nullable Throwable cause) {
        return new FileException(
                ErrorCode.CONNECTION_FAILED, Remedy.NEW_SESSION, "The SFTP server " + server + " " + what, cause);
    }

    private void sendAll(OutputStream out) {
        PacketBuffer packets = new PacketBuffer(BATCH_BYTES + 4096);
        try {
            while (gather(packets)) {
                write(out, packets);
                packets.clear();
            }
        } catch (IOException e) {
            fail(lost("cannot be written to: " + e.getMessage(), e));
        } catch (InterruptedException e) {
            fail(lost("was left: interrupted", e));
        } catch (RuntimeException | Error e) {
            fail(new FileException(
                    ErrorCode.INTERNAL_ERROR, Remedy.NEW_SESSION, "Sending to " + server + " failed: " + e, e));
        }
    }

    private static void write(OutputStream out, PacketBuffer packets) throws IOException {
        out.write(packets.bytes(), 0, packets.length());
        out.flush();
    }

    /** Waits for something to send, and takes as much of it as goes into one SSH packet. False when the session has ended. */
    private synchronized boolean gather(PacketBuffer packets) throws InterruptedException {
        while (failure == null) {
            Exchange next = nextToSend();
            if (next == null) {
                wait(supply.waitsForMemory() ? MEMORY_POLL_MILLIS : 0);
                continue;
            }
            long now = System.nanoTime();
            lastUseNanos = now;
            do {
                int id = outstanding.add(next, now);
                if (next.request() instanceof SftpRequest.Opening) {
                    handles.asked(id);
                }
                packets.putPacket(id, next.request());
                next = packets.length() < BATCH_BYTES ? nextToSend() : null;
            } while (next != null);
            return true;
        }
        return false;
    }

    private @Nullable Exchange nextToSend() {
        Exchange next = urgent.poll();
        return next != null ? next : supply.next();
    }

    private synchronized Exchange awaiting(int id) throws ProtocolException {
        return outstanding.get(id);
    }

    private synchronized void answered(int id, SftpReply reply) {
        if (failure != null) {
            return;
        }
        long now = System.nanoTime();
        lastUseNanos = now;
        Outstanding.Sent sent = reply.isLast() ? outstanding.take(id, now) : outstanding.progressed(id, now);
        Exchange.Answer answer = sent.exchange().answer();
        long latency = now - sent.sentNanos();
        SftpRequest request = sent.exchange().request();
        if (request instanceof SftpRequest.Close close) {
            handles.closed(id, close.handle(), new OpenHandles.Sequel() {
                @Override
                public void settled() {
                    answer.replied(reply, latency);
                }

                @Override
                public void lost(FileException why) {
                    answer.lost(why);
                }
            });
            return;
        }
        if (request instanceof SftpRequest.Opening) {
            if (!(reply instanceof SftpReply.Handle given)) {
                handles.refused(id);
            } else if (!handles.given(id, given.handle())) {
                answer.lost(distrustHandles("it gave one handle to two of them"));
                return;
            }
        }
        answer.replied(reply, latency);
    }

    /**
     * Ends the session, as what came through its handles may be of other files.
     *
     * @param why what the server did
     */
    public FileException distrustHandles(String why) {
        supply.handlesNotReliable(handles.count(), why);
        return fail(new FileException(
                ErrorCode.INTERNAL_ERROR,
                Remedy.NEW_SESSION,
                "The SFTP server " + server + " mixes up open files: " + why + "; nothing that came of them is used"));
    }

    /** Whether every answer so far came in the order of the requests. Under the lock. */
    public boolean answersInOrder() {
        return outstanding.inOrder();
    }

    public String server() {
        return server;
    }

    /** JSch's session thread ends for good at whatever is thrown here that is not an IOException, so nothing else is. */
    private final class Incoming extends OutputStream implements PacketAssembler.Receiver {
        private final PacketAssembler assembler = new PacketAssembler(this);
        private @Nullable Integer answering;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                assembler.accept(bytes, offset, length);
            } catch (ProtocolException e) {
                throw broken(answering, e);
            } catch (RuntimeException | Error e) {
                throw fail(new FileException(
                        ErrorCode.INTERNAL_ERROR, Remedy.NEW_SESSION, "Receiving from " + server + " failed: " + e, e));
            }
        }

        @Override
        public void close() {
            fail(lost("closed the connection" + lastWords(), null));
        }

        @Override
        public ByteBuffer roomFor(int id, int length) throws ProtocolException {
            answering = id;
            Exchange exchange = awaiting(id);
            if (!(exchange.request() instanceof SftpRequest.Read read) || exchange.into() == null) {
                throw new ProtocolException(
                        "DATA in answer to " + exchange.request().getClass().getSimpleName());
            }
            if (length > read.length()) {
                throw new ProtocolException(length + " bytes of DATA where " + read.length() + " were asked for");
            }
            return exchange.into();
        }

        @Override
        public void dataArrived(int id, int length) {
            answered(id, new SftpReply.Arrived(length));
            answering = null;
        }

        @Override
        public void namesBegin(int id, int length) throws ProtocolException {
            answering = id;
            SftpRequest request = awaiting(id).request();
            if (!(request instanceof SftpRequest.ReadDir)) {
                throw new ProtocolException(length + " bytes of names in answer to "
                        + request.getClass().getSimpleName());
            }
        }

        @Override
        public void namesArrived(int id, SftpReply.Names names) {
            answered(id, names);
            answering = names.isLast() ? null : answering;
        }

        @Override
        public void arrived(int type, int id, ByteBuffer body) throws ProtocolException {
            if (type == Protocol.VERSION_REPLY) {
                acceptVersion(id, body);
            } else {
                answering = id;
                awaiting(id);
                answered(id, SftpReply.decode(type, body));
                answering = null;
            }
        }

        private void acceptVersion(int offered, ByteBuffer extensions) throws ProtocolException {
            if (offered < Protocol.VERSION) {
                throw new ProtocolException("SFTP version " + offered + ", where version 3 is needed");
            }
            if (!version.complete(extensions)) {
                throw new ProtocolException("its version twice");
            }
        }
    }
}
