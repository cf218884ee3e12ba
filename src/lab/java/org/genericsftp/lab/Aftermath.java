package org.genericsftp.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.genericsftp.lab.SourceTree.LabFolder;
import org.genericsftp.lab.Tally.Count;
import org.genericsftp.testing.ProcessFigures;
import org.genericsftp.testing.QueueCounts;

/** What must hold when nothing is killed any more, and all is quiet again. */
final class Aftermath {
    private static final List<String> OF_REQUESTS = List.of(RequestMix.REQUESTS, RequestMix.SYNC);
    private static final List<String> OF_WHAT_IS_LOST =
            List.of("ActiveMQ.DLQ", "sftp." + RequestMix.CLIENT + ".invalid");
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(3);
    private static final Duration LEFTOVER_AGE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** What a JVM starts late, such as compilers, and libraries that are opened when they are first used. */
    private static final int MORE_THREADS = 8;

    private static final int MORE_DESCRIPTORS = 12;

    private final CrashSite site;
    private final SourceTree source;
    private final List<PersistentRequester> requesters;
    private final OpenRequests open;
    private final Tally tally;
    private final Set<String> givenUp = new HashSet<>();
    private long idleThreads;
    private long idleDescriptors;

    Aftermath(CrashSite site, SourceTree source, List<PersistentRequester> requesters, OpenRequests open, Tally tally) {
        this.site = site;
        this.source = source;
        this.requesters = requesters;
        this.open = open;
        this.tally = tally;
    }

    /** How much a worker takes that has hardly worked yet. */
    void noteIdleFigures() {
        awaitAnswers();
        for (LabWorker worker : site.workers()) {
            worker.process().awaitReady(site.broker(), RequestMix.CLIENT);
        }
        awaitSessionsEnd();
        for (LabWorker worker : site.workers()) {
            ProcessFigures figures = worker.figures();
            idleThreads = Math.max(idleThreads, figures.threads());
            idleDescriptors = Math.max(idleDescriptors, figures.descriptors());
        }
        tally.say("an idle worker has " + idleThreads + " threads and " + idleDescriptors + " descriptors");
    }

    void check(RequestMix mix) throws Exception {
        awaitAnswers();
        sync(mix);
        awaitQuietQueues();
        requireNothingLost();
        requireSameTree();
        requireIdleFigures();
        requireLeftoversGo(mix);
        requireNoUnexpectedErrors();
    }

    private void awaitAnswers() {
        long answers = -1;
        while (isAnyOpen() && tally.get(Count.ANSWERS) > answers) {
            answers = tally.get(Count.ANSWERS);
            long before = answers;
            Waiting.until(LONGEST_SILENCE, () -> !isAnyOpen() || tally.get(Count.ANSWERS) > before);
        }
        Set<String> unanswered = new TreeSet<>(open.unansweredIds());
        unanswered.removeAll(givenUp);
        if (!unanswered.isEmpty()) {
            givenUp.addAll(unanswered);
            tally.violation("No answer to " + unanswered);
        }
    }

    private boolean isAnyOpen() {
        return open.count() > givenUp.size();
    }

    private void sync(RequestMix mix) throws InterruptedException {
        Asked sync = mix.sync(source.folders());
        if (open.open(sync, Duration.ZERO)) {
            requesters.get(0).ask(sync);
            awaitAnswers();
        }
    }

    private void awaitQuietQueues() {
        List<String> queues = new ArrayList<>(OF_REQUESTS);
        requesters.forEach(requester -> queues.add(requester.replyQueue()));
        for (String queue : queues) {
            if (!Waiting.until(PATIENCE, () -> waiting(queue) == 0)) {
                tally.violation(waiting(queue) + " messages stay on " + queue);
            }
        }
    }

    private void requireNothingLost() {
        for (String queue : OF_WHAT_IS_LOST) {
            if (waiting(queue) > 0) {
                tally.violation(waiting(queue) + " messages are on " + queue);
            }
        }
    }

    private long waiting(String queue) {
        QueueCounts counts = site.broker().queue(queue);
        return counts.waiting();
    }

    private void requireSameTree() throws IOException {
        Set<String> wanted = new HashSet<>();
        for (LabFolder folder : source.folders()) {
            for (LabFile file : folder.files()) {
                wanted.add(file.name());
                String fault = file.faultOfCopy(site.copies());
                if (fault != null) {
                    tally.violation("At the end, " + fault);
                }
            }
        }
        for (String name : Copies.wholeFiles(site.copies())) {
            if (!wanted.contains(name)) {
                tally.violation("At the end, " + name + " is at the destination, and not at the source");
            }
        }
    }

    private void requireIdleFigures() {
        awaitSessionsEnd();
        for (LabWorker worker : site.workers()) {
            ProcessFigures figures = Waiting.forValue(PATIENCE, worker::figures, this::isIdle);
            tally.say("idle again: " + figures);
            if (!isIdle(figures)) {
                tally.violation("A worker keeps " + figures + "; one that had hardly worked had " + idleThreads
                        + " threads and " + idleDescriptors + " descriptors");
            }
        }
    }

    private boolean isIdle(ProcessFigures figures) {
        return figures.threads() <= idleThreads + MORE_THREADS
                && figures.descriptors() <= idleDescriptors + MORE_DESCRIPTORS;
    }

    private void awaitSessionsEnd() {
        if (!Waiting.until(PATIENCE, () -> site.server().connectionProcesses().isEmpty())) {
            tally.violation("sshd keeps " + site.server().connectionProcesses());
        }
    }

    /** Killed workers leave temporary files, which the others remove once they are old. */
    private void requireLeftoversGo(RequestMix mix) throws Exception {
        int left = Copies.temporaryFiles(site.copies()).size();
        tally.add(Count.LEFTOVERS, left);
        for (LabWorker worker : site.workers()) {
            int exitCode = worker.stop();
            if (exitCode != 0) {
                tally.violation("A worker that was told to stop has ended with " + exitCode);
            }
        }
        Waiting.pause(LEFTOVER_AGE.toMillis());
        site.startWorkersThatTakeForLeft(LEFTOVER_AGE);
        sync(mix);
        // What comes and goes in the meantime is that of a worker that tries whether it may write.
        List<String> kept = Waiting.forValue(PATIENCE, () -> Copies.temporaryFiles(site.copies()), List::isEmpty);
        tally.add(Count.LEFTOVERS_REMOVED, left - kept.size());
        if (!kept.isEmpty()) {
            tally.violation("Temporary files stay: " + kept);
        }
        tally.say("leftovers of killed workers: " + left + ", still there: " + kept.size());
    }

    /** What the workers log as errors, but for the broker's absence. */
    private void requireNoUnexpectedErrors() throws IOException {
        for (LabWorker worker : site.workers()) {
            for (String line : Files.readAllLines(worker.log())) {
                if (line.contains(" ERROR ") && !line.contains("Cannot reach the broker")) {
                    tally.violation("A worker has logged " + line);
                }
            }
        }
    }
}
