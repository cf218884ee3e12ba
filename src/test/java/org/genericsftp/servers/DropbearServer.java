package org.genericsftp.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.SshKeys;
import org.genericsftp.testing.ThrowawayAccount;
import org.jspecify.annotations.Nullable;

/** Dropbear, which starts OpenSSH's program sftp-server. It reads the keys in the home of a user, who must be made. */
final class DropbearServer extends ServerProgram {
    private final Path dropbear;
    private final Path convert;
    private @Nullable ThrowawayAccount account;

    private DropbearServer(Path dropbear, Path convert) {
        super("dropbear", SshKeys.Type.ED25519);
        this.dropbear = dropbear;
        this.convert = convert;
    }

    static DropbearServer started() {
        RealServers.require("sftp-server");
        Path dropbear = RealServers.require("dropbear");
        Path convert = RealServers.require("dropbearconvert");
        if (!ThrowawayAccount.possible()) {
            RealServers.skip("the right to make users");
        }
        return started(new DropbearServer(dropbear, convert));
    }

    @Override
    List<String> command(int onPort) throws IOException {
        Path ownKey = scratchFolder().resolve("dropbear_key");
        if (account == null) {
            account = ThrowawayAccount.create(scratchFolder());
            Path keys = Files.createDirectory(scratchFolder().resolve(".ssh"));
            Files.copy(authorizedKeys(), keys.resolve("authorized_keys"));
            Command.run("chown", "-R", account.name(), keys.toString());
            Command.run("chown", account.name(), scratchFolder().toString());
            Command.run(convert.toString(), "openssh", "dropbear", hostKey().toString(), ownKey.toString());
        }
        return List.of(
                dropbear.toString(), "-F", "-E", "-s", "-r", ownKey.toString(), "-p", host() + ":" + onPort, "-P", "");
    }

    @Override
    public String username() {
        return account == null ? "" : account.name();
    }

    @Override
    public void close() {
        if (account != null) {
            account.close();
        }
        super.close();
    }
}
