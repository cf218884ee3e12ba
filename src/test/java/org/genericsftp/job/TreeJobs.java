package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.local.LocalDestination;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.plan.Layouts;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Result;
import org.genericsftp.transfer.Copier;
import org.genericsftp.transfer.RetryPolicy;

/** Jobs from a {@link TreeSource} to a local directory. */
public final class TreeJobs implements AutoCloseable {
    final TreeSource source;
    private final Path copies;
    private final LocalDestination destination;
    private final Copier copier;
    private final CopyFiles job;

    /** By the clock of this process, by which files are put, too. */
    public TreeJobs(Path copies) {
        this(copies, Clock.systemUTC());
    }

    /** Who carries them out. */
    public FileJob job() {
        return job;
    }

    public void put(String path, int size, Instant modified) {
        source.put(new RelativePath(path), size, modified);
    }

    public void remove(String path) {
        source.remove(new RelativePath(path));
    }

    TreeJobs(Path copies, Clock clock) {
        this(copies, clock, System::nanoTime);
    }

    TreeJobs(Path copies, Clock clock, LongSupplier nanoTime) {
        this(copies, clock, nanoTime, JobSettings.of("test"), new TreeSource());
    }

    TreeJobs(Path copies, Layouts layouts) {
        this(copies, Clock.systemUTC(), JobSettings.of("test").withLayouts(layouts), new TreeSource());
    }

    /** Of a worker beside others, or after them. */
    TreeJobs(Path copies, Clock clock, JobSettings settings, TreeSource source) {
        this(copies, clock, System::nanoTime, settings, source);
    }

    private TreeJobs(Path copies, Clock clock, LongSupplier nanoTime, JobSettings settings, TreeSource source) {
        this.copies = copies;
        this.source = source;
        destination =
                new LocalDestination(new LocalSettings(copies, false, 2, LocalSettings.DEFAULT_LEFTOVER_AGE), clock);
        copier = new Copier(destination, new RetryPolicy(Duration.ZERO));
        job = new CopyFiles(settings, source, destination, copier, clock, nanoTime);
    }

    /** How a job ended, and what it said of files, in its order. */
    record Told(Result result, List<FileOutcome> files) {
        List<String> names() {
            return files.stream().map(FileOutcome::name).toList();
        }
    }

    Told run(FileRequest request, Instant askedAt) {
        return run(request, askedAt, new Cancellation());
    }

    List<Sighting> look(Sought... sought) throws FileException {
        return job.look(List.of(sought), new Cancellation());
    }

    /** A job that ends before its time, as its worker dies: nobody hears of it. */
    void dieAtFetch(int number, FileRequest request, Instant askedAt) {
        Cancellation death = new Cancellation();
        source.atEachFetch(fetch -> {
            if (fetch == number) {
                death.cancel(new FileException(ErrorCode.CANCELLED, Remedy.LATER, "The worker dies"));
            }
        });
        run(request, askedAt, death);
        source.atEachFetch(fetch -> {});
    }

    /** A job that breaks off as it lists a folder: what it has copied is not remembered, and nobody hears of it. */
    void breakAtFolder(int number, FileRequest request, Instant askedAt) {
        AtomicInteger folders = new AtomicInteger();
        source.beforeEachFolder(() -> {
            if (folders.incrementAndGet() == number) {
                throw new IllegalStateException("The worker is killed");
            }
        });
        run(request, askedAt);
        source.beforeEachFolder(() -> {});
    }

    private Told run(FileRequest request, Instant askedAt, Cancellation cancellation) {
        List<FileOutcome> files = new ArrayList<>();
        Result result = job.run(request, askedAt, cancellation, new Progress(), new Outcomes() {
            @Override
            public void add(FileOutcome outcome) {
                files.add(outcome);
            }

            @Override
            public void restart() {
                files.clear();
            }
        });
        return new Told(result, files);
    }

    /** What the destination has of these files of the source. */
    Map<RelativePath, FileStamp> there() throws FileException {
        Map<RelativePath, FileStamp> there = new TreeMap<>();
        for (RelativePath path : source.stamps().keySet()) {
            FileStamp stamp =
                    destination.lookup(path.parent(), List.of(path.name())).get(0);
            if (stamp != null) {
                there.put(path, stamp);
            }
        }
        return there;
    }

    void removeCopy(RelativePath path) throws IOException {
        Files.deleteIfExists(copies.resolve(path.value()));
    }

    void requireCopyOf(RelativePath path) throws IOException {
        assertThat(copies.resolve(path.value())).hasBinaryContent(source.content(path));
    }

    @Override
    public void close() {
        copier.close();
        destination.close();
    }
}
