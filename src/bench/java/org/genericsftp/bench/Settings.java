package org.genericsftp.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How programs are called: nothing of the user's own, and so that a reader recognises it in each row. */
final class Settings {
    private static final List<String> OTHERS =
            List.of("RCLONE_", "RSYNC_", "LFTP_", "SSH_", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "TAR_OPTIONS");

    private Settings() {}

    static void keepUsersOut(Map<String, String> environment, Scene scene) {
        environment.keySet().removeIf(name -> OTHERS.stream().anyMatch(name::startsWith));
        environment.put("HOME", scene.ssh().home().toString());
        environment.put("LC_ALL", "C.UTF-8");
    }

    /** The command with words in the place of what is different in each run. */
    static String of(List<String> command, Program program, Scene scene) {
        String line = command.stream().map(Settings::quoted).collect(Collectors.joining(" "));
        for (Map.Entry<String, String> particular : scene.target().particulars().entrySet()) {
            line = line.replace(particular.getKey(), particular.getValue());
        }
        return line.replace(scene.copies(program).toString(), "COPIES")
                .replace(scene.into(program).toString(), "INTO")
                .replace(scene.source().toString(), "SOURCE")
                .replace(scene.ssh().config().toString(), "SSH_CONFIG")
                .replace(scene.ssh().knownHosts().toString(), "KNOWN_HOSTS")
                .replace(scene.ssh().home().toString(), "HOME")
                .replace(scene.server().userKey().toString(), "KEY")
                .replace(System.getProperty("java.class.path"), "CLASSPATH")
                .replace(scene.jar(program).toString(), "JAR")
                .replace(System.getProperty("java.home") + "/bin/", "")
                .replace(Integer.toString(scene.port()), "PORT");
    }

    private static String quoted(String argument) {
        return argument.matches("[^ ;|&\"']+") ? argument : "'" + argument + "'";
    }
}
