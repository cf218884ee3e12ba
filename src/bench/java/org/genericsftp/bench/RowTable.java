package org.genericsftp.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.genericsftp.bench.Goal.Below;
import org.genericsftp.bench.Goal.Completes;
import org.genericsftp.bench.Goal.Times;
import org.genericsftp.bench.RowResult.Ratio;

/** One row's results as the cells of a table, whatever the table is made of. */
record RowTable(RowResult row) {
    List<String> head() {
        String unit = row.row().unit().symbol();
        return List.of("contestant", "median " + unit, "min–max", "worker ÷ it", "goal");
    }

    List<List<String>> lines() {
        return row.results().stream().map(this::line).toList();
    }

    private List<String> line(Result result) {
        List<String> cells = new ArrayList<>();
        cells.add(result.program().title());
        cells.addAll(figures(result));
        cells.add(ratio(result.program()));
        cells.add(row.row().goals().stream()
                .filter(goal -> shownAt(goal) == result.program())
                .map(this::judged)
                .collect(Collectors.joining("; ")));
        return cells;
    }

    private static List<String> figures(Result result) {
        if (!result.absent().isEmpty()) {
            return List.of("–", result.absent());
        }
        if (result.failure().isPresent()) {
            return List.of("FAILED", shortened(result.failure().get()));
        }
        return result.figures()
                .map(figures -> List.of(Unit.number(figures.median()), spread(figures)))
                .orElseGet(() -> List.of("> " + Unit.number(result.moreThan().orElse(0.0)), "stopped"));
    }

    private static String spread(Figures figures) {
        return figures.count() == 1 ? "" : Unit.number(figures.least()) + "–" + Unit.number(figures.most());
    }

    private static String shortened(String failure) {
        String line = failure.lines().findFirst().orElse("");
        return line.length() <= 100 ? line : line.substring(0, 99) + "…";
    }

    private String ratio(Program program) {
        return program == Program.WORKER
                ? ""
                : row.ratio(program.comparedWith(), program)
                        .map(Ratio::toString)
                        .orElse("");
    }

    /** At the peer that it compares with. */
    private static Program shownAt(Goal goal) {
        if (goal instanceof Times times) {
            return times.peer();
        }
        return goal.program();
    }

    private String judged(Goal goal) {
        return words(goal) + ": " + goal.judge(row);
    }

    private String words(Goal goal) {
        if (goal instanceof Times times && times.program() != Program.WORKER) {
            String ratio = row.ratio(times.program(), times.peer())
                    .map(value -> " (" + value + ")")
                    .orElse("");
            return times.program().title() + " ≤ " + Unit.number(times.factor()) + ratio;
        }
        if (goal instanceof Times times) {
            return "≤ " + Unit.number(times.factor());
        }
        if (goal instanceof Below below) {
            return "< " + below.unit().format(below.limit());
        }
        return goal instanceof Completes ? "completes" : "";
    }
}
