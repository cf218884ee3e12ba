package org.genericsftp.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.Difference;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.ReportedError;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.file.StageResult;
import org.genericsftp.request.AfterwardsReport;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Totals;
import org.jspecify.annotations.Nullable;

/** Results as people read them, a line each. */
final class Lines {
    private Lines() {}

    /** {@code COPIED  4096  2026-11-01T10:00:00Z  cmts/north/a.csv}, and what is to be said about the file. */
    static String of(FileOutcome file) {
        FileStamp stamp = file.stamp();
        String size = stamp.sizeBytes() == FileStamp.UNKNOWN_SIZE ? "-" : String.valueOf(stamp.sizeBytes());
        String modified = stamp.modified() == null ? "-" : stamp.modified().toString();
        String name = file.destinationName() == null ? file.name() : file.name() + " -> " + file.destinationName();
        String line = String.format(Locale.ROOT, "%-9s %12s  %-20s  %s", file.outcome(), size, modified, name);
        return line + remark(file);
    }

    /** {@code MOVED     a.csv  to processed/a.csv}, or why it was kept. */
    static String of(SourceOutcome file) {
        ReportedError error = file.error();
        return String.format(Locale.ROOT, "%-9s %s", file.done(), file.name())
                + (file.movedTo() == null ? "" : "  to " + file.movedTo())
                + (error == null ? "" : "  " + of(error));
    }

    /** {@code At the source: 12 deleted, 0 moved, 3 kept}. */
    static String of(AfterwardsReport.Totals totals) {
        return "At the source: " + Amounts.count(totals.deleted()) + " deleted, " + Amounts.count(totals.moved())
                + " moved, " + Amounts.count(totals.kept()) + " kept"
                + (totals.left() == 0 ? "" : ", " + Amounts.count(totals.left()) + " left for the next time");
    }

    private static String remark(FileOutcome file) {
        ReportedError error = file.error();
        if (error != null) {
            return "  " + error.code() + ": " + error.message();
        }
        return (file.reason() == null ? "" : "  " + file.reason())
                + (file.difference() == null ? "" : "  " + words(file.difference()))
                + (file.digest() == null ? "" : "  " + file.digest())
                + (file.verified() == null
                        ? ""
                        : "  verified: " + file.verified().label())
                + (file.growing() ? "  growing" : "")
                + (file.deliveredAt() == null ? "" : "  delivered " + file.deliveredAt());
    }

    private static String words(Difference difference) {
        return switch (difference) {
            case NOT_THERE -> "not there";
            case SIZE -> "size differs";
            case TIME -> "time differs";
            case UNKNOWN -> "can't be compared";
        };
    }

    /** {@code COMPLETED: 12 copied (4.0 MiB), 3 unchanged, 0 skipped, 0 failed}. */
    static String of(ReplyStatus status, Totals totals) {
        String planned = totals.planned() == 0 ? "" : Amounts.count(totals.planned()) + " planned, ";
        return status + ": " + planned + Amounts.count(totals.copied()) + " copied (" + Amounts.bytes(totals.bytes())
                + "), " + Amounts.count(totals.unchanged()) + " unchanged, " + Amounts.count(totals.skipped())
                + " skipped, " + Amounts.count(totals.failed()) + " failed"
                + (totals.consumed() == 0 ? "" : ", " + Amounts.count(totals.consumed()) + " consumed");
    }

    /** What went wrong with the whole. */
    static String of(ReportedError error) {
        String where = error.pointer() == null || error.pointer().isEmpty() ? "" : error.pointer() + ": ";
        return error.code() + ": " + where + error.message();
    }

    /** {@value ConnectionReport#VALID}, or the stage that failed and why. */
    static String of(ConnectionReport report) {
        return report.stages().stream()
                .filter(stage -> !stage.passed())
                .findFirst()
                .map(Lines::failure)
                .orElse(ConnectionReport.VALID);
    }

    private static String failure(StageResult stage) {
        FileException failure = stage.failure();
        return "Connection not valid: " + stage.stage().label() + " failed: "
                + (failure == null ? "" : reason(failure));
    }

    /** A line for every stage, also for those that were not reached. */
    static List<String> stages(ConnectionReport report) {
        return Arrays.stream(CheckStage.values())
                .map(stage -> stage(stage, find(report, stage)))
                .collect(Collectors.toList());
    }

    /** {@code max-open-files  98  it would not open another file beside 98 open ones, and did so later}, a line each. */
    static List<String> server(List<ServerFact> facts) {
        return facts.stream()
                .map(fact -> String.format(Locale.ROOT, "  %-18s %s  %s", fact.name(), fact.value(), fact.reason()))
                .toList();
    }

    private static @Nullable StageResult find(ConnectionReport report, CheckStage stage) {
        return report.stages().stream()
                .filter(result -> result.stage() == stage)
                .findFirst()
                .orElse(null);
    }

    private static String stage(CheckStage stage, @Nullable StageResult result) {
        if (result == null) {
            return String.format(Locale.ROOT, "  %-18s not reached", stage.label());
        }
        FileException failure = result.failure();
        return String.format(
                Locale.ROOT,
                "  %-18s %-7s %6d ms%s",
                stage.label(),
                result.passed() ? "passed" : "FAILED",
                result.took().toMillis(),
                failure == null ? "" : "  " + reason(failure));
    }

    private static String reason(FileException failure) {
        return failure.code() + ": " + failure.getMessage();
    }
}
