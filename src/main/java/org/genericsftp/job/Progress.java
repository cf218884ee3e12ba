package org.genericsftp.job;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.genericsftp.request.Phases;
import org.genericsftp.request.RequestProgress;

/** How far a job has come: counters that it raises and others poll. */
public final class Progress {
    private final LongAdder matched = new LongAdder();
    private final LongAdder matchedBytes = new LongAdder();
    private final LongAdder done = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private volatile boolean listing = true;
    private final PhaseClock phases = new PhaseClock(System::nanoTime);
    private final Duration queued;

    /** Of a job that begins as it is asked for. */
    public Progress() {
        this(Duration.ZERO);
    }

    /** @param queued how long the request has waited until it was taken up */
    public Progress(Duration queued) {
        this.queued = queued;
    }

    /** A moment's view. {@code listing} tells that {@code matched} and {@code matchedBytes} still grow. */
    public record Snapshot(
            boolean listing, long filesMatched, long filesDone, long filesFailed, long bytesDone, long bytesMatched) {
        /** The same as it is told to others. */
        public RequestProgress toRequestProgress() {
            return new RequestProgress(
                    filesMatched, filesDone, filesFailed, bytesDone, listing ? null : bytesMatched, listing);
        }
    }

    public Snapshot snapshot() {
        return new Snapshot(listing, matched.sum(), done.sum(), failed.sum(), bytes.sum(), matchedBytes.sum());
    }

    /** How long each phase took, to be asked for when the answer is out. */
    public Phases phases() {
        return phases.phases(queued);
    }

    /** How long the request had waited when it was taken up. */
    Duration queued() {
        return queued;
    }

    /** There is a way to the server. */
    void connected() {
        phases.connected();
    }

    void matched(long sizeBytes) {
        matched.increment();
        matchedBytes.add(sizeBytes);
    }

    void done(boolean asFailure) {
        done.increment();
        if (asFailure) {
            failed.increment();
        }
    }

    void received(long sizeBytes) {
        bytes.add(sizeBytes);
    }

    /** The job begins again. */
    void restart() {
        matched.reset();
        matchedBytes.reset();
        done.reset();
        failed.reset();
        bytes.reset();
        listing = true;
        phases.restart();
    }

    void listed() {
        listing = false;
        phases.listed();
    }

    void ended() {
        phases.ended();
    }
}
