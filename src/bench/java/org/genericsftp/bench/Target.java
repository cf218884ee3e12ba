package org.genericsftp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.genericsftp.testing.WorkerConfiguration;

/** Where the copies of one row go, and how each contestant is told of it. */
interface Target extends AutoCloseable {
    static Target open(Workload workload, Path folder) throws IOException {
        return switch (workload.place()) {
            case MEMORY, DISK -> new LocalTarget(folder);
            case SHARE -> ShareTarget.open(Files.createDirectory(folder.resolve("share")));
        };
    }

    /** The folder of this machine where the copies are, whatever way they take to it. */
    Path folder();

    /** @param copies a folder below {@link #folder}, as in all that follows */
    WorkerConfiguration.Client tell(WorkerConfiguration.Client settings, Path copies);

    String rclonePath(Path copies);

    List<String> rcloneOptions();

    /** @param commands what is to be done when smbclient is in the folder for the copies */
    List<String> smbclient(Path copies, String commands);

    /** What is different in each run, with the word that a reader gets instead. */
    Map<String, String> particulars();

    @Override
    void close();
}
