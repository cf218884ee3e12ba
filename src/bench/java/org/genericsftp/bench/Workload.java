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
        MEMORY(Unit.MEGABYTES);

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
        };
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
