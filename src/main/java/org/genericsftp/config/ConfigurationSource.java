package org.genericsftp.config;

import java.nio.file.Path;
import java.util.Map;
import org.genericsftp.config.FilesRead.Contents;
import org.jspecify.annotations.Nullable;

/** Where a configuration comes from. It is read as often as it changes. For one thread at a time. */
public final class ConfigurationSource {
    private final Path file;
    private final Map<String, String> environment;
    private final String usualWorkerName;
    private FilesRead files = new FilesRead();
    private @Nullable Contents lastLook;

    /**
     * @param file the main file
     * @param environment where <code>${NAME}</code> is looked up
     * @param usualWorkerName the worker's name where the file gives none
     */
    public ConfigurationSource(Path file, Map<String, String> environment, String usualWorkerName) {
        this.file = file;
        this.environment = Map.copyOf(environment);
        this.usualWorkerName = usualWorkerName;
    }

    /** The main file. */
    public Path file() {
        return file;
    }

    /** What changes the files that clients have of their own. */
    public ClientEditor editor() {
        return new ClientEditor(file, environment);
    }

    /** Reads all files, whether or not they have changed. */
    public Configuration read() throws ConfigurationException {
        files = new FilesRead();
        lastLook = null;
        return new ConfigurationReader(file, environment, usualWorkerName, files).read();
    }

    /**
     * Whether what was last read, well or in vain, is different now: the main file, those of the clients, and all that they
     * take from other files. It is while two looks after each other have found the same, for a file may be half written.
     */
    public boolean hasChanged() {
        Contents now = files.contentsNow();
        boolean same = now.equals(lastLook);
        lastLook = now;
        return same && !now.equals(files.contentsThen());
    }
}
