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

    static CommandPeer peer(Program program, Scene scene) throws Exception {
        Path folder = Files.createDirectories(scene.into(program));
        // The destination must be there when the configuration is read.
        scene.empty(program);
        Path configuration = scene.configuration(WorkerConfiguration.withoutBroker(), CLIENT, program)
                .writeTo(folder);
        List<String> command = WorkerJar.command(scene.jar(program), Map.of(), "apply", "-c", configuration.toString())
                .command();
        return new CommandPeer(program, scene, command);
    }
}
