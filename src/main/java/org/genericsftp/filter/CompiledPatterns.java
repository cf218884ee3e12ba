package org.genericsftp.filter;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.RelativePath;
import org.genericsftp.filter.NameFilter.MatchOn;
import org.genericsftp.filter.NameFilter.Syntax;
import org.jspecify.annotations.Nullable;

/** Globs or regular expressions. */
final class CompiledPatterns implements Patterns {
    /** Of all patterns of a list: bounds the memory that they take, and the time that matching one name takes. */
    private static final int LARGEST = 100_000;

    private final RegexUnion names;
    private final RegexUnion paths;
    private final RegexUnion folders;
    private final RegexUnion wholeFolders;

    private CompiledPatterns(Compiler compiler) {
        names = RegexUnion.of(compiler.names);
        paths = RegexUnion.of(compiler.paths);
        folders = RegexUnion.of(compiler.folders);
        wholeFolders = RegexUnion.of(compiler.wholeFolders);
    }

    /** @param pointer the JSON pointer to the list */
    static CompiledPatterns of(
            List<String> patterns, Syntax syntax, boolean caseSensitive, @Nullable MatchOn matchOn, String pointer) {
        Compiler compiler = new Compiler(caseSensitive);
        for (int i = 0; i < patterns.size(); i++) {
            String pattern = patterns.get(i);
            boolean onPath = matchOn == null ? pattern.indexOf('/') >= 0 : matchOn == MatchOn.PATH;
            try {
                compiler.add(pattern, syntax, onPath);
            } catch (IllegalArgumentException e) {
                throw new InvalidFilterException(pointer + "/" + i, String.valueOf(e.getMessage()));
            }
        }
        return new CompiledPatterns(compiler);
    }

    @Override
    public boolean match(RelativePath path) {
        return names.matches(path.name()) || paths.matches(path.value());
    }

    @Override
    public boolean mayMatchBelow(RelativePath folder) {
        return folder.isRoot() || folders.matches(folder.value());
    }

    @Override
    public boolean matchAllBelow(RelativePath folder) {
        return folder.isRoot() ? wholeFolders.matchesEverything() : wholeFolders.matches(folder.value());
    }

    private static final class Compiler {
        final List<List<String>> names = new ArrayList<>();
        final List<List<String>> paths = new ArrayList<>();
        final List<List<String>> folders = new ArrayList<>();
        final List<List<String>> wholeFolders = new ArrayList<>();

        private final boolean caseSensitive;
        private int left = LARGEST;

        Compiler(boolean caseSensitive) {
            this.caseSensitive = caseSensitive;
        }

        void add(String pattern, Syntax syntax, boolean onPath) {
            if (syntax == Syntax.REGEX) {
                addRegex(TameRegex.of(pattern, caseSensitive), onPath);
            } else {
                GlobBraces.expand(pattern).forEach(glob -> addGlob(Glob.of(glob, caseSensitive), onPath));
            }
        }

        private void addRegex(TameRegex regex, boolean onPath) {
            spend(regex.size());
            (onPath ? paths : names).add(regex.pieces());
            folders.add(Glob.EVERYTHING);
        }

        private void addGlob(Glob glob, boolean onPath) {
            spend(glob.size());
            if (onPath) {
                paths.add(glob.pathRegex());
                folders.addAll(glob.folderRegexes());
                wholeFolders.addAll(glob.wholeFolderRegexes());
            } else if (glob.needsFolder()) {
                throw new IllegalArgumentException(
                        "expected a pattern for names, as \"matchOn\" says, found one for paths, which matches no name");
            } else {
                names.add(glob.nameRegex());
                folders.add(Glob.EVERYTHING);
            }
        }

        private void spend(int size) {
            left -= size;
            if (left < 0) {
                throw new IllegalArgumentException("expected patterns of at most " + LARGEST
                        + " characters together, once braces and repetitions are written out, found more");
            }
        }
    }
}
