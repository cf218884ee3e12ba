package org.genericsftp.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.genericsftp.testing.BuiltServers;
import org.genericsftp.testing.NpmPackages;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.SshKeys;

/** A script on npm's ssh2 that works on all requests at once. */
final class NpmSsh2Server extends ServerProgram {
    private static final String VERSION = "1.17.0";

    private final Path node;
    private final Path modules;

    private NpmSsh2Server(Path node, Path modules) {
        super("npm-ssh2", SshKeys.Type.ED25519);
        this.node = node;
        this.modules = modules;
    }

    static NpmSsh2Server started() {
        Path node = RealServers.require("node");
        return started(new NpmSsh2Server(node, NpmPackages.installed("ssh2", VERSION)));
    }

    @Override
    List<String> command(int onPort) throws IOException {
        BuiltServers.copy(modules, scratchFolder().resolve("node_modules"));
        return Unprivileged.command(
                node.toString(),
                resource("npm_ssh2_server.js").toString(),
                Integer.toString(onPort),
                hostKey().toString(),
                authorizedKeys().toString());
    }
}
