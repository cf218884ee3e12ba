package org.genericsftp.bench;

import java.util.List;
import java.util.Map;

/** All that a run of the benchmark has found out. */
record Report(BenchOptions options, Map<String, String> machine, Map<String, String> versions, List<RowResult> rows) {
    Report {
        rows = List.copyOf(rows);
    }

    boolean hasFailures() {
        return rows.stream()
                .flatMap(row -> row.results().stream())
                .anyMatch(result -> result.failure().isPresent());
    }
}
