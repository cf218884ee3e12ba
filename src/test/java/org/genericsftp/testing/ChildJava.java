package org.genericsftp.testing;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to start another JVM of the kind that runs the tests. */
public final class ChildJava {
    /** For JVMs that live for seconds: to compile well would take longer than they run. */
    private static final List<String> SHORT_LIVED = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private ChildJava() {}

    /** @param arguments the JVM's options, the main class and its arguments */
    public static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SHORT_LIVED);
        command.addAll(List.of(arguments));
        return command;
    }

    /** The same, on the tests' class path. */
    public static List<String> onClassPath(Class<?> main, String... arguments) {
        List<String> command = command("-cp", System.getProperty("java.class.path"), main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /** The jar, or the folder of classes, that the class is from. */
    public static Path locationOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
