package org.genericsftp.bench;

import java.util.List;
import java.util.Locale;

/**
 * One table: a workload at one distance from the server.
 *
 * @param delayMillis the round trip; 0 for no proxy at all
 * @param onRequest whether it is left out unless asked for by its name
 */
record Row(Workload workload, int delayMillis, List<Program> programs, List<Goal> goals, boolean onRequest) {
    Row {
        programs = List.copyOf(programs);
        goals = List.copyOf(goals);
    }

    Row(Workload workload, int delayMillis, List<Program> programs, Goal... goals) {
        this(workload, delayMillis, programs, List.of(goals), false);
    }

    /** What it is called in files and on the terminal. */
    String id() {
        return delayMillis == 0 ? workload.name() : workload.name() + "@" + delayMillis;
    }

    String title() {
        String title = workload.title() + (delayMillis == 0 ? "" : ", " + delayMillis + " ms away");
        return title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1);
    }

    Unit unit() {
        return workload.task().unit();
    }

    Row scaled(double scale) {
        return new Row(workload.scaled(scale), delayMillis, programs, goals, onRequest);
    }

    /** The same work, done by fewer or more. */
    Row by(List<Program> others) {
        return new Row(workload, delayMillis, others, goals, onRequest);
    }

    /** The same work at another distance, for which nobody has set a goal. */
    Row at(int otherDelayMillis) {
        return new Row(workload, otherDelayMillis, programs, List.of(), onRequest);
    }
}
