package org.genericsftp.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.genericsftp.testing.WorkerConfiguration;

/** A folder of this machine, in memory or on a disk. */
record LocalTarget(Path folder) implements Target {
    @Override
    public WorkerConfiguration.Client tell(WorkerConfiguration.Client settings, Path copies) {
        return settings.with("destination-directory", copies.toString());
    }

    @Override
    public String rclonePath(Path copies) {
        return copies.toString();
    }

    @Override
    public List<String> rcloneOptions() {
        return List.of();
    }

    @Override
    public List<String> smbclient(Path copies, String commands) {
        throw new UnsupportedOperationException("smbclient copies to shares only");
    }

    @Override
    public Map<String, String> particulars() {
        return Map.of();
    }

    @Override
    public void close() {}
}
