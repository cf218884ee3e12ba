package org.genericsftp.bench;

/**
 * What is to be done.
 *
 * @param name as {@code --only} takes it
 * @param onDisk whether the copies go to a disk, and not to memory
 * @param durable whether each copy is forced to the disk
 */
record Workload(String name, DataSet data, Task task, boolean onDisk, boolean durable) {
    private static final int FILES_FOR_THE_SMALLER_HEAP = 10_000;

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
        return new Workload(name, data, Task.COPY, false, false);
    }

    String title() {
        String copied = data + (onDisk ? ", to a disk" : durable ? ", to memory" : "") + (durable ? ", forced" : "");
        return switch (task) {
            case COPY -> copied;
            case LIST -> "None of " + data + " matches";
            case UNCHANGED -> "Sync of " + data + ", nothing changed";
            case FEW -> "3 of " + data + ", median of 100 requests";
            case MEMORY -> "Resident set after " + data + ", " + heap();
        };
    }

    /** What the worker gets where its memory is looked at. */
    String heap() {
        return data.files() <= FILES_FOR_THE_SMALLER_HEAP ? "-Xmx128m" : "-Xmx256m";
    }

    Workload toDisk() {
        return new Workload(name, data, task, true, durable);
    }

    Workload forced() {
        return new Workload(name, data, task, onDisk, true);
    }

    Workload scaled(double scale) {
        return new Workload(name, data.scaled(scale), task, onDisk, durable);
    }
}
