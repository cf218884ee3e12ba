package org.genericsftp.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.SshKeys;

/** Erlang/OTP's ssh_sftpd. */
final class ErlangServer extends ServerProgram {
    private final Path escript;

    private ErlangServer(Path escript) {
        super("erlang", SshKeys.Type.ED25519);
        this.escript = escript;
    }

    static ErlangServer started() {
        return started(new ErlangServer(RealServers.require("escript")));
    }

    @Override
    List<String> command(int onPort) throws IOException {
        Path keys = Files.createDirectories(scratchFolder().resolve("keys"));
        Files.write(keys.resolve("ssh_host_ed25519_key"), Files.readAllBytes(hostKey()));
        Files.write(keys.resolve("authorized_keys"), Files.readAllBytes(authorizedKeys()));
        return Unprivileged.command(
                escript.toString(),
                resource("erlang_server.escript").toString(),
                Integer.toString(onPort),
                keys.toString());
    }
}
