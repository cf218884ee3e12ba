package org.genericsftp.request;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcomes;

/**
 * Picks the files that a report lists: no more than it may, the failed and skipped ones first. Unchanged, planned and
 * consumed ones are not worth a line. What is in a file concerns its requester alone.
 */
public final class Highlights implements Outcomes {
    private final int most;
    private final List<FileOutcome> troubles = new ArrayList<>();
    private final List<FileOutcome> copies = new ArrayList<>();
    private long seen;

    public Highlights(int most) {
        this.most = most;
    }

    @Override
    public synchronized void add(FileOutcome outcome) {
        switch (outcome.outcome()) {
            case FAILED, SKIPPED -> keep(outcome, troubles);
            case COPIED -> keep(outcome, copies);
            case UNCHANGED, PLANNED, CONSUMED -> {}
        }
    }

    @Override
    public synchronized void restart() {
        troubles.clear();
        copies.clear();
        seen = 0;
    }

    private void keep(FileOutcome outcome, List<FileOutcome> kept) {
        seen++;
        if (kept.size() < most) {
            kept.add(outcome.with(null));
        }
    }

    public synchronized List<FileOutcome> files() {
        List<FileOutcome> files = new ArrayList<>(troubles);
        files.addAll(copies.subList(0, Math.min(copies.size(), most - troubles.size())));
        return files;
    }

    /** How many more there were than {@link #files} has. */
    public synchronized long omitted() {
        return seen - Math.min(most, troubles.size() + copies.size());
    }
}
