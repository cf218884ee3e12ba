package org.genericsftp.sftp;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names under which files stand while they are looked at for the last time before they are removed, each in the folder
 * that the file is in: nobody else knows the name, so that none can put another file there. Listings leave them out.
 *
 * @param original the file's own path, in the server's bytes
 * @param since when it got the name
 * @param number what tells it from others of the file
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AsideName(byte[] original, Instant since, String number) {
    private static final String MARK = ".sftp-client-removes-";
    private static final Pattern FORM =
            Pattern.compile("(.*[^/])" + Pattern.quote(MARK) + "([0-9a-f]{8})-([0-9a-f]{8})", Pattern.DOTALL);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("'.kept-'yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** A new one for what is at a path. */
    static byte[] of(byte[] path, Instant now) {
        String ending = String.format(
                "%s%08x-%08x",
                MARK, (int) now.getEpochSecond(), ThreadLocalRandom.current().nextInt());
        return latin(text(path) + ending);
    }

    /** What a path or a name says, if it is one. */
    static Optional<AsideName> parse(byte[] path) {
        if (path.length <= MARK.length() || path[path.length - 9] != '-') {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(text(path));
        return form.matches()
                ? Optional.of(new AsideName(
                        latin(form.group(1)), Instant.ofEpochSecond(Long.parseLong(form.group(2), 16)), form.group(3)))
                : Optional.empty();
    }

    /**
     * Where the file is put back once nobody is about it any more: under its own name it could be taken for a newer version than
     * one that has been delivered and removed since.
     */
    byte[] afterwards() {
        return latin(text(original) + TIME.format(since));
    }

    /** The same where it must be one that no other file has. */
    byte[] fresh() {
        return latin(text(afterwards()) + "-" + number);
    }

    /** Of which each character is a byte. */
    private static String text(byte[] path) {
        return new String(path, StandardCharsets.ISO_8859_1);
    }

    private static byte[] latin(String path) {
        return path.getBytes(StandardCharsets.ISO_8859_1);
    }
}
