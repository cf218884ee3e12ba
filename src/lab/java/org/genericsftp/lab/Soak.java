package org.genericsftp.lab;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.genericsftp.lab.Tally.Count;
import org.genericsftp.testing.StopOnSignal;

/**
 * One worker under mixed load, with one fault after the other. What it takes when all is quiet, once it is warm, is held
 * against what it takes when all is quiet at the end.
 */
final class Soak {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SHORTEST_FAULT_MILLIS = 2_000;
    private static final int MORE_FAULT_MILLIS = 6_000;
    private static final int LONGEST_QUIET_MILLIS = 5_000;
    private static final int PARTS_TO_WARM_UP = 6;

    private final SoakSite site;
    private final StopOnSignal signal;
    private final Tally tally;
    private final OpenRequests open;
    private final DiskTrouble diskTrouble = new DiskTrouble();
    private final SoakLoad load;
    private final Random random;
    private final List<Fault> deck = new ArrayList<>();
    private long nextLineNanos = System.nanoTime();

    private Soak(SoakSite site, int seed, StopOnSignal signal, Tally tally) throws Exception {
        this.site = site;
        this.signal = signal;
        this.tally = tally;
        this.open = new OpenRequests(tally);
        this.load = new SoakLoad(site, seed, open, diskTrouble, tally);
        this.random = new Random(seed + 4L);
    }

    /** Prints figures, violations and the verdict, and leaves nothing behind. */
    static Tally run(LabOptions options, PrintStream out) throws Exception {
        Tally tally = new Tally(out);
        try (StopOnSignal signal = StopOnSignal.install();
                SoakSite site = SoakSite.open(options.out())) {
            Soak soak = new Soak(site, options.seed(), signal, tally);
            try {
                soak.run(Duration.ofMinutes(options.minutes()));
            } finally {
                soak.load.close();
            }
        }
        OwnTraces.check(tally);
        tally.print(options.seed());
        return tally;
    }

    private void run(Duration length) throws Exception {
        site.worker().awaitLog(RequestMix.CLIENT + " has started");
        load.start();
        trouble(length.dividedBy(PARTS_TO_WARM_UP));
        SoakFigures before = idleFigures();
        tally.say("warm and idle: " + before);
        load.resume();
        trouble(length.minus(length.dividedBy(PARTS_TO_WARM_UP)));
        requireAnswers();
        SoakFigures after = idleFigures();
        tally.say("idle at the end: " + after);
        judge(before, after);
        requireNothingLeft();
    }

    private void trouble(Duration length) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            signal.requireGoingOn();
            fault(nextFault());
            if (!site.worker().isAlive()) {
                tally.violation("The worker has ended by itself");
                return;
            }
            pause(random.nextInt(LONGEST_QUIET_MILLIS));
        }
    }

    private Fault nextFault() {
        if (deck.isEmpty()) {
            Stream.of(Fault.values()).filter(site::allows).forEach(deck::add);
            Collections.shuffle(deck, random);
        }
        return deck.remove(deck.size() - 1);
    }

    private void fault(Fault fault) {
        if (fault == Fault.DISK_IS_FULL) {
            diskTrouble.begins();
        }
        if (fault.concernsBroker()) {
            open.brokerIsLost();
        }
        Runnable end = site.begin(fault);
        tally.fault(fault.toString());
        pause(SHORTEST_FAULT_MILLIS + random.nextInt(MORE_FAULT_MILLIS));
        end.run();
    }

    private void pause(long millis) {
        Waiting.pause(millis);
        if (System.nanoTime() > nextLineNanos) {
            nextLineNanos = System.nanoTime() + BETWEEN_LINES.toNanos();
            tally.say("answers " + tally.get(Count.ANSWERS) + ", open " + open.count() + ", faults "
                    + tally.faultCount() + ", " + SoakFigures.of(site.worker().handle()));
        }
    }

    private void requireAnswers() throws Exception {
        if (load.calm()) {
            diskTrouble.isForgotten();
            load.askForAll();
        }
        if (!load.calm()) {
            tally.violation("No answer to " + open.unansweredIds());
        }
        load.checkCopies();
    }

    private SoakFigures idleFigures() {
        load.calm();
        // Syncs go on, and so do their sessions for a moment.
        if (!Waiting.until(PATIENCE, () -> site.server().connectionProcesses().isEmpty())) {
            tally.violation("sshd keeps " + site.server().connectionProcesses());
        }
        return SoakFigures.of(site.worker().handle());
    }

    private void judge(SoakFigures before, SoakFigures after) {
        List<String> grown = after.grownSince(before);
        tally.say(SoakFigures.tolerances());
        if (grown.isEmpty()) {
            tally.say("verdict: flat");
        } else {
            tally.violation("Not flat: " + grown + ", from " + before + " to " + after);
        }
    }

    private void requireNothingLeft() {
        List<String> queues = new ArrayList<>(load.replyQueues());
        queues.add(RequestMix.REQUESTS);
        queues.add("ActiveMQ.DLQ");
        for (String queue : queues) {
            if (!Waiting.until(PATIENCE, () -> site.broker().queue(queue).waiting() == 0)) {
                tally.violation(site.broker().queue(queue).waiting() + " messages stay on " + queue);
            }
        }
        if (!Waiting.until(PATIENCE, () -> Copies.temporaryFiles(site.copies()).isEmpty())) {
            tally.violation("A worker that was never killed leaves " + Copies.temporaryFiles(site.copies()));
        }
    }
}
