package org.genericsftp.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.common.file.nativefs.NativeFileSystemFactory;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/**
 * Apache MINA SSHD as a program: {@code PORT HOST_KEY AUTHORIZED_KEYS [ROOT]}. It is one class that needs nothing but
 * MINA, so that it runs with other releases than the one on the tests' class path.
 */
public final class MinaProgram {
    private MinaProgram() {}

    public static void main(String... arguments) throws IOException, InterruptedException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(Integer.parseInt(arguments[0]));
        server.setKeyPairProvider(new FileKeyPairProvider(Path.of(arguments[1])));
        server.setPublickeyAuthenticator(new AuthorizedKeysAuthenticator(Path.of(arguments[2])));
        server.setFileSystemFactory(
                arguments.length > 3
                        ? new VirtualFileSystemFactory(Path.of(arguments[3]))
                        : NativeFileSystemFactory.INSTANCE);
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.start();
        Thread.currentThread().join();
    }
}
