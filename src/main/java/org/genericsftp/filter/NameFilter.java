package org.genericsftp.filter;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.genericsftp.filter.InvalidFilterException.Rule;
import org.jspecify.annotations.Nullable;

/** Selects files by name: what any include matches and no exclude does. Two are equal when they were given the same. */
public final class NameFilter {
    /** How the patterns are written. */
    public enum Syntax {
        /**
         * {@code *} and {@code ?} stay within a name and match leading dots, {@code **}{@code /} is any number of
         * folders, none included; {@code [a-z]}, {@code [!a-z]}, <code>{a,b}</code> and {@code \} as usual.
         */
        GLOB,
        /** RE2's, matched in full; {@code .} matches newlines too. */
        REGEX,
        /** Relative paths that stand for themselves. */
        EXACT
    }

    /** What the patterns are held against. */
    public enum MatchOn {
        /** The file's name, in any folder. */
        NAME,
        /** The path relative to the source directory. */
        PATH;

        /** Where it is left to the pattern, one with {@code /} is held against the path. */
        static boolean isPath(@Nullable MatchOn given, String pattern) {
            return given == null ? pattern.indexOf('/') >= 0 : given == PATH;
        }
    }

    private static final String POINTER = "/fileName";
    private static final int MOST_PATTERNS = 1_000;
    private static final int MOST_EXACT_PATHS = 10_000;
    private static final int LONGEST_PATTERN = 4_096;

    private final Given given;
    private final Patterns included;
    private final Patterns excluded;

    /** What a filter is made of. */
    private record Given(
            List<String> include,
            List<String> exclude,
            Syntax syntax,
            boolean caseSensitive,
            @Nullable MatchOn matchOn) {
        Given {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
        }

        boolean isDated() {
            return Stream.concat(include.stream(), exclude.stream()).anyMatch(DateText::isIn);
        }

        NameFilter at(ZonedDateTime time) {
            return new NameFilter(
                    this,
                    compile(filled(include, POINTER + "/include", time), POINTER + "/include"),
                    compile(filled(exclude, POINTER + "/exclude", time), POINTER + "/exclude"));
        }

        private List<String> filled(List<String> patterns, String pointer, ZonedDateTime time) {
            List<String> filled = new ArrayList<>();
            for (String pattern : patterns) {
                try {
                    filled.add(DateText.fill(pattern, time, this::quoted));
                } catch (IllegalArgumentException e) {
                    throw new InvalidFilterException(pointer + "/" + filled.size(), String.valueOf(e.getMessage()));
                }
            }
            return filled;
        }

        /** A date, as it stands for itself. */
        private String quoted(String date) {
            return syntax == Syntax.REGEX ? date.replace(".", "\\.") : date;
        }

        private Patterns compile(List<String> patterns, String pointer) {
            int most = syntax == Syntax.EXACT ? MOST_EXACT_PATHS : MOST_PATTERNS;
            if (patterns.size() > most) {
                throw new InvalidFilterException(
                        pointer, "expected at most " + most + " patterns, found " + patterns.size());
            }
            for (int i = 0; i < patterns.size(); i++) {
                requireLength(patterns.get(i), pointer + "/" + i);
            }
            return switch (syntax) {
                case EXACT -> ExactPaths.of(patterns, pointer);
                case GLOB -> GlobPatterns.of(patterns, caseSensitive, matchOn, pointer);
                case REGEX -> RegexPatterns.of(patterns, caseSensitive, matchOn, pointer);
            };
        }
    }

    private NameFilter(Given given, Patterns included, Patterns excluded) {
        this.given = given;
        this.included = included;
        this.excluded = excluded;
    }

