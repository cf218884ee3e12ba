package org.genericsftp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Removes what servers of killed test runs have left behind: processes, accounts and folders. */
public final class ServerLeftovers {
    private static final Set<String> REMOVED = new HashSet<>();

    private ServerLeftovers() {}

    /** Once in a JVM for each kind. */
    public static synchronized void remove(String kind) {
        if (!REMOVED.add(kind)) {
            return;
        }
        try {
            for (Path folder : ScratchFolder.abandoned(kind)) {
                remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        ProcessHandle.allProcesses()
                .filter(process ->
                        Processes.title(process).contains(folder + "/") || Processes.hasOpenIn(process, folder))
                .forEach(Processes::killTree);
        try {
            ThrowawayAccount.removeNotedIn(folder);
            ScratchFolder.delete(folder);
        } catch (IOException e) {
            System.out.println("Cannot remove " + folder + ", which a killed test run has left: " + e);
        }
    }
}
