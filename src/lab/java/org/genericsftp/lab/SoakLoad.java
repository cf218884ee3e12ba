package org.genericsftp.lab;

import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.genericsftp.lab.SourceTree.LabFolder;

/** Files that come and go, and requests for them that must be answered, beside odd ones. */
final class SoakLoad implements AutoCloseable {
    private static final int REQUESTERS = 2;
    private static final int MOST_FOLDERS = 12;
    private static final int FOLDERS_TO_MANY_FILES = 6;
    private static final long TURN_MILLIS = 200;
    private static final int MOST_OPEN = 40;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final SourceTree source;
    private final Path copies;
    private final RequestMix mix;
    private final OpenRequests open;
    private final OddRequests odd;
    private final Random random;
    private final Tally tally;
    private final List<PersistentRequester> requesters = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "lab-load");
    private volatile boolean paused;
    private volatile boolean closed;
    private int made;

    /** @param seed also those behind it are taken */
    SoakLoad(SoakSite site, int seed, OpenRequests open, DiskTrouble diskTrouble, Tally tally)
            throws IOException, JMSException {
        this.copies = site.copies();
        this.open = open;
        this.tally = tally;
        this.source = new SourceTree(
                site.server().rootDirectory(),
                Files.createDirectory(site.server().scratchFolder().resolve("nursery")),
                new Random(seed));
        this.mix = new RequestMix(new Random(seed + 1L));
        this.random = new Random(seed + 2L);
        this.odd = new OddRequests(site.broker().url(), new Random(seed + 3L));
        AnswerChecker checker = new AnswerChecker(source, copies, tally, diskTrouble::excuses);
        for (int i = 1; i <= REQUESTERS; i++) {
            requesters.add(PersistentRequester.start(site.broker().url(), "lab.replies." + i, tally, open, checker));
        }
        thread.setDaemon(true);
    }

    void start() {
        odd.start();
        thread.start();
    }

    /** Lets everything be answered; nothing new comes. Returns whether that was so in time. */
    boolean calm() {
        paused = true;
        odd.pause(true);
        return Waiting.until(PATIENCE, () -> open.count() == 0);
    }

    void resume() {
        odd.pause(false);
        paused = false;
    }

    private void run() {
        try {
            while (!closed) {
                Waiting.pause(TURN_MILLIS);
                if (!paused && open.count() < MOST_OPEN) {
                    turn();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() throws IOException, InterruptedException {
        if (random.nextInt(5) == 0) {
            made++;
            LabFolder folder = made % FOLDERS_TO_MANY_FILES == 0
                    ? source.addMany("folder-" + made)
                    : source.addMixed("folder-" + made);
            for (Asked asked : mix.forFolder(folder)) {
                ask(asked);
            }
            removeOldFolder();
        }
        List<LabFolder> folders = source.folders();
        if (!folders.isEmpty()) {
            LabFolder folder = folders.get(random.nextInt(folders.size()));
            ask(random.nextBoolean() ? mix.byExactNames(folder) : mix.byFolder(folder, random.nextBoolean()));
        }
    }

    private void ask(Asked asked) throws InterruptedException {
        if (open.open(asked, PATIENCE)) {
            requesters.get(random.nextInt(requesters.size())).ask(asked);
        }
    }

    /** The oldest that no open request asks for, when there are many. */
    private void removeOldFolder() throws IOException {
        List<LabFolder> folders = source.folders();
        for (LabFolder folder : folders.subList(0, Math.max(0, folders.size() - MOST_FOLDERS))) {
            if (!isAskedFor(folder)) {
                source.remove(folder, copies);
            }
        }
    }

    private boolean isAskedFor(LabFolder folder) {
        return open.unanswered().stream()
                .flatMap(asked -> asked.files().stream())
                .anyMatch(file -> file.name().startsWith(folder.name() + "/"));
    }

    /** What is wrong with the copies of the files that are there, now that all are asked for and answered. */
    void checkCopies() throws IOException {
        for (LabFolder folder : source.folders()) {
            for (LabFile file : folder.files()) {
                String fault = file.faultOfCopy(copies);
                if (fault != null) {
                    tally.violation("At the end, " + fault);
                }
            }
        }
    }

    List<String> replyQueues() {
        return requesters.stream().map(PersistentRequester::replyQueue).toList();
    }

    /** Asks for every folder that is there. */
    void askForAll() throws InterruptedException {
        for (LabFolder folder : source.folders()) {
            ask(mix.byFolder(folder, true));
        }
    }

    @Override
    public void close() throws JMSException {
        closed = true;
        odd.close();
        Waiting.join(thread);
        for (PersistentRequester requester : requesters) {
            requester.close();
        }
    }
}
