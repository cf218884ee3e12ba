package org.genericsftp.bench;

import static org.genericsftp.bench.Program.APPLY;
import static org.genericsftp.bench.Program.COMMAND;
import static org.genericsftp.bench.Program.COMMAND_BEFORE;
import static org.genericsftp.bench.Program.ECHO;
import static org.genericsftp.bench.Program.JSCH;
import static org.genericsftp.bench.Program.LFTP;
import static org.genericsftp.bench.Program.LFTP_TUNED;
import static org.genericsftp.bench.Program.RCLONE;
import static org.genericsftp.bench.Program.RSYNC;
import static org.genericsftp.bench.Program.SCP;
import static org.genericsftp.bench.Program.SFTP;
import static org.genericsftp.bench.Program.SFTP_DEFAULT;
import static org.genericsftp.bench.Program.SMBCLIENT;
import static org.genericsftp.bench.Program.SSH_CAT;
import static org.genericsftp.bench.Program.TAR;
import static org.genericsftp.bench.Program.TAR_SYNC;
import static org.genericsftp.bench.Program.WORKER;
import static org.genericsftp.bench.Program.WORKER_BEFORE;
import static org.genericsftp.bench.Program.WORKER_COLD;
import static org.genericsftp.bench.Program.WORKER_COLD_BEFORE;
import static org.genericsftp.bench.Program.WORKER_IDLE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genericsftp.bench.Goal.Below;
import org.genericsftp.bench.Goal.Completes;
import org.genericsftp.bench.Goal.Times;
import org.genericsftp.bench.Workload.Place;
import org.genericsftp.bench.Workload.Task;
import org.genericsftp.testing.OptionPairs;

/** All rows, in the order in which they are run and shown. */
final class Rows {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    private static final DataSet TEN_THOUSAND = new DataSet("10000x4k", 10_000, 100, 4 * KIB);
    private static final DataSet THOUSAND = new DataSet("1000x4k", 1_000, 100, 4 * KIB);
    private static final DataSet TEN = new DataSet("10x4k", 10, 10, 4 * KIB);
    private static final DataSet HUNDREDS = new DataSet("200x200k", 200, 100, 200_000);
    private static final DataSet SMALL_AND_LARGE = new DataSet("20000x4k", 20_000, 100, 4 * KIB)
            .with(new DataSet("large", 2, 0, 1536 * MIB), new DataSet(Message.OWN, 3, 0, 4 * KIB));
    private static final DataSet ONE_GIB = new DataSet("1x1g", 1, 0, 1024 * MIB);

    private static final Workload SMALL = Workload.copy("small", TEN_THOUSAND);
    private static final Workload SMALL_1000 = Workload.copy("small-1000", THOUSAND);
    private static final Workload SMALL_DISK =
            Workload.copy("small-disk", TEN_THOUSAND).to(Place.DISK);
    private static final Workload SMALL_DURABLE_DISK =
            Workload.copy("small-durable-disk", TEN_THOUSAND).to(Place.DISK).forced();
    private static final Workload SMALL_DURABLE_MEMORY =
            Workload.copy("small-durable-memory", TEN_THOUSAND).forced();
    private static final Workload BIG = Workload.copy("big", ONE_GIB);
    private static final Workload MEDIUM = Workload.copy("medium", new DataSet("200x5m", 200, 100, 5 * MIB));
    private static final Workload BIG_128 = Workload.copy("big-128", new DataSet("1x128m", 1, 0, 128 * MIB));
    private static final Workload LIST = new Workload("list", TEN_THOUSAND, Task.LIST, Place.MEMORY, false);
    private static final Workload UNCHANGED =
            new Workload("unchanged", TEN_THOUSAND, Task.UNCHANGED, Place.MEMORY, false);
    private static final Workload FEW = new Workload("few", THOUSAND, Task.FEW, Place.MEMORY, false);
    private static final Workload SHARE_SMALL =
            Workload.copy("share-small", TEN_THOUSAND).to(Place.SHARE);
    private static final Workload SHARE_BIG =
            Workload.copy("share-big", ONE_GIB).to(Place.SHARE);
    private static final Workload MEMORY = new Workload("memory", TEN_THOUSAND, Task.MEMORY, Place.MEMORY, false);
    private static final Workload MEMORY_MILLION = new Workload(
            "memory-million", new DataSet("1000000x16", 1_000_000, 1000, 16), Task.MEMORY, Place.MEMORY, false);

