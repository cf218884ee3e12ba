package org.genericsftp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProFtpdServerTest {
    @Test
    void answersWithItsBannerAndLeavesNoFolderAndNoProcess() throws IOException {
        Path folder;
        try (ProFtpdServer server = ProFtpdServer.started();
                Socket socket = new Socket(server.host(), server.port())) {
            folder = server.rootDirectory().getParent();
            assertThat(new String(socket.getInputStream().readNBytes(16), StandardCharsets.US_ASCII))
                    .isEqualTo("SSH-2.0-mod_sftp");
            assertThat(server.hostKeyFingerprint()).startsWith("SHA256:");
            assertThat(servers(folder)).isNotEmpty();
        }
        assertThat(folder).doesNotExist();
        assertThat(servers(folder)).isEmpty();
    }

    private static List<String> servers(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> Processes.hasOpenIn(process, folder))
                .map(Processes::title)
                .toList();
    }
}
