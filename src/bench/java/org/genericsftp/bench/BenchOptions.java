package org.genericsftp.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.genericsftp.testing.OptionPairs;
import org.jspecify.annotations.Nullable;

/**
 * What is to be measured, and where.
 *
 * @param only workloads, each with {@code @MILLISECONDS} behind it or without; empty for all
 * @param delays only rows with such a round trip, in milliseconds; empty for all
 * @param scale how much of each data set there is, up to 1
 * @param peers whether programs of others take part
 * @param before the jar of another build that takes part beside this one; null for none
 * @param bandwidth bytes a second that the delayed link carries each way; 0 for no limit
 * @param window bytes that a connection over the delayed link has under way at most, each way; 0 for no limit
 */
record BenchOptions(
        int rounds,
        List<String> only,
        List<Integer> delays,
        double scale,
        boolean peers,
        @Nullable Path before,
        long bandwidth,
        long window,
        Path memory,
        Path disk,
        Path out) {
    private static final Set<String> NAMES = Set.of(
            "--rounds",
            "--only",
            "--delays",
            "--scale",
            "--peers",
            "--before",
            "--bandwidth",
            "--window",
            "--memory",
            "--disk",
            "--out");
    private static final String DEFAULT_OUT = "target/bench";

    BenchOptions {
        only = List.copyOf(only);
        delays = List.copyOf(delays);
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds must be at least 1");
        }
        if (!(scale > 0 && scale <= 1)) {
            throw new IllegalArgumentException("--scale must be above 0 and at most 1");
        }
        if (before != null && !Files.isRegularFile(before)) {
            throw new IllegalArgumentException("--before names no jar: there is no file " + before);
        }
    }

    static String usage() {
        return """
                mvn -q -P bench -Dbench="OPTIONS"
                  --rounds N          how often each contestant runs in each row (3)
                  --only ROW,...      only these: %s;
                                      small@20 is small with a round trip of 20 ms
                  --delays MS,...     only rows with these round trips; 0 is no delay
                  --scale FACTOR      smaller data sets, such as 0.01; goals then mean nothing
                  --peers all|none    whether the programs of others take part (all)
                  --before JAR        another build of this program takes part in the same rounds
                  --bandwidth BYTES   what the delayed link carries in a second each way, such as 12m (no limit)
                  --window BYTES      what one connection over it has under way each way, such as 4m (128m)
                  --memory DIR        a folder in memory (/dev/shm where there is one)
                  --disk DIR          a folder on a disk (target/bench)
                  --out DIR           where the results go (target/bench)
                """.formatted(String.join(", ", Rows.names()));
    }

    static BenchOptions parse(List<String> arguments) {
        Map<String, String> given = OptionPairs.parse(arguments, NAMES);
        return new BenchOptions(
                OptionPairs.number("--rounds", given.getOrDefault("--rounds", "3")),
                list(given.getOrDefault("--only", "")),
                list(given.getOrDefault("--delays", "")).stream()
                        .map(delay -> OptionPairs.number("--delays", delay))
                        .toList(),
                factor("--scale", given.getOrDefault("--scale", "1")),
                peers(given.getOrDefault("--peers", "all")),
                given.containsKey("--before") ? Path.of(given.get("--before")).toAbsolutePath() : null,
                bytes("--bandwidth", given.getOrDefault("--bandwidth", "0")),
                bytes("--window", given.getOrDefault("--window", "0")),
                Path.of(given.getOrDefault("--memory", defaultMemory())).toAbsolutePath(),
                Path.of(given.getOrDefault("--disk", DEFAULT_OUT)).toAbsolutePath(),
                Path.of(given.getOrDefault("--out", DEFAULT_OUT)).toAbsolutePath());
    }

    private static String defaultMemory() {
        Path shared = Path.of("/dev/shm");
        return Files.isWritable(shared) ? shared.toString() : System.getProperty("java.io.tmpdir");
    }

    private static List<String> list(String value) {
        return Stream.of(value.split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private static boolean peers(String value) {
        if (!value.equals("all") && !value.equals("none")) {
            throw new IllegalArgumentException("--peers takes all or none, not " + value);
        }
        return value.equals("all");
    }

    private static double factor(String option, String value) {
        if (!value.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            throw new IllegalArgumentException(option + " takes a number such as 0.01, not " + value);
        }
        return Double.parseDouble(value);
    }

    private static long bytes(String option, String value) {
        if (!value.matches("[0-9]{1,9}[kmg]?")) {
            throw new IllegalArgumentException(option + " takes a size such as 4m, not " + value);
        }
        int shift = value.endsWith("k") ? 10 : value.endsWith("m") ? 20 : value.endsWith("g") ? 30 : 0;
        return Long.parseLong(value.replaceAll("[kmg]", "")) << shift;
    }
}
