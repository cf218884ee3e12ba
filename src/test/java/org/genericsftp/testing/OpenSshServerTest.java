package org.genericsftp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OpenSshServerTest {
    @Test
    void answersWithItsBannerUntilStoppedAndAfterBeingStartedAgain() throws IOException {
        try (OpenSshServer server = OpenSshServer.started()) {
            assertThat(banner(server)).startsWith("SSH-2.0-OpenSSH");
            server.stop();
            assertThat(accepts(server)).isFalse();
            server.startAgain();
            assertThat(banner(server)).startsWith("SSH-2.0-OpenSSH");
        }
    }

    @Test
    void hasAnAccountWithAPasswordOnlyWhileItLives() throws IOException {
        String user;
        boolean hadPassword;
        try (OpenSshServer server = OpenSshServer.builder().withPassword().start()) {
            user = server.username();
            hadPassword = server.supportsPasswords();
            assertThat(users()).contains(user + ":");
        }
        if (hadPassword) {
            assertThat(users()).doesNotContain(user + ":");
        }
    }

    @Test
    void leavesNoFolderAndNoProcess() {
        OpenSshServer server = OpenSshServer.started();
        Path folder = server.scratchFolder();
        server.close();
        server.close();
        assertThat(folder).doesNotExist();
        assertThat(ProcessHandle.allProcesses().map(Processes::title)).noneMatch(title -> title.contains(folder + "/"));
    }

    @Test
    void hasOtherHostKeysOnceSwapped() {
        try (OpenSshServer server = OpenSshServer.started()) {
            String before = server.hostKeyFingerprint();
            server.swapHostKeys();
            assertThat(server.hostKeyFingerprint()).startsWith("SHA256:").isNotEqualTo(before);
        }
    }

    private static String users() throws IOException {
        return Files.readString(Path.of("/etc/passwd"));
    }

    private static boolean accepts(OpenSshServer server) {
        try (Socket socket = new Socket(InetAddress.getByName(server.host()), server.port())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String banner(OpenSshServer server) throws IOException {
        try (Socket socket = new Socket(InetAddress.getByName(server.host()), server.port())) {
            return new String(socket.getInputStream().readNBytes(15), StandardCharsets.US_ASCII);
        }
    }
}
