package org.genericsftp.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.genericsftp.bench.RowResult.Ratio;
import org.genericsftp.bench.Workload.Place;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Everything, for programs: settings, versions, every single measurement. */
record JsonReport(Report report) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Override
    public String toString() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("machine", report.machine());
        root.put("versions", report.versions());
        root.put("options", options(report.options()));
        root.put("rows", report.rows().stream().map(JsonReport::row).toList());
        return JSON.writeValueAsString(root) + "\n";
    }

    private static Map<String, Object> options(BenchOptions options) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rounds", options.rounds());
        map.put("only", options.only());
        map.put("delays", options.delays());
        map.put("scale", options.scale());
        map.put("bandwidth", options.bandwidth());
        map.put("window", options.window());
        map.put("cipher", Site.CIPHER);
        return map;
    }

    private static Map<String, Object> row(RowResult result) {
        Row row = result.row();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", row.id());
        map.put("title", row.title());
        map.put("files", row.workload().data().files());
        map.put("fileBytes", row.workload().data().fileBytes());
        map.put("roundTripMillis", row.delayMillis());
        map.put("onDisk", row.workload().onDisk());
        map.put("onShare", row.workload().place() == Place.SHARE);
        map.put("durable", row.workload().durable());
        map.put("unit", row.unit().symbol());
        map.put(
                "contestants",
                result.results().stream().map(each -> contestant(result, each)).toList());
        map.put("goals", row.goals().stream().map(goal -> goal(result, goal)).toList());
        return map;
    }

    private static Map<String, Object> contestant(RowResult row, Result result) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", result.program().title());
        if (!result.absent().isEmpty()) {
            map.put("absent", result.absent());
            return map;
        }
        map.put("settings", result.settings());
        result.figures().ifPresent(figures -> {
            map.put("median", figures.median());
            map.put("min", figures.least());
            map.put("max", figures.most());
        });
        result.moreThan().ifPresent(least -> map.put("moreThan", least));
        result.failure().ifPresent(failure -> map.put("failure", failure));
        Program ours = result.program().comparedWith();
        row.ratio(ours, result.program()).map(Ratio::value).ifPresent(value -> map.put("ratio", value));
        map.put(
                "measurements",
                result.measurements().stream().map(JsonReport::measurement).toList());
        return map;
    }

    private static Map<String, Object> measurement(Measurement measurement) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("round", measurement.round());
        map.put("ending", measurement.ending());
        map.put("value", measurement.value());
        if (!measurement.note().isEmpty()) {
            map.put("note", measurement.note());
        }
        return map;
    }

    private static Map<String, Object> goal(RowResult row, Goal goal) {
        return Map.of("goal", goal.toString(), "verdict", goal.judge(row).toString());
    }
}
