package org.genericsftp.packets;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
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
    private static final long MEMORY_POLL_MILLIS = 5;

    /** The server has enough to do with so many that what comes next may wait a moment for others, to be sent with them. */
    private static final int PLENTY = 64;

    private static final long MOMENT_NANOS = 200_000;

    private final String server;
    private final SessionEnd end;
    private final Supply supply;
    private final BreachMemory breaches;

    @GuardedBy("this")
    private final ToSend toSend;

    @GuardedBy("this")
    private final Outstanding outstanding = new Outstanding();

    @GuardedBy("this")
    private final OpenHandles handles = new OpenHandles();

    private final CompletableFuture<ByteBuffer> version = new CompletableFuture<>();

    /** The sender looks again by itself. */
    @GuardedBy("this")
    private boolean senderRests;

    @GuardedBy("this")
    private @Nullable SftpTransport transport;

    private volatile @Nullable FileException failure;
    private final long startNanos = System.nanoTime();

    @GuardedBy("this")
    private long lastUseNanos = startNanos;

    /** @param breaches of all sessions to this server */
    public Multiplexer(String server, Supply supply, BreachMemory breaches) {
        this.server = server;
        end = new SessionEnd(server);
        this.supply = supply;
        toSend = new ToSend(supply);
        this.breaches = breaches;
    }

    /** Takes the bytes that the server sends, on JSch's session thread; its close tells that the channel has ended. */
    public OutputStream incoming() {
        return new IncomingPackets(this, end);
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
        OutgoingPackets outgoing = new OutgoingPackets(this, end, started.outgoing());
        outgoing.sendInit();
        ByteBuffer extensions = Waiting.await(version);
        DaemonThread.named("sftp-sender " + server, outgoing).start();
        return extensions;
    }

    /** Sends this before whatever the supply has. */
    public synchronized void send(Exchange exchange) {
        if (failure != null) {
            exchange.answer().lost(failure);
        } else {
            toSend.add(exchange);
            wake();
        }
    }

    /** Sends this, and completes the future with the answer; the watchdog bounds how long that may take. */
    public CompletableFuture<SftpReply> ask(SftpRequest request) {
        CompletableFuture<SftpReply> reply = new CompletableFuture<>();
        send(Exchange.of(request, reply));
        return reply;
    }

    /** VERSION has come; false if it had come before. */
    boolean versionArrived(ByteBuffer extensions) {
        return version.complete(extensions);
    }

    /** Why the connection has ended, as far as the transport knows; empty where it does not. */
    synchronized String lastWords() {
        return transport == null ? "" : transport.lastWords();
    }

    /** The supply may have something to send now. */
    public synchronized void wake() {
        if (!senderRests) {
            notifyAll();
        }
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
        return outstanding.isEmpty() && !toSend.hasUrgent()
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
            fail(end.stalled(stallTimeout));
        }
    }

    /** Ends the session: everything that waits for an answer is told so. The first reason stands, and is returned. */
    public FileException fail(FileException reason) {
        SftpTransport closing;
        FileException why;
        synchronized (this) {
            if (failure != null) {
                return failure;
            }
            why = transport == null ? reason : transport.rejection().orElse(reason);
            failure = why;
            if (why.code() != ErrorCode.CANCELLED) {
                supply.ending();
            }
            List<Exchange> unanswered = outstanding.takeAll();
            unanswered.addAll(toSend.takeUrgent());
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
    synchronized FileException broken(@Nullable Integer id, ProtocolException breach) {
        long now = System.nanoTime();
        SftpRequest answered =
                id == null ? null : outstanding.find(id).map(Exchange::request).orElse(null);
        FileException ended = end.broken(breach);
        if (failure != null || !breaches.repeats(answered, startNanos, now)) {
            return fail(ended);
        }
        FileException again = end.brokenAgain(breach);
        if (id == null || answered == null || !answered.isOfOneFile()) {
            return fail(again);
        }
        outstanding.take(id, now).exchange().answer().lost(again);
        return fail(ended);
    }

    /** Waits for something to send, and takes as much of it as goes into one SSH packet. False when the session has ended. */
    boolean gather(PacketBuffer packets) throws InterruptedException {
        synchronized (this) {
            if (take(packets)) {
                return true;
            }
            senderRests = outstanding.size() >= PLENTY;
            if (!senderRests) {
                return awaitAndTake(packets);
            }
        }
        LockSupport.parkNanos(this, MOMENT_NANOS);
        return awaitAndTake(packets);
    }

    private synchronized boolean awaitAndTake(PacketBuffer packets) throws InterruptedException {
        senderRests = false;
        while (failure == null) {
            if (take(packets)) {
                return true;
            }
            wait(supply.waitsForMemory() ? MEMORY_POLL_MILLIS : 0);
        }
        return false;
    }

    @GuardedBy("this")
    private boolean take(PacketBuffer packets) {
        long now = System.nanoTime();
        boolean taken = failure == null && toSend.moveTo(packets, outstanding, handles, now);
        if (taken) {
            lastUseNanos = now;
        }
        return taken;
    }

    /** What was asked with this number. */
    synchronized Exchange awaiting(int id) throws ProtocolException {
        return outstanding.get(id);
    }

    /** That has been answered. */
    synchronized void answered(int id, SftpReply reply) {
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
            handles.closed(id, close.handle(), answer, reply, latency);
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
    public synchronized FileException distrustHandles(String why) {
        supply.handlesNotReliable(handles.count(), why);
        return fail(end.mixesHandles(why));
    }

    /** Whether every answer so far came in the order of the requests. Under the lock. */
    public synchronized boolean answersInOrder() {
        return outstanding.inOrder();
    }

    /**
     * Whether no OPEN is on its way. Then a handle that is given back now can't turn out to have been given to another one as
     * well, as long as it was held: there is no need to wait for the answer to its CLOSE. Under the lock.
     */
    public synchronized boolean opensNothing() {
        return handles.opensNothing() && !toSend.opens();
    }

    public String server() {
        return server;
    }
}
