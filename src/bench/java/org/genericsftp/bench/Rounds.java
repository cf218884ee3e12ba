package org.genericsftp.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.genericsftp.bench.Contestant.TakesTooLong;
import org.genericsftp.bench.Measurement.Ending;
import org.genericsftp.testing.StopOnSignal;

/** Runs the contestants of one row in turns, each round beginning with another one. */
final class Rounds implements AutoCloseable {
    /** Who takes longer than this, and longer than three times our worker, is stopped and not started again. */
    private static final Duration WORTH_WAITING = Duration.ofSeconds(60);

    private final Row row;
    private final StopOnSignal signal;
    private final PrintStream progress;
    private final List<Contestant> contestants = new ArrayList<>();
    private final Map<Program, String> absent = new EnumMap<>(Program.class);
    private final Map<Program, List<Measurement>> measurements = new EnumMap<>(Program.class);
    private Duration limit = WORTH_WAITING;

    private Rounds(Row row, StopOnSignal signal, PrintStream progress) {
        this.row = row;
        this.signal = signal;
        this.progress = progress;
    }

    static RowResult run(Row row, Site site, StopOnSignal signal, PrintStream progress) throws Exception {
        String absence = Contestants.absence(row.workload().place());
        if (!absence.isEmpty()) {
            progress.printf("%-22s skipped: %s%n", row.id(), absence);
            return RowResult.skipped(row, absence);
        }
        try (Scene scene = Scene.open(row, site);
                Rounds rounds = new Rounds(row, signal, progress)) {
            rounds.prepare(scene);
            for (int round = 1; round <= site.options().rounds(); round++) {
                rounds.run(round);
            }
            return rounds.result();
        }
    }

    private void prepare(Scene scene) throws InterruptedException {
        for (Program program : row.programs()) {
            signal.requireGoingOn();
            String absence = Contestants.absence(program);
            if (absence.isEmpty()) {
                prepare(program, scene);
            } else {
                absent.put(program, absence);
            }
        }
    }

    private void prepare(Program program, Scene scene) {
        try {
            Contestant contestant = Contestants.of(program, scene);
            contestants.add(contestant);
            measurements.put(program, new ArrayList<>());
            contestant.prepare();
            if (contestant instanceof ResidentWorker worker) {
                limit = longer(limit, Duration.ofMillis((long) (worker.warmUpSeconds() * 3000)));
            }
        } catch (Exception e) {
            note(program, Measurement.failed(0, "Cannot be prepared: " + e.getMessage()));
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private void run(int round) throws InterruptedException {
        List<Contestant> turns = new ArrayList<>(contestants);
        Collections.rotate(turns, 1 - round);
        for (Contestant contestant : turns) {
            signal.requireGoingOn();
            if (!isOut(contestant.program())) {
                note(contestant.program(), measure(contestant, round));
            }
        }
    }

    private boolean isOut(Program program) {
        return measurements.get(program).stream().anyMatch(each -> each.ending() != Ending.MEASURED);
    }

    private Measurement measure(Contestant contestant, int round) {
        try {
            contestant.reset();
            double value = contestant.run(limit);
            contestant.verify();
            contestant.discard();
            return Measurement.of(round, value);
        } catch (TakesTooLong e) {
            return Measurement.stopped(round, e.seconds());
        } catch (Exception e) {
            return Measurement.failed(round, String.valueOf(e.getMessage()));
        }
    }

    private void note(Program program, Measurement measurement) {
        measurements.computeIfAbsent(program, none -> new ArrayList<>()).add(measurement);
        String figure = switch (measurement.ending()) {
            case MEASURED -> row.unit().format(measurement.value());
            case STOPPED -> "stopped after " + Unit.SECONDS.format(measurement.value());
            case FAILED -> "FAILED: " + measurement.note();
        };
        progress.printf("%-22s round %d  %-22s %s%n", row.id(), measurement.round(), program.title(), figure);
    }

    private RowResult result() {
        List<Result> results = new ArrayList<>();
        for (Program program : row.programs()) {
            results.add(
                    absent.containsKey(program)
                            ? Result.absent(program, absent.get(program))
                            : new Result(program, settings(program), measurements.get(program), ""));
        }
        return new RowResult(row, results);
    }

    private String settings(Program program) {
        return contestants.stream()
                .filter(contestant -> contestant.program() == program)
                .map(Contestant::settings)
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        for (Contestant contestant : contestants) {
            try {
                contestant.close();
            } catch (Exception e) {
                progress.println("Cannot end " + contestant.program().title() + ": " + e.getMessage());
            }
        }
    }
}
