package org.genericsftp.ssh;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM file (RFC 7468), such as {@code PRIVATE KEY}. What stands before, between and behind the blocks is
 * no part of them.
 *
 * @param encryption what the header DEK-Info says (RFC 1421, 4.6.1.3), such as {@code AES-128-CBC,} and the initial
 *     vector; empty without one
 * @param base64 the content
 */
record PemBlock(String label, String encryption, String base64) {
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ([A-Z0-9 ]+)-----\\s*((?:[A-Za-z0-9-]+:[^\\n]*\\n\\s*)*)([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final Pattern ENCRYPTION = Pattern.compile("(?m)^DEK-Info:\\s*(\\S+)");

    static List<PemBlock> in(byte[] file) {
        Matcher matcher = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
        List<PemBlock> blocks = new ArrayList<>();
        while (matcher.find()) {
            Matcher encryption = ENCRYPTION.matcher(matcher.group(2));
            blocks.add(new PemBlock(matcher.group(1), encryption.find() ? encryption.group(1) : "", matcher.group(3)));
        }
        return blocks;
    }

    boolean isPrivateKey() {
        return label.endsWith("PRIVATE KEY");
    }

    /** @throws IllegalArgumentException if it is no Base64 */
    byte[] der() {
        return Base64.getMimeDecoder().decode(base64);
    }

    /** The block alone, not encrypted, as a file. */
    static byte[] write(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return label;
    }
}
