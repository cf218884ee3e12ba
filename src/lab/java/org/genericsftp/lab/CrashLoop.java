package org.genericsftp.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.genericsftp.lab.SourceTree.LabFolder;
import org.genericsftp.lab.Tally.Count;
import org.genericsftp.testing.StopOnSignal;

/**
 * Kills something in each round, while several requesters ask for new and old files, and does not wait for their answers
 * before the next round. What comes is checked at once; what must hold after all is checked at the end.
 */
final class CrashLoop {
    private static final int REQUESTERS = 3;
    private static final int ROUNDS_TO_MANY_FILES = 8;
    private static final int ROUNDS_TO_SYNC = 3;
    private static final int SHORT_DELAY_MILLIS = 500;
    private static final int LONG_DELAY_MILLIS = 4_000;
    private static final int LONGEST_OUTAGE_MILLIS = 2_500;
    private static final Duration PATIENCE_WITH_ANSWERS = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final CrashSite site;
    private final StopOnSignal signal;
    private final Tally tally;
    private final OpenRequests open;
    private final SourceTree source;
    private final RequestMix mix;
    private final Random random;
    private final Victim.Deck deck;
    private final List<PersistentRequester> requesters = new ArrayList<>();
    private long lastLineNanos = System.nanoTime();

    private CrashLoop(CrashSite site, int seed, StopOnSignal signal, Tally tally) throws IOException {
        this.site = site;
        this.signal = signal;
        this.tally = tally;
        this.open = new OpenRequests(tally);
        this.source = new SourceTree(
                site.server().rootDirectory(),
                Files.createDirectory(site.server().scratchFolder().resolve("nursery")),
                new Random(seed));
        this.mix = new RequestMix(new Random(seed + 1L));
        this.random = new Random(seed + 2L);
        this.deck = new Victim.Deck(new Random(seed + 3L));
    }

    /** Prints progress, violations and the tally, and leaves nothing behind. */
    static Tally run(LabOptions options, PrintStream out) throws Exception {
        Tally tally = new Tally(out);
        try (StopOnSignal signal = StopOnSignal.install();
                CrashSite site = CrashSite.open(options.out())) {
            CrashLoop loop = new CrashLoop(site, options.seed(), signal, tally);
            try {
                loop.run(options.rounds());
            } finally {
                loop.close();
            }
        }
        tally.say("everything is closed");
        OwnTraces.check(tally);
        tally.print(options.seed());
        return tally;
    }

    private void run(int rounds) throws Exception {
        AnswerChecker checker = new AnswerChecker(source, site.copies(), tally);
        for (int i = 1; i <= REQUESTERS; i++) {
            requesters.add(PersistentRequester.start(site.broker().url(), "lab.replies." + i, tally, open, checker));
        }
        site.startWorkers();
        Aftermath aftermath = new Aftermath(site, source, requesters, open, tally);
        ask(mix.byFolder(source.addMixed("first"), true));
        aftermath.noteIdleFigures();
        for (int i = 1; i <= rounds && !isStuck(); i++) {
            signal.requireGoingOn();
            round(i);
        }
        tally.say("all rounds are over; open " + open.count());
        aftermath.check(mix);
    }

    private void round(int number) throws Exception {
        tally.increment(Count.ROUNDS);
        LabFolder folder = number % ROUNDS_TO_MANY_FILES == 0
                ? source.addMany("round-" + number)
                : source.addMixed("round-" + number);
        for (Asked asked : mix.forFolder(folder)) {
            ask(asked);
        }
        if (number % ROUNDS_TO_SYNC == 0) {
            ask(mix.sync(source.folders()));
        }
        Waiting.pause(delayMillis());
        Victim victim = deck.next();
        Runnable startAgain = kill(victim);
        ask(mix.byFolder(anyFolder(), random.nextBoolean()));
        ask(mix.byExactNames(folder));
        Waiting.pause(outageMillis());
        startAgain.run();
        noticeDeaths();
        sayProgressNowAndThen();
    }

    /** Often short, so that there is work under way. */
    private int delayMillis() {
        return random.nextInt(random.nextBoolean() ? SHORT_DELAY_MILLIS : LONG_DELAY_MILLIS);
    }

    /** Often none. */
    private int outageMillis() {
        return random.nextBoolean() ? 0 : random.nextInt(LONGEST_OUTAGE_MILLIS);
    }

    private LabFolder anyFolder() {
        List<LabFolder> folders = source.folders();
        return folders.get(random.nextInt(folders.size()));
    }

    private void ask(Asked asked) throws InterruptedException {
        if (open.open(asked, PATIENCE_WITH_ANSWERS)) {
            requesters.get(random.nextInt(requesters.size())).ask(asked);
        } else {
            tally.violation("No answer for " + PATIENCE_WITH_ANSWERS + " to any of " + open.unansweredIds());
        }
    }

    private boolean isStuck() {
        return open.isFull();
    }

    /** Returns what starts it again. */
    private Runnable kill(Victim victim) {
        Runnable startAgain = site.kill(victim, random);
        if (startAgain == null) {
            tally.say("there was no session to kill");
            return () -> {};
        }
        tally.fault(victim.toString());
        if (victim == Victim.BROKER) {
            open.brokerIsLost();
        }
        return startAgain;
    }

    private void noticeDeaths() {
        for (LabWorker worker : site.workers()) {
            if (worker.hasDied()) {
                tally.violation("A worker has ended by itself; its log: " + worker.log());
                worker.kill();
                worker.startAgain();
            }
        }
    }

    private void sayProgressNowAndThen() {
        if (System.nanoTime() - lastLineNanos > BETWEEN_LINES.toNanos()) {
            lastLineNanos = System.nanoTime();
            tally.say("round " + tally.get(Count.ROUNDS) + ", " + tally.faults() + ", requests "
                    + tally.get(Count.REQUESTS) + ", answers " + tally.get(Count.ANSWERS) + ", open " + open.count());
        }
    }

    private void close() {
        for (PersistentRequester requester : requesters) {
            try {
                requester.close();
            } catch (Exception e) {
                tally.say("A requester does not close: " + e);
            }
        }
    }
}
