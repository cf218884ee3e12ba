package org.genericsftp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.genericsftp.testing.OpenSshServer;

/**
 * Files that lead OpenSSH, and what is built on it, to the throwaway server, and keep it off the user's own.
 *
 * @param home an empty home for programs that look for settings there
 */
record SshFiles(Path config, Path knownHosts, Path home) {
    static SshFiles write(Path folder, OpenSshServer server, int port) throws IOException {
        Path knownHosts = folder.resolve("known_hosts");
        Files.writeString(
                knownHosts,
                Files.readString(server.knownHosts()).replace("]:" + server.port() + " ", "]:" + port + " "));
        Path config = folder.resolve("config");
        Files.writeString(config, """
                Host *
                  HostName %s
                  Port %d
                  User %s
                  IdentityFile %s
                  IdentitiesOnly yes
                  IdentityAgent none
                  UserKnownHostsFile %s
                  GlobalKnownHostsFile none
                  StrictHostKeyChecking yes
                  UpdateHostKeys no
                  BatchMode yes
                  Ciphers %s
                  Compression no
                  ControlPath none
                  LogLevel ERROR
                """.formatted(
                        server.host(), port, server.username(), server.userKey(), knownHosts, Site.CIPHER));
        return new SshFiles(config, knownHosts, Files.createDirectory(folder.resolve("home")));
    }
}
