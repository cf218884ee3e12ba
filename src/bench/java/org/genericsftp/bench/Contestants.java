package org.genericsftp.bench;

import org.genericsftp.bench.Workload.Place;
import org.genericsftp.bench.Workload.Task;
import org.genericsftp.testing.RealServers;

/** Makes the contestant that a program is in a row. */
final class Contestants {
    private Contestants() {}

    /** Why the program can't take part; empty if it can. */
    static String absence(Program program) {
        return has(program.binary()) ? "" : "not installed (Debian package " + program.debianPackage() + ")";
    }

    /** Why nobody can take part where the copies go there; empty if somebody can. */
    static String absence(Place place) {
        return has(place.server())
                ? ""
                : place.server() + " is not installed (Debian package " + place.debianPackage() + ")";
    }

    private static boolean has(String binary) {
        return binary.isEmpty() || RealServers.has(binary);
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
