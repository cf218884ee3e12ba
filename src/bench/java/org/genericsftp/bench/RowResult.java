package org.genericsftp.bench;

import java.util.List;
import java.util.Optional;

/** What became of all contestants in one row. */
record RowResult(Row row, List<Result> results) {
    RowResult {
        results = List.copyOf(results);
    }

    /** Of a row in which nobody can take part. */
    static RowResult skipped(Row row, String why) {
        return new RowResult(
                row,
                row.programs().stream()
                        .map(program -> Result.absent(program, why))
                        .toList());
    }

    /**
     * How many times as long the one takes as the other.
     *
     * @param atMost whether the other was stopped, so that the ratio is even less
     */
    record Ratio(double value, boolean atMost) {
        @Override
        public String toString() {
            return (atMost ? "< " : "") + Unit.number(value);
        }
    }

    Optional<Result> of(Program program) {
        return results.stream().filter(each -> each.program() == program).findFirst();
    }

    Optional<Figures> figures(Program program) {
        return of(program).flatMap(Result::figures);
    }

    Optional<Ratio> ratio(Program one, Program other) {
        Optional<Double> ours = figures(one).map(Figures::median);
        Optional<Result> theirs = of(other);
        if (ours.isEmpty() || theirs.isEmpty()) {
            return Optional.empty();
        }
        Optional<Ratio> ratio = theirs.get().figures().map(figures -> new Ratio(ours.get() / figures.median(), false));
        return ratio.isPresent() ? ratio : theirs.get().moreThan().map(least -> new Ratio(ours.get() / least, true));
    }
}
