package org.genericsftp.servers;

import java.nio.file.Path;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.ThrowawayAccount;

/** Programs that speak SFTP only, and that OpenSSH's sshd starts. */
final class SubsystemServers {
    private static final String MY_SECURE_SHELL_CONFIGURATION = """
            <Default>
                StayAtHome false
                VirtualChroot %s
                ResolveIP false
                HideNoAccess false
                ShowLinksAsLinks true
                LogFile /dev/null
            </Default>
            """;

    private SubsystemServers() {}

    static OpenSshServer gesftpserver() {
        return OpenSshServer.builder()
                .withPassword()
                .withSubsystem(RealServers.require("gesftpserver").toString())
                .start();
    }

    /** Its settings have one fixed place, and as Debian has them it sends 5 kB a second. */
    static OpenSshServer mySecureShell() {
        String program = RealServers.require("mysecureshell").toString();
        if (!ThrowawayAccount.possible()) {
            RealServers.skip("the right to mount and to make users");
        }
        return OpenSshServer.builder()
                .withPassword()
                .withSubsystem(program + " -c sftp-server")
                .withTextIn(Path.of("/etc/ssh/sftp_config"), MY_SECURE_SHELL_CONFIGURATION.formatted("false"))
                .start();
    }
}
