package org.genericsftp.share;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.genericsftp.destination.NameRules;
import org.genericsftp.destination.TemporaryNames;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;

/** What becomes of names that Windows does not allow. */
public enum ShareNames {
    /** Files so named are not copied. */
    REFUSE {
        @Override
        String stored(String name) {
            return name;
        }

        @Override
        String original(String stored) {
            return stored;
        }
    },

    /**
     * What Windows does not allow is kept as {@code %} and two hexadecimal digits: {@code a:b} as {@code a%3Ab}. A
     * {@code %} that would be mistaken for such is {@code %25}, so that each name has one stored form, and no two share
     * one.
     */
    MAP {
        @Override
        String stored(String name) {
            StringBuilder stored = new StringBuilder(name.length() + 8);
            for (int i = 0; i < name.length(); i++) {
                char character = name.charAt(i);
                boolean last = i == name.length() - 1;
                if (isForbidden(character)
                        || (last && (character == '.' || character == ' '))
                        || (character == '%' && isHex(name, i + 1) && isHex(name, i + 2))) {
                    stored.append(escape(character));
                } else {
                    stored.append(character);
                }
            }
            return isDevice(stored) ? escape(stored.charAt(0)) + stored.substring(1) : stored.toString();
        }

        @Override
        String original(String stored) {
            return ESCAPE.matcher(stored)
                    .replaceAll(escape -> Matcher.quoteReplacement(String.valueOf(
                            (char) Integer.parseInt(escape.group().substring(1), 16))));
        }
    };

    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final String FORBIDDEN = "\\:*?\"<>|";

    /** The name that a file or folder has on the share. */
    abstract String stored(String name);

    /** The name that is kept there under that one. */
    abstract String original(String stored);

    boolean canHold(String name) {
        return !TemporaryNames.isTemporary(name)
                && !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.indexOf('\0') < 0
                && NameRules.WINDOWS.faultOf(stored(name)) == null;
    }

    /** @throws FileException NAME_REJECTED, when no file can be copied to that path */
    void check(RelativePath path) throws FileException {
        NameRules.WINDOWS.check(stored(path));
    }

    RelativePath stored(RelativePath path) {
        return new RelativePath(path.names().stream().map(this::stored).collect(Collectors.joining("/")));
    }

    private static boolean isForbidden(char character) {
        return character < ' ' || FORBIDDEN.indexOf(character) >= 0;
    }

    private static boolean isHex(String name, int at) {
        return at < name.length() && Character.digit(name.charAt(at), 16) >= 0 && name.charAt(at) < 128;
    }

    private static String escape(char character) {
        return String.format(Locale.ROOT, "%%%02X", (int) character);
    }

    /** The only fault that a name may still have then, its length aside, and the only one that a letter more or less cures. */
    private static boolean isDevice(CharSequence name) {
        return name.length() > 0
                && NameRules.WINDOWS.faultOf(name.toString()) != null
                && NameRules.WINDOWS.faultOf(escape(name.charAt(0)) + name.subSequence(1, name.length())) == null;
    }
}
