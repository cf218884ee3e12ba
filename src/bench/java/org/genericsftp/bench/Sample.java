package org.genericsftp.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Results as they might be, for tests of what is made of them. */
final class Sample {
    static final DataSet FILES = new DataSet("sample", 10, 0, 4096);

    private Sample() {}

    static Row row(Goal... goals) {
        return new Row(Workload.copy("sample", FILES), 0, List.of(), goals);
    }

    static RowResult result(Row row, Result... results) {
        return new RowResult(row, List.of(results));
    }

    static Result measured(Program program, double... values) {
        return new Result(
                program,
                "settings of " + program.title(),
                IntStream.range(0, values.length)
                        .mapToObj(i -> Measurement.of(i + 1, values[i]))
                        .toList(),
                "");
    }

    static Result stopped(Program program, double after) {
        return new Result(program, "", List.of(Measurement.stopped(1, after)), "");
    }

    static Result failed(Program program, String why) {
        return new Result(program, "", List.of(Measurement.of(1, 1.0), Measurement.failed(2, why)), "");
    }

    static Report report(RowResult... rows) {
        return new Report(
                BenchOptions.parse(List.of()),
                Map.of("CPU", "Abacus <1>", "cores", "2"),
                Map.of("lftp", "4.9.2"),
                List.of(rows));
    }
}
