package org.genericsftp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Removes what servers of killed test runs have left behind: processes, accounts and folders. */
final class OpenSshLeftovers {
    private static boolean removed;

    private OpenSshLeftovers() {}

    /** Once in a JVM. */
    static synchronized void remove(String kind) {
        if (removed) {
            return;
        }
        removed = true;
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
                .filter(process -> Processes.title(process).contains(folder + "/"))
                .forEach(Processes::killTree);
        try {
            ThrowawayAccount.removeNotedIn(folder);
            ScratchFolder.delete(folder);
        } catch (IOException e) {
            System.out.println("Cannot remove " + folder + ", which a killed test run has left: " + e);
        }
    }
}
