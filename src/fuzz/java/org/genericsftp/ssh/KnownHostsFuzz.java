package org.genericsftp.ssh;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lines of known_hosts that somebody else wrote are understood or passed over. */
public final class KnownHostsFuzz {
    private static final List<String> NAMES =
            List.of("sftp.example.net", "[sftp.example.net]:2222", "10.0.0.1", "fe80::1");

    private KnownHostsFuzz() {}

    public static void fuzzerTestOneInput(byte[] file) {
        String text = new String(PlainBytes.of(file), StandardCharsets.ISO_8859_1);
        for (String line : text.lines().toList()) {
            KnownHostsLine.parse(1, line).ifPresent(known -> {
                NAMES.forEach(known::isAbout);
                known.key().type();
                known.key().fingerprint();
            });
        }
    }
}