    /**
     * The filter that a lone string stands for: one glob.
     *
     * @throws InvalidFilterException with the pointer {@code /fileName}
     */
    public static NameFilter glob(String pattern) {
        try {
            return of(List.of(pattern), List.of(), Syntax.GLOB, true, null);
        } catch (InvalidFilterException e) {
            throw new InvalidFilterException(POINTER, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Compiles the patterns.
     *
     * @param include null for all that is not excluded
     * @param matchOn null leaves it to each pattern: one with {@code /} is held against the path, others against the name
     * @throws InvalidFilterException with a pointer below {@code /fileName}
     */
    public static NameFilter of(
            @Nullable List<String> include,
            List<String> exclude,
            Syntax syntax,
            boolean caseSensitive,
            @Nullable MatchOn matchOn) {
        List<String> included = include == null ? everything(syntax) : include;
        if (included.isEmpty()) {
            throw new InvalidFilterException(POINTER + "/include", "expected at least one pattern, found none");
        }
        if (syntax == Syntax.EXACT && !caseSensitive) {
            throw new InvalidFilterException(
                    POINTER + "/caseSensitive", "expected true, for exact paths are what they are, found false");
        }
        if (syntax == Syntax.EXACT && matchOn == MatchOn.NAME) {
            throw new InvalidFilterException(
                    POINTER + "/matchOn", "expected \"path\" with exact paths, found \"name\"");
        }
        return new Given(included, exclude, syntax, caseSensitive, matchOn).at(DateText.SAMPLE);
    }

    private static List<String> everything(Syntax syntax) {
        return switch (syntax) {
            case GLOB -> List.of("**/*");
            case REGEX -> List.of("(?s).*");
            case EXACT ->
                throw new InvalidFilterException(
                        Rule.PATHS_GIVEN, POINTER, "expected the field \"include\" with the paths, found none");
        };
    }

    private static void requireLength(String pattern, String pointer) {
        if (pattern.isEmpty()) {
            throw new InvalidFilterException(pointer, "expected a pattern, found an empty one");
        }
        int length = pattern.codePointCount(0, pattern.length());
        if (length > LONGEST_PATTERN) {
            throw new InvalidFilterException(
                    pointer,
                    "expected a pattern of at most " + LONGEST_PATTERN + " characters, found one of " + length + ": \""
                            + Printable.escape(pattern) + "\"");
        }
    }

    /** Whether there are dates in the patterns: {@link #at} says which. */
    public boolean isDated() {
        return given.isDated();
    }

    /** What it selects where it is asked for at this time: the dates in its patterns are counted from there. */
    public NameFilter at(ZonedDateTime time) {
        return isDated() ? given.at(time) : this;
    }

    public boolean matches(RelativePath path) {
        return matches(path, Effort.FREE);
    }

    /** @throws MatchingStoppedException where this takes more effort than there may be */
    public boolean matches(RelativePath path, Effort effort) {
        return included.match(path, effort) && !excluded.match(path, effort);
    }

    /** Whether a file in this folder, or anywhere below it, can match; false prunes the walk. */
    public boolean mayMatchBelow(RelativePath folder) {
        return included.mayMatchBelow(folder) && !excluded.matchAllBelow(folder);
    }

    /** The paths that are asked for, where the syntax is EXACT: in their order, each once, and none that is excluded. */
    public Optional<List<RelativePath>> exactPaths() {
        if (!(included instanceof ExactPaths exact)) {
            return Optional.empty();
        }
        List<RelativePath> paths = new ArrayList<>(exact.paths());
        paths.removeIf(path -> excluded.match(path, Effort.FREE));
        return Optional.of(List.copyOf(paths));
    }

    /** The patterns as they were given. */
    public List<String> include() {
        return given.include;
    }

    /** The patterns as they were given. */
    public List<String> exclude() {
        return given.exclude;
    }

    public Syntax syntax() {
        return given.syntax;
    }

    public boolean caseSensitive() {
        return given.caseSensitive;
    }

    /** Null where it is left to each pattern. */
    public @Nullable MatchOn matchOn() {
        return given.matchOn;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NameFilter filter && given.equals(filter.given);
    }

    @Override
    public int hashCode() {
        return given.hashCode();
    }

    @Override
    public String toString() {
        String excluding = given.exclude.isEmpty() ? "" : " without " + given.exclude;
        return Printable.escape(given.syntax + " " + given.include + excluding);
    }
}
