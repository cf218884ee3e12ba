package org.genericsftp.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.genericsftp.testing.BuiltServers;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.SshKeys;

/** A program on Go's pkg/sftp, built from the sources that Debian ships. */
final class GoServer extends ServerProgram {
    private static final Path SOURCES = Path.of("/usr/share/gocode");
    private static final String NAME = "go_sftp_server";

    private final Path go;

    private GoServer(Path go) {
        super("go-sftp", SshKeys.Type.ED25519);
        this.go = go;
    }

    static GoServer started() {
        RealServers.requireFile(SOURCES.resolve("src/github.com/pkg/sftp/server.go"), "golang-github-pkg-sftp-dev");
        return started(new GoServer(RealServers.require("go")));
    }

    private void build(Path folder) throws IOException, InterruptedException {
        ProcessBuilder build = new ProcessBuilder(
                        go.toString(),
                        "build",
                        "-o",
                        folder.resolve(NAME).toString(),
                        resource(NAME + "/main.go").toString())
                .inheritIO();
        build.environment().put("GOPATH", SOURCES.toString());
        build.environment().put("GO111MODULE", "off");
        build.environment().put("GOFLAGS", "");
        build.environment().put("GOCACHE", folder.resolve("cache").toString());
        if (build.start().waitFor() != 0) {
            throw new IllegalStateException("go build failed");
        }
    }

    @Override
    List<String> command(int onPort) throws IOException {
        Path built = BuiltServers.built("go-sftp-server", this::build).resolve(NAME);
        Path program = Files.copy(built, scratchFolder().resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
        return Unprivileged.command(
                program.toString(),
                Integer.toString(onPort),
                hostKey().toString(),
                authorizedKeys().toString());
    }
}
