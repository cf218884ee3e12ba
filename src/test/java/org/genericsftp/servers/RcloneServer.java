package org.genericsftp.servers;

import java.nio.file.Path;
import java.util.List;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.SshKeys;

/** {@code rclone serve sftp}, which serves a folder as the whole file system. */
public final class RcloneServer extends ServerProgram {
    private final Path rclone;

    private final String cacheTime;

    private RcloneServer(Path rclone, String cacheTime) {
        super("rclone", SshKeys.Type.ED25519);
        this.rclone = rclone;
        this.cacheTime = cacheTime;
    }

    /** As it is by default: it remembers a folder for five minutes. */
    static RcloneServer started() {
        return started(new RcloneServer(RealServers.require("rclone"), "5m"));
    }

    /** For tests that change a folder and look at once. It reads the folder again for each file, and is slow. */
    public static RcloneServer startedWithoutCache() {
        return started(new RcloneServer(RealServers.require("rclone"), "0"));
    }

    @Override
    List<String> command(int onPort) {
        return Unprivileged.command(
                rclone.toString(),
                "serve",
                "sftp",
                rootDirectory().toString(),
                "--config",
                "",
                "--addr",
                host() + ":" + onPort,
                "--key",
                hostKey().toString(),
                "--authorized-keys",
                authorizedKeys().toString(),
                "--dir-cache-time",
                cacheTime);
    }

    @Override
    public String sourceDirectory() {
        return "/";
    }
}
