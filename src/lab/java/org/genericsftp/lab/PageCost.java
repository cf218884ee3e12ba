package org.genericsftp.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.FreePort;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.ProcessFigures;
import org.genericsftp.testing.ScratchFolder;
import org.genericsftp.testing.StopOnSignal;
import org.genericsftp.testing.WorkerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * What an open operator page costs: two workers with as many clients are idle side by side, and somebody listens to the page
 * of one of them. It may take {@value #MOST_CPU_PERCENT} % of a core and {@value #MOST_MEBIBYTES} MiB more than the other.
 *
 * <p>How much of its heap a JVM has touched says how seldom it collects, and differs from run to run by more than the page takes.
 * So both have a heap of one size that is resident from the start. What a worker takes is then its resident memory without the
 * heap, and what lives in the heap.
 */
final class PageCost {
    private static final double MOST_CPU_PERCENT = 2;
    private static final double MOST_MEBIBYTES = 15;
    private static final double MEBIBYTE = 1024.0 * 1024;
    private static final int HEAP_MEBIBYTES = 128;
    private static final Map<String, String> SAME_HEAP = Map.of(
            "JDK_JAVA_OPTIONS",
            "-Xms" + HEAP_MEBIBYTES + "m -Xmx" + HEAP_MEBIBYTES + "m -XX:+UseG1GC -XX:+AlwaysPreTouch");
    private static final long WARM_UP_MILLIS = 60_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final LabOptions options;
    private final StopOnSignal signal;
    private final Tally tally;
    private final OpenSshServer server;
    private final BrokerProcess broker;
    private final Path copies;
    private final int port;

    private PageCost(
            LabOptions options,
            StopOnSignal signal,
            Tally tally,
            OpenSshServer server,
            BrokerProcess broker,
            Path copies,
            int port) {
        this.options = options;
        this.signal = signal;
        this.tally = tally;
        this.server = server;
        this.broker = broker;
        this.copies = copies;
        this.port = port;
    }

    /** Prints figures and violations, and leaves nothing behind. */
    static Tally run(LabOptions options, PrintStream out) throws Exception {
        Tally tally = new Tally(out);
        try (StopOnSignal signal = StopOnSignal.install();
                ScratchFolder scratch = LabScratch.create();
                OpenSshServer server = OpenSshServer.started();
                BrokerProcess broker =
                        BrokerProcess.start(Files.createDirectory(scratch.path().resolve("store")))) {
            Path copies = Files.createDirectory(scratch.path().resolve(LabScratch.COPIES));
            new PageCost(options, signal, tally, server, broker, copies, FreePort.find()).run();
        }
        OwnTraces.check(tally);
        return tally;
    }

    private void run() throws Exception {
        try (LabWorker without = new LabWorker(options.out().resolve("without-page.log"), SAME_HEAP);
                LabWorker with = new LabWorker(options.out().resolve("with-page.log"), SAME_HEAP)) {
            start(without, configuration("without"));
            start(with, configuration("with").operator("port", port));
            try (InputStream events = listen()) {
                Thread reader = readAll(events);
                Waiting.pause(WARM_UP_MILLIS);
                compare(without, with);
                if (!reader.isAlive()) {
                    tally.violation("The page was not open to the end");
                }
            }
        }
    }

    private WorkerConfiguration configuration(String name) throws IOException {
        WorkerConfiguration configuration = WorkerConfiguration.at(broker.url());
        for (int i = 1; i <= options.clients(); i++) {
            String client = name + "-" + i;
            configuration.client(client, server, Files.createDirectory(copies.resolve(client)));
        }
        return configuration;
    }

    private void start(LabWorker worker, WorkerConfiguration configuration) {
        worker.start(configuration);
        boolean started = Waiting.until(
                PATIENCE,
                () -> worker.process()
                                .log()
                                .lines()
                                .filter(line -> line.contains("Connection Valid"))
                                .count()
                        == options.clients());
        if (!started) {
            throw new IllegalStateException(
                    "Not all clients are well:\n" + worker.process().log());
        }
    }

    private InputStream listen() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/events"))
                .build();
        HttpResponse<InputStream> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("The page answers " + response.statusCode());
        }
        return response.body();
    }

    private static Thread readAll(InputStream events) {
        Thread reader = new Thread(
                () -> {
                    try {
                        events.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // It is closed at the end.
                    }
                },
                "lab-page");
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    private void compare(LabWorker without, LabWorker with) throws InterruptedException {
        Watched first = new Watched("without page", without);
        Watched second = new Watched("with page", with);
        for (int minute = 1; minute <= options.minutes(); minute++) {
            Waiting.pause(Duration.ofMinutes(1).toMillis());
            signal.requireGoingOn();
            tally.say(minute + " min: " + first + "; " + second);
        }
        double moreCpu = second.cpuPercent() - first.cpuPercent();
        double moreMemory = second.mebibytes() - first.mebibytes();
        tally.say("compared: processor time, and resident memory without the heap, of which both have " + HEAP_MEBIBYTES
                + " MiB, plus what lives in the heap");
        tally.say(
                String.format(Locale.ROOT, "the page takes %.2f %% of a core and %.1f MiB more", moreCpu, moreMemory));
        if (moreCpu > MOST_CPU_PERCENT || moreMemory > MOST_MEBIBYTES) {
            tally.violation(String.format(
                    Locale.ROOT, "That is more than %.0f %% or %.0f MiB", MOST_CPU_PERCENT, MOST_MEBIBYTES));
        }
        first.requireFlat();
        second.requireFlat();
    }

    /** A worker from now on. */
    private final class Watched {
        private final String name;
        private final ProcessHandle process;
        private final SoakFigures before;
        private @Nullable SoakFigures after;
        private final Duration cpuBefore;
        private final long beganNanos = System.nanoTime();

        private Watched(String name, LabWorker worker) {
            this.name = name;
            this.process = worker.process().handle();
            this.before = SoakFigures.of(process);
            this.cpuBefore = cpu();
        }

        private Duration cpu() {
            return process.info().totalCpuDuration().orElseThrow();
        }

        private double cpuPercent() {
            return 100.0 * cpu().minus(cpuBefore).toNanos() / (System.nanoTime() - beganNanos);
        }

        private double outsideHeapMebibytes() {
            return ProcessFigures.of(process).residentBytes() / MEBIBYTE - HEAP_MEBIBYTES;
        }

        private double mebibytes() {
            return outsideHeapMebibytes() + last().liveHeapBytes() / MEBIBYTE;
        }

        /** Once: to find out what lives takes a full collection. */
        private SoakFigures last() {
            SoakFigures known = after;
            if (known == null) {
                known = SoakFigures.of(process);
                after = known;
            }
            return known;
        }

        private void requireFlat() {
            tally.say(name + ", at first: " + before);
            tally.say(name + ", at last: " + last());
            last().grownSince(before).forEach(what -> tally.violation(name + ": grown " + what));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s %.2f %% of a core, %.1f MiB outside the heap",
                    name,
                    cpuPercent(),
                    outsideHeapMebibytes());
        }
    }
}