    private static final List<Program> MANY_FILES =
            List.of(WORKER, WORKER_COLD, APPLY, SFTP, SCP, LFTP, RCLONE, RSYNC, TAR, JSCH);
    /** Those that go file by file take hours from afar; each is stopped after a minute, once. */
    private static final List<Program> MANY_FILES_AFAR = List.of(WORKER, APPLY, SFTP, LFTP, RCLONE, RSYNC, TAR, JSCH);

    private static final List<Program> ONE_FILE = List.of(
            WORKER, WORKER_COLD, APPLY, SFTP, SFTP_DEFAULT, SCP, LFTP, LFTP_TUNED, RCLONE, RSYNC, SSH_CAT, JSCH);
    private static final List<Program> LISTING = List.of(WORKER, LFTP, RCLONE, RSYNC, JSCH);
    private static final List<Program> SYNC = List.of(WORKER, APPLY, LFTP, RCLONE, RSYNC);
    private static final List<Program> SHARE = List.of(WORKER, APPLY, RCLONE, SMBCLIENT);

    private static final List<Row> ALL = List.of(
            new Row(
                    SMALL,
                    0,
                    MANY_FILES,
                    new Times(WORKER, 0.2, LFTP),
                    new Times(WORKER, 0.8, TAR),
                    new Times(APPLY, 0.5, LFTP)),
            new Row(SMALL_DISK, 0, List.of(WORKER, APPLY, LFTP, RSYNC, TAR)),
            new Row(
                    SMALL_DURABLE_DISK,
                    0,
                    List.of(WORKER, APPLY, SFTP, RSYNC, TAR_SYNC),
                    new Times(WORKER, 0.7, RSYNC)),
            new Row(SMALL_DURABLE_MEMORY, 0, List.of(WORKER, APPLY, SFTP, RSYNC)),
            new Row(BIG, 0, ONE_FILE, new Times(WORKER, 1.0, SFTP), new Times(APPLY, 1.7, SFTP)),
            new Row(
                    MEDIUM,
                    0,
                    List.of(WORKER, APPLY, SFTP, SCP, LFTP, RCLONE, RSYNC, TAR, JSCH),
                    new Times(WORKER, 0.8, SFTP)),
            new Row(SMALL_1000, 10, MANY_FILES_AFAR),
            new Row(SMALL_1000, 50, MANY_FILES_AFAR, new Times(WORKER, 0.05, RCLONE)),
            new Row(SMALL_1000, 200, MANY_FILES_AFAR),
            new Row(SMALL, 50, MANY_FILES_AFAR, new Times(WORKER, 0.8, TAR)),
            new Row(BIG_128, 10, ONE_FILE),
            new Row(BIG_128, 50, ONE_FILE, new Times(WORKER, 0.5, LFTP), new Times(WORKER, 0.35, SFTP)),
            new Row(BIG_128, 200, ONE_FILE),
            new Row(LIST, 0, LISTING),
            new Row(LIST, 50, LISTING, new Times(WORKER, 0.1, RCLONE)),
            new Row(UNCHANGED, 0, SYNC, new Times(WORKER, 0.6, RSYNC)),
            new Row(UNCHANGED, 50, SYNC, new Times(WORKER, 0.4, RSYNC)),
            new Row(FEW, 0, List.of(WORKER, ECHO), new Times(WORKER, 3, ECHO)),
            new Row(SHARE_SMALL, 0, SHARE),
            new Row(SHARE_BIG, 0, SHARE),
            new Row(MEMORY, 0, List.of(WORKER), new Below(WORKER, 250, Unit.MEGABYTES)),
            new Row(MEMORY_MILLION, 0, List.of(WORKER), List.of(new Completes(WORKER)), true),
            fair("fair-median", Task.FAIR, 0, 2),
            fair("fair-99", Task.FAIR_99, 0, 4),
            fair("fair-sync", Task.FAIR_SYNC, 0, 1.1),
            fair("fair-median", Task.FAIR, 50, 2),
            fair("fair-99", Task.FAIR_99, 50, 4),
            fair("fair-sync", Task.FAIR_SYNC, 50, 1.1),
            onRequest("overlap", HUNDREDS, Task.OVERLAP, WORKER, new Below(WORKER, 1.05, Unit.TIMES)),
            clients("clients-connections", Task.CLIENTS_CONNECTIONS, 1),
            clients("clients-threads", Task.CLIENTS_THREADS, 1),
            clients("clients-memory", Task.CLIENTS_MEMORY, 1),
            clients("clients-cpu", Task.CLIENTS_CPU, 0.5),
            onRequest("lean-first", TEN_THOUSAND, Task.LEAN_FIRST, WORKER, new Times(WORKER, 0.5, WORKER_BEFORE)),
            onRequest("lean-steady", TEN_THOUSAND, Task.LEAN_STEADY, WORKER, new Times(WORKER, 0.7, WORKER_BEFORE)),
            onRequest("requests-found", THOUSAND, Task.REQUESTS_FOUND, WORKER, new Times(WORKER, 0.5, WORKER_BEFORE)),
            onRequest("requests-known", THOUSAND, Task.REQUESTS_KNOWN, WORKER, new Times(WORKER, 0.5, WORKER_BEFORE)),
            onRequest("cold-run", TEN, Task.COPY, WORKER_COLD, new Times(WORKER_COLD, 1.1, WORKER_COLD_BEFORE)),
            command("cold-check", Task.COLD_CHECK),
            command("cold-request", Task.COLD_REQUEST),
            command("cold-apply", Task.COLD_APPLY));

