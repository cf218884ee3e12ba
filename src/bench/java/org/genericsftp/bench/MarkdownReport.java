package org.genericsftp.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables, with all that is needed to judge them, for a README. */
record MarkdownReport(Report report) {
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(facts("Machine", report.machine()));
        text.append(facts("Versions", report.versions()));
        report.rows().forEach(row -> text.append(section(row)));
        return text.toString();
    }

    private static String facts(String title, Map<String, String> facts) {
        return title + ": "
                + facts.entrySet().stream()
                        .map(fact -> fact.getKey() + " " + fact.getValue())
                        .collect(Collectors.joining("; "))
                + ".\n\n";
    }

    private static String section(RowResult result) {
        RowTable table = new RowTable(result);
        StringBuilder text = new StringBuilder("#### " + result.row().title() + "\n\n");
        text.append(line(table.head()));
        text.append("| --- | ---: | --- | ---: | --- |\n");
        table.lines().forEach(cells -> text.append(line(cells)));
        text.append("\n<details><summary>How they were called</summary>\n\n");
        result.results().stream()
                .filter(each -> !each.settings().isEmpty())
                .forEach(each -> text.append("- ")
                        .append(each.program().title())
                        .append(": `")
                        .append(each.settings().replace("`", "'"))
                        .append("`\n"));
        return text.append("\n</details>\n\n").toString();
    }

    private static String line(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
