package org.genericsftp.filter;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.Printable;

/**
 * Writes the alternatives of a glob out: {@code *.{csv,tar.{gz,xz}}} stands for {@code *.csv}, {@code *.tar.gz} and
 * {@code *.tar.xz}. An alternative may be empty, and may hold {@code /}; a brace or comma in a character class, or after
 * a backslash, is just a character.
 */
final class GlobBraces {
    private static final int MOST_BRACES = 100;

    /** Of all that one glob stands for together, an end mark for each included. */
    private static final int MOST_CHARACTERS = 50_000;

    private final String glob;
    private int at;
    private int depth;
    private int braces;

    private GlobBraces(String glob) {
        this.glob = glob;
    }

    /**
     * The globs without braces that it stands for, in their order.
     *
     * @throws IllegalArgumentException saying what was expected and what was found
     */
    static List<String> expand(String glob) {
        return new GlobBraces(glob).sequence();
    }

    /** Up to the end of the glob or, within braces, to the comma or brace that ends an alternative. */
    private List<String> sequence() {
        List<String> results = List.of("");
        int textFrom = at;
        while (at < glob.length() && !endsAlternative()) {
            if (glob.charAt(at) == '{') {
                results = product(results, List.of(glob.substring(textFrom, at)));
                results = product(results, alternatives());
                textFrom = at;
            } else {
                skip();
            }
        }
        return product(results, List.of(glob.substring(textFrom, at)));
    }

    private boolean endsAlternative() {
        char next = glob.charAt(at);
        if (next == '}' && depth == 0) {
            throw new IllegalArgumentException("expected a { before the } at character " + (at + 1)
                    + ", or \\} where the character itself is meant, found " + quoted());
        }
        return depth > 0 && (next == ',' || next == '}');
    }

    private List<String> alternatives() {
        int opened = at;
        if (++braces > MOST_BRACES) {
            throw new IllegalArgumentException(
                    "expected at most " + MOST_BRACES + " pairs of braces, found more in " + quoted());
        }
        depth++;
        List<String> all = new ArrayList<>();
        do {
            at++;
            all.addAll(sequence());
            if (at == glob.length()) {
                throw new IllegalArgumentException("expected a } that closes the { at character " + (opened + 1)
                        + ", or \\{ where the character itself is meant, found " + quoted());
            }
        } while (glob.charAt(at) == ',');
        at++;
        depth--;
        return all;
    }

    /** One character, with what belongs to it: the one that its backslash escapes, or the class that it opens. */
    private void skip() {
        char character = glob.charAt(at);
        if (character == '[') {
            at = GlobReader.endOfClass(glob, at);
        } else {
            at = Math.min(glob.length(), at + (character == '\\' ? 2 : 1));
        }
    }

    private List<String> product(List<String> heads, List<String> tails) {
        List<String> products = new ArrayList<>();
        int length = 0;
        for (String head : heads) {
            for (String tail : tails) {
                length += head.length() + tail.length() + 1;
                if (length > MOST_CHARACTERS) {
                    throw new IllegalArgumentException("expected braces that stand for globs of at most "
                            + MOST_CHARACTERS + " characters together, found more in " + quoted());
                }
                products.add(head + tail);
            }
        }
        return products;
    }

    private String quoted() {
        return "\"" + Printable.escape(glob) + "\"";
    }
}
