package org.genericsftp.operator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.ReportedError;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.request.AfterwardsReport;
import org.genericsftp.request.Phases;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.Response;
import org.genericsftp.request.Result;
import org.genericsftp.request.SyncReport;
import org.genericsftp.request.Totals;

/**
 * Counts what a worker tells of: how requests and syncs end, and how long they take. A counter or histogram that is new is read as
 * zero first: Prometheus takes its first value for where it began, and would not see the first failure as one.
 */
final class EventMeters {
    /** From answers that found nothing to do, to syncs of very many files. */
    private static final Duration[] BUCKETS = Stream.of(
                    "PT0.01S", "PT0.05S", "PT0.1S", "PT0.25S", "PT0.5S", "PT1S", "PT2.5S", "PT5S", "PT10S", "PT30S",
                    "PT1M", "PT5M", "PT15M", "PT1H")
            .map(Duration::parse)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    /** Of a new histogram; when nobody reads they count all the same. */
    private static final int MOST_UNREAD_TIMES = 1_000;

    private final Set<Meter> read = new HashSet<>();
    private final Map<Counter, Long> unread = new HashMap<>();
    private final Map<Timer, List<Duration>> unreadTimes = new HashMap<>();
    private final Map<String, Double> lastSync = new ConcurrentHashMap<>();
    private final Map<String, Double> lastGoodSync = new ConcurrentHashMap<>();

    EventMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    synchronized void observe(Response event) {
        if (event instanceof RequestReport report) {
            count("sftp.client.requests", "FileRequests that were answered", report.client(), report.result());
            if (report.phases() != null) {
                time("request", "From when a FileRequest reached the broker to its answer", report, report.phases());
            }
        } else if (event instanceof SyncReport report) {
            count("sftp.client.syncs", "Syncs that ended", report.client(), report.result());
            if (report.phases() != null) {
                time("sync", "From when a sync was triggered to its end", report, report.phases());
            }
            ended(report.client(), report.result());
        } else if (event instanceof AfterwardsReport report && report.totals() != null) {
            atTheSource(
                    report.client(), SourceOutcome.Done.DELETED, report.totals().deleted());
            atTheSource(
                    report.client(), SourceOutcome.Done.MOVED, report.totals().moved());
            atTheSource(
                    report.client(), SourceOutcome.Done.KEPT, report.totals().kept());
        }
    }

    private void atTheSource(String client, SourceOutcome.Done done, long number) {
        Counter files = Counter.builder("sftp.client.source.files")
                .description("Files that were to be deleted or moved at the source, by what became of them")
                .tag("client", client)
                .tag("done", done.name())
                .register(registry);
        add(files, number);
    }

    private void ended(String client, Result result) {
        double at = result.completedAt().toEpochMilli() / 1000.0;
        lastSync.put(client, at);
        if (result.error() == null && result.totals().failed() == 0) {
            lastGoodSync.put(client, at);
        }
    }

    /** When the client's last sync ended, in seconds since 1970; NaN where there is none. */
    double lastSync(String client) {
        return lastSync.getOrDefault(client, Double.NaN);
    }

    /** The same of the last in which nothing failed. */
    double lastGoodSync(String client) {
        return lastGoodSync.getOrDefault(client, Double.NaN);
    }

    private void count(String what, String description, String client, Result result) {
        ReportedError error = result.error();
        Counter counter = Counter.builder(what)
                .description(description)
                .tag("client", client)
                .tag("status", result.status().name())
                .tag("code", error == null ? "none" : error.code().name())
                .register(registry);
        add(counter, 1);
        Totals totals = result.totals();
        files(client, Outcome.COPIED, totals.copied());
        files(client, Outcome.UNCHANGED, totals.unchanged());
        files(client, Outcome.SKIPPED, totals.skipped());
        files(client, Outcome.FAILED, totals.failed());
        files(client, Outcome.PLANNED, totals.planned());
        files(client, Outcome.CONSUMED, totals.consumed());
        Counter bytes = Counter.builder("sftp.client.bytes")
                .description("Bytes of the files that were copied")
                .baseUnit("bytes")
                .tag("client", client)
                .register(registry);
        add(bytes, totals.bytes());
    }

    private void files(String client, Outcome outcome, long number) {
        Counter files = Counter.builder("sftp.client.files")
                .description("Files that matched, by what became of them")
                .tag("client", client)
                .tag("outcome", outcome.name())
                .register(registry);
        add(files, number);
    }

    private void add(Counter counter, long number) {
        if (read.contains(counter)) {
            counter.increment((double) number);
        } else {
            unread.merge(counter, number, Long::sum);
        }
    }

    private void add(Timer timer, Duration took) {
        if (read.contains(timer)) {
            timer.record(took);
            return;
        }
        List<Duration> times = unreadTimes.computeIfAbsent(timer, unknown -> new ArrayList<>());
        times.add(took);
        if (times.size() >= MOST_UNREAD_TIMES) {
            wasRead(timer, times);
            unreadTimes.remove(timer);
        }
    }

    private void wasRead(Timer timer, List<Duration> times) {
        times.forEach(timer::record);
        read.add(timer);
    }

    /** All counters and histograms have been read once. */
    synchronized void wereRead() {
        unread.forEach((counter, number) -> counter.increment((double) number));
        read.addAll(unread.keySet());
        unread.clear();
        unreadTimes.forEach(this::wasRead);
        unreadTimes.clear();
    }

    /** A client is gone, and its counters with it. */
    synchronized void forget(Meter meter) {
        read.remove(meter);
        if (meter instanceof Counter counter) {
            unread.remove(counter);
        } else if (meter instanceof Timer timer) {
            unreadTimes.remove(timer);
        }
    }

    private void time(String kind, String description, Response event, Phases phases) {
        Timer all = Timer.builder("sftp.client." + kind)
                .description(description)
                .tag("client", event.client())
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        add(all, phases.total());
        phase(kind, "queue", phases.queue());
        phase(kind, "connect", phases.connect());
        phase(kind, "list", phases.list());
        phase(kind, "copy", phases.copy());
        phase(kind, "reply", phases.reply());
    }

    private void phase(String kind, String phase, Duration took) {
        Timer timer = Timer.builder("sftp.client.phase")
                .description("How long the phases of requests and syncs took")
                .tag("kind", kind)
                .tag("phase", phase)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        add(timer, took);
    }
}