    private static Row fair(String name, Task task, int delayMillis, double factor) {
        Workload workload = new Workload(name, SMALL_AND_LARGE, task, Place.MEMORY, false);
        return new Row(
                workload,
                delayMillis,
                List.of(WORKER, WORKER_IDLE),
                List.of(new Times(WORKER, factor, WORKER_IDLE)),
                true);
    }

    private static Row clients(String name, Task task, double factor) {
        return onRequest(name, TEN, task, WORKER, new Times(WORKER, factor, WORKER_BEFORE));
    }

    private static Row command(String name, Task task) {
        return onRequest(name, THOUSAND, task, COMMAND, new Times(COMMAND, 0.7, COMMAND_BEFORE));
    }

    private static Row onRequest(String name, DataSet data, Task task, Program program, Goal goal) {
        return new Row(new Workload(name, data, task, Place.MEMORY, false), 0, List.of(program), List.of(goal), true);
    }

    private Rows() {}

    static List<Row> chosen(BenchOptions options) {
        Stream<Row> rows = options.only().isEmpty()
                ? ALL.stream().filter(row -> !row.onRequest())
                : options.only().stream().flatMap(Rows::named);
        List<Row> chosen = rows.filter(
                        row -> options.delays().isEmpty() || options.delays().contains(row.delayMillis()))
                .map(row -> row.scaled(options.scale()).by(contestants(row, options)))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("No row has one of these delays: " + options.delays());
        }
        return chosen;
    }

    private static List<Program> contestants(Row row, BenchOptions options) {
        return row.programs().stream()
                .filter(program -> options.peers() || program.isOurs())
                .flatMap(program -> options.before() == null ? Stream.of(program) : program.withBefore())
                .toList();
    }

    /** @param name of a workload or of what stands before its first hyphen, for all its rows; with {@code @MILLISECONDS} for one, at any distance */
    private static Stream<Row> named(String name) {
        String[] parts = name.split("@", 2);
        List<Row> rows = rows(parts[0]::equals);
        if (rows.isEmpty()) {
            rows = rows(workload -> workload.startsWith(parts[0] + "-"));
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("No workload is called " + parts[0] + "; there are " + names());
        }
        if (parts.length == 1) {
            return rows.stream();
        }
        int delay = OptionPairs.number("--only", parts[1]);
        Map<String, List<Row>> byName = rows.stream()
                .collect(Collectors.groupingBy(row -> row.workload().name(), LinkedHashMap::new, Collectors.toList()));
        return byName.values().stream().map(each -> at(delay, each));
    }

    private static List<Row> rows(Predicate<String> named) {
        return ALL.stream().filter(row -> named.test(row.workload().name())).toList();
    }

    private static Row at(int delay, List<Row> rows) {
        return rows.stream()
                .filter(row -> row.delayMillis() == delay)
                .findFirst()
                .orElseGet(() -> rows.get(rows.size() - 1).at(delay));
    }

    static List<String> names() {
        return ALL.stream().map(row -> row.workload().name()).distinct().toList();
    }
}
