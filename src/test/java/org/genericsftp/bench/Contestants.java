package org.genericsftp.bench;

import org.genericsftp.bench.Workload.Task;
import org.genericsftp.testing.RealServers;

/** Makes the contestant that a program is in a row. */
final class Contestants {
    private Contestants() {}

    /** Why the program can't take part; empty if it can. */
    static String absence(Program program) {
        if (program.binary().isEmpty() || RealServers.has(program.binary())) {
            return "";
        }
        return "not installed (Debian package " + program.debianPackage() + ")";
    }

    static Contestant of(Program program, Scene scene) throws Exception {
        return switch (program) {
            case WORKER -> worker(scene);
            case WORKER_COLD -> new ColdWorker(scene);
            case APPLY -> ApplyCommand.peer(scene);
            case ECHO -> ManyRequests.toEcho(scene);
            default -> Peers.peer(program, scene);
        };
    }

    private static Contestant worker(Scene scene) {
        Task task = scene.workload().task();
        return switch (task) {
            case FEW -> ManyRequests.toWorker(scene);
            case MEMORY -> new SmallHeapWorker(scene);
            case COPY, LIST, UNCHANGED -> new ResidentWorker(scene);
        };
    }
}
