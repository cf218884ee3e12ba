package org.genericsftp.ssh;

import com.jcraft.jsch.KEM;
import com.jcraft.jsch.bc.SNTRUP761;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.genericsftp.file.DaemonThread;
import org.jspecify.annotations.Nullable;

/**
 * JSch's sntrup761, for a first connection whose key pair may have been made ahead. In a JVM that has just started, which
 * interprets that code, to make one takes about half a second: as long as everything else until the first login. Each is used for
 * one connection.
 */
public final class Sntrup761 implements KEM {
    private static final AtomicReference<@Nullable Future<KEM>> AHEAD = new AtomicReference<>();

    private @Nullable KEM kem;

    /** For JSch, which finds this by its name. */
    public Sntrup761() {}

    /** Begins to make a key pair, in the background; not where that would hold up everything else. */
    public static void prepare() {
        FutureTask<KEM> pair = new FutureTask<>(Sntrup761::pair);
        if (Runtime.getRuntime().availableProcessors() > 1 && AHEAD.compareAndSet(null, pair)) {
            try {
                DaemonThread.named("sftp-key-pair", pair).start();
            } catch (OutOfMemoryError e) {
                // There is no thread to be had for it: nobody must wait for it.
                AHEAD.set(null);
            }
        }
    }

    private static KEM pair() throws Exception {
        KEM made = new SNTRUP761();
        made.init();
        return made;
    }

    @Override
    public void init() throws Exception {
        Future<KEM> ahead = AHEAD.getAndSet(null);
        kem = ahead == null ? pair() : outcome(ahead);
    }

    private static KEM outcome(Future<KEM> ahead) throws Exception {
        try {
            return ahead.get();
        } catch (ExecutionException e) {
            // As it was thrown there: for whoever connects, it makes no difference where that was.
            throw e.getCause() instanceof Exception failure ? failure : e;
        }
    }

    private KEM made() {
        if (kem == null) {
            throw new IllegalStateException("init() comes first");
        }
        return kem;
    }

    @Override
    public byte[] getPublicKey() throws Exception {
        return made().getPublicKey();
    }

    @Override
    public byte[] decapsulate(byte[] encapsulation) throws Exception {
        return made().decapsulate(encapsulation);
    }
}
