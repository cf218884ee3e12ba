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
            case WORKER, WORKER_BEFORE, WORKER_IDLE, WORKER_IDLE_BEFORE -> worker(program, scene);
            case WORKER_COLD, WORKER_COLD_BEFORE -> new ColdWorker(program, scene);
            case APPLY, APPLY_BEFORE -> ApplyCommand.peer(program, scene);
            case COMMAND, COMMAND_BEFORE -> new OurCommand(program, scene);
            case ECHO -> ManyRequests.toEcho(scene);
            default -> Peers.peer(program, scene);
        };
    }

    /** A client of the contestant's own: two workers of one client would share its requests. */
    static String client(String name, Program program) {
        return program.isBefore() ? name + "-before" : name;
    }

    private static Contestant worker(Program program, Scene scene) {
        Task task = scene.workload().task();
        return switch (task) {
            case FEW -> ManyRequests.toWorker(program, scene);
            case MEMORY -> new SmallHeapWorker(program, scene);
            case COPY, LIST, UNCHANGED -> new ResidentWorker(program, scene);
            case FAIR, FAIR_99, FAIR_SYNC -> new BesideSync(program, scene);
            case OVERLAP -> new SameFiles(program, scene);
            case CLIENTS_CONNECTIONS, CLIENTS_THREADS, CLIENTS_MEMORY, CLIENTS_CPU -> new IdleClients(program, scene);
            case LEAN_FIRST, LEAN_STEADY -> new ProcessorTime(program, scene);
            case REQUESTS_FOUND, REQUESTS_KNOWN -> new ManyAtOnce(program, scene);
            case COLD_CHECK, COLD_REQUEST, COLD_APPLY ->
                throw new IllegalArgumentException(task + " is the work of a command");
        };
    }
}
