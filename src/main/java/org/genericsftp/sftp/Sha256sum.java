package org.genericsftp.sftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The command {@code sha256sum}, as text for a shell and as what comes of it. Bytes are written as ISO-8859-1 here, so
 * that a file's name reaches the server as the server told it.
 */
final class Sha256sum {
    /** What no shell takes for anything but itself. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._+@:-]*");

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    /** Every character that one shell or another treats in a way of its own. */
    private static final String SAMPLE = "a&rem ;$(b)`c`'d\\e\"*f";

    private Sha256sum() {}

    /** The command for a whole file. */
    static byte[] command(byte[] path) {
        return ("sha256sum " + quote(absolute(path))).getBytes(ISO_8859_1);
    }

    /** The command for the first bytes of a file. */
    static byte[] command(byte[] path, long bytes) {
        return ("head -c " + bytes + " " + quote(absolute(path)) + " | sha256sum").getBytes(ISO_8859_1);
    }

    /** Whether the name means the same to every shell, so that it need not be known which one it is. */
    static boolean isPlain(byte[] path) {
        return PLAIN.matcher(text(path)).matches();
    }

    /** A line break ends a command in some shells, quoted or not. */
    static boolean hasControls(byte[] path) {
        return text(path).chars().anyMatch(c -> c < ' ' || c == 0x7f);
    }

    /**
     * A command that prints {@link #sample} where the shell understands quotes as a POSIX shell does, and does no harm
     * elsewhere: cmd.exe and PowerShell, which Windows servers have, understand them otherwise.
     */
    static byte[] probe() {
        return ("printf %s " + quote(SAMPLE)).getBytes(ISO_8859_1);
    }

    static byte[] sample() {
        return SAMPLE.getBytes(ISO_8859_1);
    }

    /** The digest, in hexadecimal, of the output for this file; empty for any other output. */
    static Optional<String> digestOf(byte[] output, byte[] path) {
        return digestOf(text(output), absolute(path));
    }

    /** The same for the first bytes of a file. */
    static Optional<String> digestOfInput(byte[] output) {
        return digestOf(text(output), "-");
    }

    /** How long the output for a file can be. */
    static int mostBytes(byte[] path) {
        return 128 + 2 * path.length;
    }

    /** A backslash in the name is doubled by GNU's sha256sum, and told by another before the digest. */
    private static Optional<String> digestOf(String output, String name) {
        boolean escaped = output.startsWith("\\");
        String line = escaped ? output.substring(1) : output;
        String told = escaped ? name.replace("\\", "\\\\") : name;
        return Optional.of(line)
                .filter(text -> text.length() > 64)
                .map(text -> text.substring(0, 64))
                .filter(DIGEST.asMatchPredicate())
                .filter(digest -> line.equals(digest + "  " + told + "\n") || line.equals(digest + " *" + told + "\n"));
    }

    /** So that no name is taken for an option. */
    private static String absolute(byte[] path) {
        String text = text(path);
        return text.startsWith("/") ? text : "./" + text;
    }

    /**
     * Within single quotes nothing is special in a POSIX shell. Quotes and backslashes stand within double quotes, where
     * fish reads them as others do.
     */
    private static String quote(String text) {
        return PLAIN.matcher(text).matches()
                ? text
                : "'" + text.replace("'", "'\"'\"'").replace("\\", "'\"\\\\\"'") + "'";
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
