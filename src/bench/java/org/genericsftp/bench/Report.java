package org.genericsftp.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All that a run of the benchmark has found out. */
record Report(BenchOptions options, Map<String, String> machine, Map<String, String> versions, List<RowResult> rows) {
    Report {
        rows = List.copyOf(rows);
    }

    Report with(RowResult row) {
        return new Report(
                options,
                machine,
                versions,
                Stream.concat(rows.stream(), Stream.of(row)).toList());
    }

    boolean hasFailures() {
        return rows.stream()
                .flatMap(row -> row.results().stream())
                .anyMatch(result -> result.failure().isPresent());
    }
}
