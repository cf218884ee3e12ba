package org.genericsftp.ssh;

import com.jcraft.jsch.JSch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A private key file can be used, or the error names it. */
public final class PrivateKeyFuzz {
    private PrivateKeyFuzz() {}

    public static void fuzzerTestOneInput(byte[] content) throws IOException {
        Path file = Files.createTempFile("fuzz", ".key");
        try {
            Files.write(file, content);
            PrivateKeyFile.read(file, "passphrase", new JSch()).dispose();
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains(file.toString())) {
                throw new AssertionError("The error does not name the file: " + e.getMessage(), e);
            }
        } finally {
            Files.delete(file);
        }
    }
}
