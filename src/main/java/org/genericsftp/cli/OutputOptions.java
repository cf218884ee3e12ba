package org.genericsftp.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a reply is printed. */
final class OutputOptions {
    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            completionCandidates = FormatLabels.class,
            description = "How the reply is printed: table (for people), json (as it came, one page a line), names (of"
                    + " the files that are there now, one a line; what is not there goes to standard error).")
    private @Nullable Format format;

    @Option(names = "--json", description = "The same as --output json.")
    private boolean json;

    @Option(
            names = {"-0", "--null"},
            description = "End each name with a NUL instead of a line break, which a name may hold itself.")
    private boolean withNul;

    /** For shells that complete. */
    static final class FormatLabels implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Format.values()).map(Format::label).iterator();
        }
    }

    /** The ways to print a reply. */
    enum Format {
        TABLE,
        JSON,
        NAMES;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws UsageException when this can't be meant */
    Format format() throws UsageException {
        Format chosen = format != null ? format : json ? Format.JSON : Format.TABLE;
        if (json && chosen != Format.JSON) {
            throw new UsageException("Give --json or --output, not both");
        }
        if (withNul && chosen != Format.NAMES) {
            throw new UsageException("-0 needs --output names");
        }
        return chosen;
    }

    String endOfName() {
        return withNul ? "\0" : System.lineSeparator();
    }
}
