package org.genericsftp.sftp;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RemoteName;
import org.genericsftp.packets.Exchange;
import org.genericsftp.packets.Multiplexer;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.SftpRequest;
import org.genericsftp.sftp.HandleLimit.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The folders that one listing has open, as a part of all that its session may have open: counted where the listing's
 * requests and their answers pass, so that they are right also when nobody listens to the answers any more.
 */
final class FolderHandles implements AutoCloseable {
    private final Multiplexer multiplexer;
    private final FetchScheduler scheduler;
    /** The folders that are open, by the handle. */
    private final Map<ByteBuffer, RemoteName> folders = new HashMap<>();
    /** The folders that the server would not open, and is to be asked for again. */
    private final Map<RemoteName, Refusals> refused = new HashMap<>();

    /** How many READDIRs have not been answered, by the handle. */
    private final Map<ByteBuffer, Integer> reads = new HashMap<>();
    /** The CLOSEs that wait for those: a listing that is broken off asks for them at once. */
    private final Map<ByteBuffer, Exchange> closing = new HashMap<>();

    private int held;
    private boolean waits;
    /** Kept for the folder that is opened next. */
    private HandleLimit.@Nullable Ticket promised;

    FolderHandles(Multiplexer multiplexer, FetchScheduler scheduler) {
        this.multiplexer = multiplexer;
        this.scheduler = scheduler;
    }

    /**
     * Whether another folder may be opened. Its handle is kept for it until it is opened, or {@link #waitNoMore}. A session
     * that has ended admits it, and so tells its end.
     *
     * @param whenFreed where none may, is run once when that may have changed; it must not block
     */
    boolean admits(Runnable whenFreed) {
        synchronized (multiplexer) {
            HandleLimit limit = scheduler.limits().handles();
            boolean admitted = promised != null || !multiplexer.alive() || limit.admitsFolder(held);
            waitsNow(!admitted);
            if (!admitted) {
                scheduler.tellWhenFreed(whenFreed);
            } else if (promised == null) {
                promised = limit.asked(Kind.FOLDER);
                held++;
            }
            return admitted;
        }
    }

    /** Why this folder is not to be opened at all, if so: sessions end with it. */
    Optional<FileException> objection(byte[] folder, Supplier<String> attempt) {
        synchronized (multiplexer) {
            return scheduler.suspects().objection(new RemoteName(folder), attempt);
        }
    }

    /**
     * Whether this folder may be opened now, where {@linkplain #admits one may}. If so, it is to be opened.
     *
     * @param whenLeft where it may not, is run once when that may have changed; it must not block
     */
    boolean admits(byte[] folder, Runnable whenLeft) {
        synchronized (multiplexer) {
            boolean admitted = !multiplexer.alive() || scheduler.suspects().admits(new RemoteName(folder));
            if (!admitted) {
                scheduler.tellWhenFreed(whenLeft);
            }
            return admitted;
        }
    }

    /** Whether one is open that others may have to wait for, as a session may end with it. */
    boolean holdsSuspect() {
        synchronized (multiplexer) {
            return scheduler.suspects().holdsAny(folders.values());
        }
    }

    private void waitsNow(boolean now) {
        if (waits != now) {
            waits = now;
            scheduler.limits().handles().folderWaits(now);
        }
    }

    /**
     * Whether a folder whose READDIRs are all answered can be done with as soon as its CLOSE is sent: nobody else can have had its
     * handle meanwhile, and none waits for what comes free.
     */
    boolean closesSurely() {
        synchronized (multiplexer) {
            return multiplexer.opensNothing() && !onlyOneForFolders() && !holdsSuspect();
        }
    }

    /** Whether but one folder can be open at a time. */
    boolean onlyOneForFolders() {
        synchronized (multiplexer) {
            return scheduler.limits().handles().onlyOneForFolders();
        }
    }

    /** Whether the server, which would not open this folder just now, is to be asked again. */
    boolean opensLater(byte[] folder) {
        synchronized (multiplexer) {
            return refused.containsKey(new RemoteName(folder));
        }
    }

