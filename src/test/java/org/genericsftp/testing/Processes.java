package org.genericsftp.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux knows of processes, beyond what Java tells. */
public final class Processes {
    private Processes() {}

    /** The arguments, or the title that the process gave itself; empty once it has ended. */
    static String title(ProcessHandle process) {
        byte[] title = read(process, "cmdline");
        return new String(title, StandardCharsets.UTF_8).replace('\0', ' ').strip();
    }

    /** Whether the process has a file in the folder open, as far as we may know: whatever title it gave itself. */
    static boolean hasOpenIn(ProcessHandle process, Path folder) {
        try (DirectoryStream<Path> open =
                Files.newDirectoryStream(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            for (Path descriptor : open) {
                if (Files.readSymbolicLink(descriptor).startsWith(folder)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException ended) {
            return false;
        }
    }

    /** All processes below, those that have ended and are not yet collected by their parent excluded. */
    static List<ProcessHandle> runningBelow(ProcessHandle process) {
        return process.descendants().filter(Processes::isRunning).toList();
    }

    /** Freezes a process: it is there, and does nothing. */
    public static void stop(ProcessHandle process) {
        signal(process, "STOP");
    }

    /** Lets a frozen process go on. */
    public static void resume(ProcessHandle process) {
        signal(process, "CONT");
    }

    /** Ends a process and everything below it for certain: it can't fork while it is stopped. */
    public static void killTree(ProcessHandle process) {
        if (!process.isAlive()) {
            return;
        }
        stop(process);
        for (List<ProcessHandle> below = runningBelow(process); !below.isEmpty(); below = runningBelow(process)) {
            below.forEach(ProcessHandle::destroyForcibly);
            Thread.onSpinWait();
        }
        process.destroyForcibly();
        process.onExit().join();
    }

    private static void signal(ProcessHandle process, String signal) {
        // The shell's own kill is there where the program is not installed.
        Command.run("sh", "-c", "kill -" + signal + " " + process.pid());
    }

    private static boolean isRunning(ProcessHandle process) {
        String stat = new String(read(process, "stat"), StandardCharsets.UTF_8);
        // The second field is the name in parentheses, and may hold anything; the third is the state.
        int afterName = stat.lastIndexOf(')');
        return afterName > 0 && stat.charAt(afterName + 2) != 'Z';
    }

    private static byte[] read(ProcessHandle process, String what) {
        try {
            return Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), what));
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
