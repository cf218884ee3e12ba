package org.genericsftp.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is known of the terminal that the process may have. */
final class Terminal {
    private static final Path OUT = Path.of("/proc/self/fd/1");

    private Terminal() {}

    /** Whether the process talks to a terminal that can draw. */
    static boolean isInteractive() {
        return hasConsole() && !"dumb".equals(System.getenv("TERM"));
    }

    /**
     * Whether standard output is a terminal, also where standard input is none. Where the system does not tell, a process with
     * a console counts as having its output there.
     */
    static boolean isOut() {
        try {
            String target = Files.readSymbolicLink(OUT).toString();
            boolean elsewhere = target.startsWith("pipe:")
                    || target.startsWith("socket:")
                    || target.equals("/dev/null")
                    || Files.isRegularFile(OUT);
            return !elsewhere;
        } catch (IOException | UnsupportedOperationException e) {
            return hasConsole();
        }
    }

    @SuppressWarnings("SystemConsoleNull") // what Java 22 changed about it is asked right after
    private static boolean hasConsole() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** Up to Java 21 only terminals have a console; later each process has one, which then can be asked. */
    private static boolean isTerminal(Console console) {
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