    /**
     * Sends a request of the listing. A CLOSE goes out when all READDIRs are answered: one that it overtook could take
     * names from another folder, which has got the handle by then.
     */
    void send(Exchange exchange) {
        synchronized (multiplexer) {
            if (exchange.request() instanceof SftpRequest.OpenDir folder) {
                open(exchange, new RemoteName(folder.path()));
            } else if (exchange.request() instanceof SftpRequest.ReadDir read) {
                read(exchange, ByteBuffer.wrap(read.handle()));
            } else if (exchange.request() instanceof SftpRequest.Close close) {
                ByteBuffer handle = ByteBuffer.wrap(close.handle());
                close(answering(exchange, closed -> closed(handle)), handle);
            } else {
                multiplexer.send(exchange);
            }
        }
    }

    private void open(Exchange exchange, RemoteName folder) {
        HandleLimit.Ticket ticket = Objects.requireNonNull(promised, "a handle that was kept for it");
        promised = null;
        Refusals before = refused.get(folder);
        Refusals refusals = before == null ? new Refusals() : before;
        refusals.asked(ticket);
        scheduler.suspects().folderBegun(folder);
        multiplexer.send(answering(exchange, reply -> opened(folder, refusals, reply)));
    }

    private void opened(RemoteName folder, Refusals refusals, SftpReply reply) {
        refused.remove(folder);
        if (reply instanceof SftpReply.Handle opened) {
            folders.put(ByteBuffer.wrap(opened.handle()), folder);
            scheduler.limits().given(refusals);
            return;
        }
        held--;
        left(folder);
        if (scheduler.limits().refused(refusals, reply) != HandleLimit.Refusal.OWN) {
            refused.put(folder, refusals);
        }
        scheduler.handleFreed();
        multiplexer.wake();
    }

    private void read(Exchange exchange, ByteBuffer handle) {
        reads.merge(handle, 1, Integer::sum);
        multiplexer.send(answering(exchange, reply -> {
            if (reply.isLast() && reads.merge(handle, -1, Integer::sum) == 0) {
                reads.remove(handle);
                Exchange close = closing.remove(handle);
                if (close != null) {
                    multiplexer.send(close);
                }
            }
        }));
    }

    private void close(Exchange close, ByteBuffer handle) {
        if (reads.containsKey(handle)) {
            closing.put(handle, close);
        } else {
            multiplexer.send(close);
        }
    }

    private void left(RemoteName folder) {
        scheduler.suspects().folderEnded(folder);
        scheduler.suspectLeft(folder);
    }

    private void closed(ByteBuffer handle) {
        held--;
        RemoteName folder = folders.remove(handle);
        if (folder != null) {
            left(folder);
        }
        scheduler.limits().handles().freed(Kind.FOLDER);
        scheduler.handleFreed();
        multiplexer.wake();
    }

    /** The listing opens no folder for now. */
    void waitNoMore() {
        synchronized (multiplexer) {
            if (waits || promised != null) {
                waitsNow(false);
                giveUpPromised();
                multiplexer.wake();
            }
        }
    }

    private void giveUpPromised() {
        if (promised != null) {
            scheduler.limits().handles().notGiven(promised);
            promised = null;
            held--;
            scheduler.handleFreed();
        }
    }

    /** The listing opens no more. */
    @Override
    public void close() {
        waitNoMore();
    }

    private interface Counting {
        void replied(SftpReply reply);
    }

    private static Exchange answering(Exchange exchange, Counting counting) {
        Exchange.Answer answer = exchange.answer();
        return Exchange.of(exchange.request(), new Exchange.Answer() {
            @Override
            public void replied(SftpReply reply, long latencyNanos) {
                counting.replied(reply);
                answer.replied(reply, latencyNanos);
            }

            @Override
            public void lost(FileException why) {
                answer.lost(why);
            }
        });
    }
}
