package org.genericsftp.share;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.genericsftp.destination.NameRules;
import org.genericsftp.file.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Where a folder on a share is.
 *
 * @param server a name or an address, an IPv6 one without brackets
 * @param folders from the share's root to the folder; none for the root itself
 */
public record ShareAddress(String server, int port, String share, List<String> folders) {
    public static final int DEFAULT_PORT = 445;

    private static final Pattern SERVER =
            Pattern.compile("(?:\\[(?<six>[0-9A-Fa-f:.]+(?:%[\\w.~-]+)?)]|(?<name>[^\\[\\]:@]+))(?::(?<port>[^:]*))?");
    private static final String SCHEME = "smb://";

    public ShareAddress {
        folders = List.copyOf(folders);
        requireHolding(server, "server");
        requireHolding(share, "share");
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("the port " + port + " is not between 1 and 65535");
        }
        requireName("share", share);
        folders.forEach(folder -> requireName("folder", folder));
    }

    /** Whether the text is meant to be the address of a share: only then does {@link #parse} apply. */
    public static boolean looksLikeOne(String text) {
        return text.startsWith("\\\\") || text.toLowerCase(Locale.ROOT).startsWith("smb:");
    }

    /**
     * Reads {@code \\server\share\dir} or {@code smb://server[:port]/share/dir}.
     *
     * @throws IllegalArgumentException naming what is wrong, and never a password that the text may hold
     */
    public static ShareAddress parse(String text) {
        if (text.startsWith("\\\\")) {
            return of(names(text.substring(2), "[\\\\/]"), text);
        }
        if (text.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            String rest = text.substring(SCHEME.length());
            if (rest.split("/", 2)[0].indexOf('@') >= 0) {
                throw new IllegalArgumentException(
                        "The address of a share must not hold a user name or password: they are settings of their own");
            }
            return of(names(rest, "/").stream().map(ShareAddress::decoded).toList(), text);
        }
        throw wrong(text, "it begins neither with \\\\ nor with smb://");
    }

    private static List<String> names(String path, String separator) {
        List<String> names = new ArrayList<>(List.of(path.split(separator, -1)));
        while (names.size() > 1 && names.get(names.size() - 1).isEmpty()) {
            names.remove(names.size() - 1);
        }
        return names;
    }

    private static ShareAddress of(List<String> names, String text) {
        Matcher server = SERVER.matcher(names.get(0));
        if (names.get(0).isEmpty()) {
            throw wrong(text, "it names no server");
        }
        if (!server.matches()) {
            throw wrong(text, "the server is no name and no address (an IPv6 address stands in brackets)");
        }
        if (names.size() < 2 || names.get(1).isEmpty()) {
            throw wrong(text, "it names no share");
        }
        String name = server.group("six") == null ? server.group("name") : server.group("six");
        int port = port(server.group("port"), text);
        try {
            return new ShareAddress(name, port, names.get(1), names.subList(2, names.size()));
        } catch (IllegalArgumentException e) {
            throw wrong(text, String.valueOf(e.getMessage()));
        }
    }

    private static int port(@Nullable String digits, String text) {
        if (digits == null) {
            return DEFAULT_PORT;
        }
        if (!digits.matches("[0-9]{1,5}")) {
            throw wrong(text, "the port is no number between 1 and 65535");
        }
        return Integer.parseInt(digits);
    }

    /** As in any URL, {@code %20} is a space. */
    private static String decoded(String name) {
        Matcher escape = Pattern.compile("(?:%[0-9A-Fa-f]{2})+").matcher(name);
        return escape.replaceAll(found -> Matcher.quoteReplacement(utf8(found.group())));
    }

    private static String utf8(String escapes) {
        byte[] bytes = new byte[escapes.length() / 3];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(escapes.substring(3 * i + 1, 3 * i + 3), 16);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void requireHolding(String value, String what) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("it names no " + what);
        }
    }

    private static void requireName(String what, String name) {
        String fault = NameRules.WINDOWS.faultOf(name);
        if (fault != null) {
            throw new IllegalArgumentException("the " + what + " \"" + Printable.escape(name) + "\" " + fault);
        }
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException("\"" + Printable.escape(text) + "\" is not the address of a share: " + why);
    }

    /** As Windows writes it. */
    @Override
    public String toString() {
        String at = port == DEFAULT_PORT ? server : server + ":" + port;
        return "\\\\" + at + "\\" + share + (folders.isEmpty() ? "" : "\\" + String.join("\\", folders));
    }
}
