package org.genericsftp.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The results as horizontal bars: a panel for each row, the fastest on top. Readable on light and dark pages. */
record SvgPlot(Report report) {
    private static final int WIDTH = 860;
    private static final int LABELS = 170;
    private static final int BARS = 560;
    private static final int HEAD = 70;
    private static final int TITLE = 34;
    private static final int BAR = 20;
    private static final int AXIS = 30;

    private static final String STYLE = """
            <style>
              text { font: 13px system-ui, sans-serif; fill: #1f2328 }
              .main { font-size: 18px; font-weight: 600 }
              .title { font-weight: 600 }
              .small { font-size: 11px; fill: #59636e }
              .page { fill: #ffffff }
              .grid { stroke: #d1d9e0 }
              .ours { fill: #0969da }
              .peer { fill: #8c959f }
              .stopped { fill: #8c959f; opacity: 0.45 }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3 }
                .small { fill: #9198a1 }
                .page { fill: #0d1117 }
                .grid { stroke: #3d444d }
                .ours { fill: #4493f8 }
                .peer, .stopped { fill: #767e88 }
              }
            </style>
            """;

    @Override
    public String toString() {
        StringBuilder panels = new StringBuilder();
        int y = HEAD;
        for (RowResult row : report.rows()) {
            y = panel(row, y, panels);
        }
        return """
                <svg xmlns="http://www.w3.org/2000/svg" role="img" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">
                <title>Fetching files over SFTP: medians</title>
                %3$s<rect class="page" width="%1$d" height="%2$d"/>
                <text class="main" x="16" y="30">Fetching files over SFTP: medians, shorter is better</text>
                <text class="small" x="16" y="50">%4$s</text>
                %5$s</svg>
                """.formatted(WIDTH, y, STYLE, escaped(subtitle()), panels);
    }

    private String subtitle() {
        return report.machine().getOrDefault("CPU", "unknown") + ", "
                + report.machine().getOrDefault("cores", "?") + " cores shared by client and server; rounds: "
                + report.options().rounds() + "; "
                + report.machine().getOrDefault("date", "");
    }

    /** Returns where the next panel begins. */
    private static int panel(RowResult row, int top, StringBuilder svg) {
        List<Result> results = row.results().stream()
                .sorted(Comparator.comparing(result -> length(result).orElse(Double.MAX_VALUE)))
                .toList();
        List<Double> lengths =
                results.stream().flatMap(result -> length(result).stream()).toList();
        Scale scale = Scale.of(lengths);
        int bars = top + TITLE;
        int end = bars + BAR * results.size();
        String unit = row.row().unit().symbol() + (scale.logarithmic() ? ", logarithmic" : "");
        text(svg, "title", 16, top + 20, "start", row.row().title());
        for (double tick : lengths.isEmpty() ? List.<Double>of() : scale.ticks()) {
            double x = x(scale, tick);
            svg.append(format("<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>%n", x, x, bars, end));
            text(svg, "small", x, end + 14, "middle", plain(tick));
        }
        text(svg, "small", LABELS + BARS + 46, end + 14, "start", unit);
        for (int i = 0; i < results.size(); i++) {
            bar(results.get(i), row.row().unit(), scale, bars + i * BAR, svg);
        }
        return end + AXIS;
    }

    private static void bar(Result result, Unit unit, Scale scale, int top, StringBuilder svg) {
        text(svg, "", LABELS - 8, top + 14, "end", result.program().title());
        Optional<Double> length = length(result);
        double end = length.map(value -> x(scale, value)).orElse((double) LABELS);
        length.ifPresent(value -> svg.append(format(
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
                kind(result), LABELS, top + 3, end - LABELS, BAR - 6)));
        text(svg, "", end + 6, top + 14, "start", words(result, unit));
    }

    private static String kind(Result result) {
        return result.moreThan().isPresent() ? "stopped" : result.program().isOurs() ? "ours" : "peer";
    }

    private static String words(Result result, Unit unit) {
        if (!result.absent().isEmpty()) {
            return result.absent();
        }
        return result.figures()
                .map(figures -> unit.format(figures.median()))
                .or(() -> result.moreThan().map(least -> "> " + Unit.SECONDS.format(least)))
                .orElse("failed");
    }

    private static Optional<Double> length(Result result) {
        return result.figures().map(Figures::median).or(result::moreThan);
    }

    private static double x(Scale scale, double value) {
        return LABELS + BARS * scale.position(value);
    }

    private static void text(StringBuilder svg, String kind, double x, int y, String anchor, String text) {
        svg.append(format(
                "<text class=\"%s\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
                kind, x, y, anchor, escaped(text)));
    }

    private static String plain(double tick) {
        return format("%.4f", tick).replaceAll("\\.?0+$", "");
    }

    private static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
