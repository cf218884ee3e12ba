package org.genericsftp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MinaSftpServerTest {
    @Test
    void answersWithItsBannerAndLeavesNoFolder() throws IOException {
        Path folder;
        try (MinaSftpServer server = MinaSftpServer.started();
                Socket socket = new Socket(server.host(), server.port());
                InputStream fromServer = socket.getInputStream()) {
            folder = server.rootDirectory().getParent();
            assertThat(new String(fromServer.readNBytes(8), StandardCharsets.US_ASCII))
                    .isEqualTo("SSH-2.0-");
            assertThat(server.hostKeyFingerprint()).startsWith("SHA256:");
            assertThat(Files.readString(server.userKey())).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----");
        }
        assertThat(folder).doesNotExist();
    }
}
