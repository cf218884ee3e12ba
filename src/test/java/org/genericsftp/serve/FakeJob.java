package org.genericsftp.serve;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.file.ReportedError;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.file.StageResult;
import org.genericsftp.job.Delivered;
import org.genericsftp.job.FileJob;
import org.genericsftp.job.JobFigures;
import org.genericsftp.job.Progress;
import org.genericsftp.job.Sighting;
import org.genericsftp.job.Sought;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.request.Totals;
import org.genericsftp.source.SourceFigures;
import org.jspecify.annotations.Nullable;

/** A job without servers: it reports the files that it is told to report. */
public final class FakeJob implements FileJob {
    public static final ServerFact SERVER_FACT =
            new ServerFact("fstat", "no", "it answered FSTAT with status 8", Instant.parse("2026-11-01T12:00:00Z"));

    static final Instant MODIFIED = Instant.parse("2026-11-01T10:00:00Z");

    /** When each of its jobs ends. */
    public static final Instant COMPLETED_AT = Instant.EPOCH;

    private final AtomicInteger looks = new AtomicInteger();
    private volatile List<String> there = List.of();
    private volatile @Nullable FileException lookFailure;
    private final List<Run> runs = new CopyOnWriteArrayList<>();
    private volatile Work work;
    private volatile Afterwards afterwards = (request, delivered, cancellation, told) -> {};
    private volatile @Nullable FileException checkFailure;
    private volatile Set<String> layouts = Set.of();
    private volatile boolean remembers;

    /** What it does for a request. */
    public interface Work {
        void copy(Run run) throws FileException, InterruptedException;
    }

    /** One request that came. */
    public record Run(
            FileRequest request, Instant askedAt, Cancellation cancellation, Progress progress, Outcomes outcomes) {
        /** Waits until the request is cancelled, and ends as a job does then. */
        public void untilCancelled() throws FileException, InterruptedException {
            CountDownLatch cancelled = new CountDownLatch(1);
            cancellation.onCancel(cancelled::countDown);
            cancelled.await();
            cancellation.check();
        }
    }

    private FakeJob(Work work) {
        this.work = work;
    }

    /** One that remembers what it delivers. */
    FakeJob remembering() {
        remembers = true;
        return this;
    }

    @Override
    public boolean remembers() {
        return remembers;
    }

    /** One that has layouts to choose from. */
    FakeJob withLayouts(String... names) {
        layouts = new TreeSet<>(List.of(names));
        return this;
    }

    @Override
    public Set<String> layouts() {
        return layouts;
    }

    public static FakeJob doing(Work work) {
        return new FakeJob(work);
    }

    public static FakeJob copying(String... names) {
        return new FakeJob(run -> Stream.of(names).map(FakeJob::copied).forEach(run.outcomes::add));
    }

    public void nowDo(Work next) {
        work = next;
    }

    /** From now on its checks end so at the last stage. */
    void nowFailChecks(FileException failure) {
        checkFailure = failure;
    }

    public static FileOutcome copied(String name) {
        return FileOutcome.copied(file(name), null);
    }

    public static FileOutcome unchanged(String name) {
        return FileOutcome.unchanged(file(name), null);
    }

    public static FileOutcome failed(String name, FileException why) {
        return FileOutcome.failed(name, file(name).stamp(), why);
    }

    private static RemoteFile file(String name) {
        return new RemoteFile(new RelativePath(name), new FileStamp(10, MODIFIED), new RemoteName(new byte[] {1}));
    }

    /** The requests that came so far. */
    public List<Run> runs() {
        return runs;
    }

    /** From now on it does this at the source. */
    void nowDoAfterwards(Afterwards next) {
        afterwards = next;
    }

    /** What it does at the source. */
    interface Afterwards {
        void change(FileRequest request, Delivered delivered, Cancellation cancellation, Consumer<SourceOutcome> told);
    }

    @Override
    public void afterwards(
            FileRequest request, Delivered delivered, Cancellation cancellation, Consumer<SourceOutcome> told) {
        afterwards.change(request, delivered, cancellation, told);
    }

    @Override
    public Result run(
            FileRequest request, Instant askedAt, Cancellation cancellation, Progress progress, Outcomes outcomes) {
        Counting counting = new Counting(outcomes);
        Run run = new Run(request, askedAt, cancellation, progress, counting);
        runs.add(run);
        ReportedError error = null;
        try {
            work.copy(run);
        } catch (FileException e) {
            error = e.toError();
        } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts a job", e);
        } catch (RuntimeException | Error e) {
            error = new ReportedError(ErrorCode.INTERNAL_ERROR, "The job has broken off", true);
        }
        return new Result(ReplyStatus.of(counting.totals, error), counting.totals, error, COMPLETED_AT);
    }

    /** From now on these files are there, and only these. */
    public void nowThere(String... names) {
        there = List.of(names);
    }

    /** How often it has looked. */
    public int looks() {
        return looks.get();
    }

    @Override
    public List<Sighting> look(List<Sought> sought, Cancellation cancellation) throws FileException {
        looks.incrementAndGet();
        FileException failure = lookFailure;
        if (failure != null) {
            throw failure;
        }
        return sought.stream().map(this::sighting).toList();
    }

    private Sighting sighting(Sought sought) {
        long found = there.stream()
                .map(FakeJob::file)
                .filter(file -> sought.selection().selects(file.path(), file.stamp()))
                .count();
        return new Sighting(found >= sought.enough(), found, null);
    }

    /** From now on its looks fail so; with null they do not. */
    void nowFailLooks(@Nullable FileException failure) {
        lookFailure = failure;
    }

    @Override
    public void removeLeftovers() {}

    @Override
    public JobFigures figures() {
        return new JobFigures(new SourceFigures(1, 2, 3, 4, 5, Duration.ofMillis(1500)), 6, 7);
    }

    @Override
    public List<ServerFact> serverFacts() {
        return List.of(SERVER_FACT);
    }

    @Override
    public ConnectionReport check(Consumer<StageResult> whenEnded) {
        List<StageResult> stages = Stream.of(CheckStage.values())
                .map(stage -> new StageResult(stage, Duration.ofMillis(3), null))
                .collect(Collectors.toCollection(ArrayList::new));
        FileException failure = checkFailure;
        if (failure != null) {
            stages.set(stages.size() - 1, new StageResult(CheckStage.WRITE_DESTINATION, Duration.ofMillis(3), failure));
        }
        return new ConnectionReport("plant-a", stages, Instant.now());
    }

    private static final class Counting implements Outcomes {
        private final Outcomes next;
        private Totals totals = Totals.NONE;

        Counting(Outcomes next) {
            this.next = next;
        }

        @Override
        public synchronized void add(FileOutcome outcome) {
            totals = totals.plus(outcome);
            next.add(outcome);
        }

        @Override
        public synchronized void restart() {
            totals = Totals.NONE;
            next.restart();
        }

        @Override
        public void stopped() {
            next.stopped();
        }
    }
}
