package org.genericsftp.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.Response;
import org.genericsftp.request.Result;
import org.genericsftp.request.SyncReport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was done in each step of a span of time that ends now; older steps are forgotten. */
final class Series {
    private static final double MEDIAN = 0.5;
    private static final double NINETY_NINTH = 0.99;

    private static final long DIGEST_FACTOR = 6_364_136_223_846_793_005L;

    private final Duration step;
    private final @Nullable Slot[] slots;

    private Series(Duration step, int steps) {
        this.step = step;
        this.slots = new Slot[steps];
    }

    static Series ofAnHour() {
        return new Series(Duration.ofMinutes(1), 60);
    }

    static Series ofADay() {
        return new Series(Duration.ofMinutes(15), 96);
    }

    private static final class Slot {
        private final long number;
        private long files;
        private long bytes;
        private long requests;
        private @Nullable Latencies latencies;
        private Map<String, Integer> failures = Map.of();

        Slot(long number) {
            this.number = number;
        }

        void addFailure(String code) {
            if (failures.isEmpty()) {
                failures = new HashMap<>();
            }
            failures.merge(code, 1, Integer::sum);
        }
    }

    /** Counts what the event tells of. */
    void add(Response event, Instant now) {
        if (event instanceof RequestReport report) {
            add(now, report.result(), report.files(), latencyOf(report));
        } else if (event instanceof SyncReport report) {
            add(now, report.result(), report.files(), null);
        }
    }

    /** As the requester sees it, who also waits while the request does. */
    private static Duration latencyOf(RequestReport report) {
        Duration underWay =
                Duration.between(report.receivedAt(), report.result().completedAt());
        return report.phases() == null
                ? underWay
                : underWay.plus(report.phases().queue());
    }

    /** @param latency null for a sync, which nobody waits for */
    private synchronized void add(Instant now, Result result, List<FileOutcome> files, @Nullable Duration latency) {
        Slot slot = slotAt(now);
        slot.files += result.totals().copied();
        slot.bytes += result.totals().bytes();
        if (result.error() != null) {
            slot.addFailure(result.error().code().name());
        }
        for (FileOutcome file : files) {
            if (file.error() != null) {
                slot.addFailure(file.error().code().name());
            }
        }
        if (latency != null) {
            slot.requests++;
            if (slot.latencies == null) {
                slot.latencies = new Latencies();
            }
            slot.latencies.add(latency.toMillis());
        }
    }

    private long numberAt(Instant now) {
        return now.getEpochSecond() / step.toSeconds();
    }

    private Slot slotAt(Instant now) {
        long number = numberAt(now);
        int index = (int) (number % slots.length);
        Slot slot = slots[index];
        if (slot == null || slot.number != number) {
            slot = new Slot(number);
            slots[index] = slot;
        }
        return slot;
    }

    /** Of each step, the oldest first; null where nothing was done. */
    private List<@Nullable Slot> steps(Instant now) {
        long last = numberAt(now);
        List<@Nullable Slot> steps = new ArrayList<>(slots.length);
        for (long number = last - slots.length + 1; number <= last; number++) {
            Slot slot = slots[(int) (number % slots.length)];
            steps.add(slot == null || slot.number != number ? null : slot);
        }
        return steps;
    }

    /** How many files were copied in each step, the oldest first. */
    synchronized long[] files(Instant now) {
        return steps(now).stream()
                .mapToLong(slot -> slot == null ? 0 : slot.files)
                .toArray();
    }

    /** Differs where {@link #files} does. It is asked for each client each second, and makes no garbage. */
    synchronized long digestOfFiles(Instant now) {
        long last = numberAt(now);
        long digest = 0;
        for (long number = last - slots.length + 1; number <= last; number++) {
            Slot slot = slots[(int) (number % slots.length)];
            digest = digest * DIGEST_FACTOR + (slot == null || slot.number != number ? 0 : slot.files);
        }
        return digest;
    }

    synchronized void write(ObjectNode json, Instant now) {
        List<@Nullable Slot> steps = steps(now);
        json.put("stepSeconds", step.toSeconds());
        json.put("from", Json.text(Instant.ofEpochSecond((numberAt(now) - slots.length + 1) * step.toSeconds())));
        ArrayNode files = json.putArray("files");
        ArrayNode bytes = json.putArray("bytes");
        ArrayNode requests = json.putArray("requests");
        ArrayNode median = json.putArray("latencyMedian");
        ArrayNode ninetyNinth = json.putArray("latency99");
        Map<String, int[]> failures = new TreeMap<>();
        for (int i = 0; i < steps.size(); i++) {
            Slot slot = steps.get(i);
            Latencies latencies = slot == null ? null : slot.latencies;
            files.add(slot == null ? 0 : slot.files);
            bytes.add(slot == null ? 0 : slot.bytes);
            requests.add(slot == null ? 0 : slot.requests);
            median.add(latencies == null ? null : latencies.percentile(MEDIAN));
            ninetyNinth.add(latencies == null ? null : latencies.percentile(NINETY_NINTH));
            if (slot != null) {
                int index = i;
                slot.failures.forEach(
                        (code, count) -> failures.computeIfAbsent(code, key -> new int[steps.size()])[index] = count);
            }
        }
        ObjectNode byCode = json.putObject("failures");
        failures.forEach((code, counts) -> {
            ArrayNode array = byCode.putArray(code);
            for (int count : counts) {
                array.add(count);
            }
        });
    }
}
