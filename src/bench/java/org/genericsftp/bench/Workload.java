package org.genericsftp.bench;

/**
 * What is to be done.
 *
 * @param name as {@code --only} takes it
 * @param place where the copies go
 * @param durable whether each copy is forced to the disk
 */
record Workload(String name, DataSet data, Task task, Place place, boolean durable) {
    private static final int FILES_FOR_THE_SMALLER_HEAP = 10_000;

    /** What keeps the copies. */
    enum Place {
        MEMORY("", ""),
        DISK("", ""),
        /** Of a file server on this machine, which keeps them in memory. */
        SHARE("smbd", "samba");

        private final String server;
        private final String debianPackage;

        Place(String server, String debianPackage) {
            this.server = server;
            this.debianPackage = debianPackage;
        }

        /** What must be installed; empty if nothing. */
        String server() {
            return server;
        }

        String debianPackage() {
            return debianPackage;
        }
    }

    /** The kinds of work. */
    enum Task {
        /** Fetch all files into an emptied destination. */
        COPY(Unit.SECONDS),
        /** Find that none of the files is asked for. */
        LIST(Unit.SECONDS),
        /** Find that all files are there already. */
        UNCHANGED(Unit.SECONDS),
        /** Fetch three of the files, many times. */
        FEW(Unit.MILLISECONDS),
        /** Fetch all files with a small heap. */
        MEMORY(Unit.MEGABYTES),
        /** Fetch three files in a folder of their own while a sync runs: the median. */
        FAIR(Unit.MILLISECONDS),
        /** The same: the 99th percentile. */
        FAIR_99(Unit.MILLISECONDS),
        /** The same: the sync. */
        FAIR_SYNC(Unit.SECONDS),
        /** Answer four requests for the same files at once: the bytes that the server sends. */
        OVERLAP(Unit.TIMES),
        /** Have many clients that do nothing: connections to the broker. */
        CLIENTS_CONNECTIONS(Unit.COUNT),
        CLIENTS_THREADS(Unit.COUNT),
        CLIENTS_MEMORY(Unit.MEGABYTES),
        CLIENTS_CPU(Unit.PERCENT),
        /** Fetch all files ten times from the start on: processor time of all. */
        LEAN_FIRST(Unit.SECONDS),
        /** Fetch all files once more when warm: processor time. */
        LEAN_STEADY(Unit.SECONDS),
        /** Answer many requests, sent without waiting, for three unchanged files that must be looked for: the time for each. */
        REQUESTS_FOUND(Unit.MILLISECONDS),
        /** The same where the files are named. */
        REQUESTS_KNOWN(Unit.MILLISECONDS),
        /** Run a command: from its start to its end. */
        COLD_CHECK(Unit.SECONDS),
        COLD_REQUEST(Unit.SECONDS),
        COLD_APPLY(Unit.SECONDS);

        private final Unit unit;

        Task(Unit unit) {
            this.unit = unit;
        }

        Unit unit() {
            return unit;
        }
    }

    static Workload copy(String name, DataSet data) {
        return new Workload(name, data, Task.COPY, Place.MEMORY, false);
    }

    String title() {
        String copied = data + to() + (durable ? ", forced" : "");
        return switch (task) {
            case COPY -> copied;
            case LIST -> "None of " + data + " matches";
            case UNCHANGED -> "Sync of " + data + ", nothing changed";
            case FEW -> "3 of " + data + ", median of 100 requests";
            case MEMORY -> "Resident set after " + data + ", " + heap();
            case FAIR -> "3 files beside a sync of " + data + " and 2 of 1.5 GiB, median";
            case FAIR_99 -> "The same, 99th percentile";
            case FAIR_SYNC -> "The same, the sync";
            case OVERLAP -> "Bytes that four requests at once move for the same " + data;
            case CLIENTS_CONNECTIONS -> "Connections to the broker, " + clients();
            case CLIENTS_THREADS -> "Threads, " + clients();
            case CLIENTS_MEMORY -> "Resident set, " + clients();
            case CLIENTS_CPU -> "Processor time, " + clients();
            case LEAN_FIRST -> "Processor time of ten times " + data + ", from the start on";
            case LEAN_STEADY -> "Processor time of " + data + ", after 40 requests";
            case REQUESTS_FOUND -> "Each of many requests for 3 of " + data;
            case REQUESTS_KNOWN -> "Each of many requests for 3 files that it names";
            case COLD_CHECK -> "The command check";
            case COLD_REQUEST -> "The command request, for 3 unchanged files";
            case COLD_APPLY -> "The command apply, for " + data + ", nothing changed";
        };
    }

    private String clients() {
        return IdleClients.CLIENTS + " clients (before: " + IdleClients.CLIENTS_BEFORE + ")";
    }

    /** Whether it is told by what has passed between worker and server. */
    boolean countsBytes() {
        return task == Task.OVERLAP;
    }

    private String to() {
        return switch (place) {
            case MEMORY -> durable ? ", to memory" : "";
            case DISK -> ", to a disk";
            case SHARE -> ", to a share";
        };
    }

    /** What the worker gets where its memory is looked at. */
    String heap() {
        return data.files() <= FILES_FOR_THE_SMALLER_HEAP ? "-Xmx128m" : "-Xmx256m";
    }

    boolean onDisk() {
        return place == Place.DISK;
    }

    Workload to(Place other) {
        return new Workload(name, data, task, other, durable);
    }

    Workload forced() {
        return new Workload(name, data, task, place, true);
    }

    Workload scaled(double scale) {
        return new Workload(name, data.scaled(scale), task, place, durable);
    }
}
