package org.genericsftp.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.SambaServer;
import org.genericsftp.testing.WorkerConfiguration;

/**
 * A share of a Samba server that is there for one row. It takes one cipher only, and nothing that is not encrypted, so
 * that all contestants do the same: our worker encrypts wherever it can, others only where they must.
 *
 * @param rclonePassword as rclone takes it; empty without rclone
 */
record ShareTarget(SambaServer server, String rclonePassword) implements Target {
    private static final String CIPHER = "AES-128-GCM";

    static ShareTarget open(Path folder) {
        SambaServer server = SambaServer.builder()
                .serving(folder)
                .option("smb encrypt = required")
                .option("server smb3 encryption algorithms = " + CIPHER)
                .start();
        return new ShareTarget(server, obscured(server.password()));
    }

    private static String obscured(String password) {
        return RealServers.has("rclone")
                ? Command.run("rclone", "obscure", password).strip()
                : "";
    }

    @Override
    public Path folder() {
        return server.tree();
    }

    private String pathInShare(Path copies) {
        return folder().relativize(copies).toString();
    }

    @Override
    public WorkerConfiguration.Client tell(WorkerConfiguration.Client settings, Path copies) {
        String share = "smb://" + server.host() + ":" + server.port() + "/" + SambaServer.SHARE;
        return settings.with("destination-directory", share + "/" + pathInShare(copies))
                .with("system-username", server.username())
                .with("system-password", server.password());
    }

    @Override
    public String rclonePath(Path copies) {
        return ":smb:" + SambaServer.SHARE + "/" + pathInShare(copies);
    }

    @Override
    public List<String> rcloneOptions() {
        return List.of(
                "--smb-host",
                server.host(),
                "--smb-port",
                Integer.toString(server.port()),
                "--smb-user",
                server.username(),
                "--smb-pass",
                rclonePassword);
    }

    @Override
    public List<String> smbclient(Path copies, String commands) {
        return server.smbclientCommand("cd " + pathInShare(copies) + "; " + commands);
    }

    @Override
    public Map<String, String> particulars() {
        Map<String, String> particulars = new HashMap<>(Map.of(
                server.configurationFile().toString(), "SMB_CONF",
                Integer.toString(server.port()), "SMB_PORT",
                server.password(), "PASSWORD"));
        if (!rclonePassword.isEmpty()) {
            particulars.put(rclonePassword, "OBSCURED_PASSWORD");
        }
        return particulars;
    }

    @Override
    public void close() {
        server.close();
    }
}
