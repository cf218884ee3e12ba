package org.genericsftp.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerJar;

/** Our command line, which is a program like the others. */
final class ApplyCommand {
    private static final String CLIENT = "applied";

    private ApplyCommand() {}

    static CommandPeer peer(Scene scene) throws Exception {
        Path folder = Files.createDirectories(scene.into(Program.APPLY));
        // The destination must be there when the configuration is read.
        scene.empty(Program.APPLY);
        Path configuration = scene.configuration(WorkerConfiguration.withoutBroker(), CLIENT, Program.APPLY)
                .writeTo(folder);
        List<String> command = WorkerJar.command(Map.of(), "apply", "-c", configuration.toString())
                .command();
        return new CommandPeer(Program.APPLY, scene, command);
    }
}
