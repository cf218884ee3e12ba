package org.genericsftp.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.ProcessFigures;

/**
 * What a worker takes.
 *
 * @param liveHeapBytes what is left in its heap after a full collection
 * @param process its threads without those on which ActiveMQ's client hands out what has come: it keeps them for 30 s, so that there
 *     are at times as many as there are receivers, and at times none
 */
record SoakFigures(long liveHeapBytes, ProcessFigures process) {
    private static final double MEBIBYTE = 1024.0 * 1024;
    private static final double MORE_HEAP = 1.25;
    private static final long MORE_HEAP_BYTES = 8L * 1024 * 1024;
    private static final double MORE_MEMORY = 1.25;
    private static final long MORE_MEMORY_BYTES = 64L * 1024 * 1024;
    private static final int MORE_THREADS = 6;
    private static final String DISPATCH = "ActiveMQ Sessio";
    private static final int MORE_DESCRIPTORS = 8;

    static SoakFigures of(ProcessHandle worker) {
        ProcessFigures all = ProcessFigures.of(worker);
        return new SoakFigures(
                liveHeapBytes(worker),
                new ProcessFigures(
                        all.threads() - ProcessFigures.threads(worker, DISPATCH),
                        all.descriptors(),
                        all.residentBytes()));
    }

    /** The histogram counts what is alive, which it finds out by a full collection. */
    private static long liveHeapBytes(ProcessHandle worker) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String histogram = Command.run(jcmd, Long.toString(worker.pid()), "GC.class_histogram");
        String total = histogram
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No total in " + histogram));
        return Long.parseLong(total.strip().split("\\s+", -1)[2]);
    }

    static String tolerances() {
        return String.format(
                Locale.ROOT,
                "flat: live heap within %.0f %% + %.0f MiB, resident within %.0f %% + %.0f MiB,"
                        + " threads + %d, descriptors + %d",
                (MORE_HEAP - 1) * 100,
                MORE_HEAP_BYTES / MEBIBYTE,
                (MORE_MEMORY - 1) * 100,
                MORE_MEMORY_BYTES / MEBIBYTE,
                MORE_THREADS,
                MORE_DESCRIPTORS);
    }

    /** What has grown since; empty if all is flat. */
    List<String> grownSince(SoakFigures before) {
        List<String> grown = new ArrayList<>();
        if (liveHeapBytes > before.liveHeapBytes * MORE_HEAP + MORE_HEAP_BYTES) {
            grown.add("live heap");
        }
        if (process.residentBytes() > before.process.residentBytes() * MORE_MEMORY + MORE_MEMORY_BYTES) {
            grown.add("resident memory");
        }
        if (process.threads() > before.process.threads() + MORE_THREADS) {
            grown.add("threads");
        }
        if (process.descriptors() > before.process.descriptors() + MORE_DESCRIPTORS) {
            grown.add("descriptors");
        }
        return grown;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "live heap %.1f MiB, threads %d, descriptors %d, resident %.0f MiB",
                liveHeapBytes / MEBIBYTE,
                process.threads(),
                process.descriptors(),
                process.residentBytes() / MEBIBYTE);
    }
}
