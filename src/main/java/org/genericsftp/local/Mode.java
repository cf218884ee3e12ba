package org.genericsftp.local;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a file's owner, its group and all others may do with it: nine bits, as chmod(1) has them. */
public record Mode(int bits) {
    private static final Pattern OCTAL = Pattern.compile("0?[0-7]{3}");
    /** A letter for each bit, the highest first. */
    private static final String LETTERS = "rwxrwxrwx";

    private static final int ALL = 0777;
    private static final int OF_OWNER = 0700;

    public Mode {
        if ((bits & ALL) != bits) {
            throw new IllegalArgumentException("A mode of " + Integer.toOctalString(bits));
        }
    }

    /** Reads three octal digits, with a zero before them or without. */
    public static Optional<Mode> parse(String text) {
        return Optional.of(text).filter(OCTAL.asMatchPredicate()).map(octal -> new Mode(Integer.parseInt(octal, 8)));
    }

    /** Whether its owner may do all that the other mode lets an owner do. */
    public boolean allowsOwner(Mode other) {
        int wanted = other.bits & OF_OWNER;
        return (bits & wanted) == wanted;
    }

    Set<PosixFilePermission> permissions() {
        StringBuilder letters = new StringBuilder(LETTERS);
        for (int i = 0; i < LETTERS.length(); i++) {
            if ((bits & bit(i)) == 0) {
                letters.setCharAt(i, '-');
            }
        }
        return PosixFilePermissions.fromString(letters.toString());
    }

    static Mode of(Set<PosixFilePermission> permissions) {
        String letters = PosixFilePermissions.toString(permissions);
        int bits = 0;
        for (int i = 0; i < LETTERS.length(); i++) {
            bits |= letters.charAt(i) == '-' ? 0 : bit(i);
        }
        return new Mode(bits);
    }

    private static int bit(int letter) {
        return 1 << (LETTERS.length() - 1 - letter);
    }

    /** As it is configured: {@code 0640}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%04o", bits);
    }
}
