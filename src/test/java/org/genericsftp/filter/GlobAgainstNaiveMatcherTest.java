package org.genericsftp.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.genericsftp.file.RelativePath;
import org.genericsftp.filter.NameFilter.MatchOn;
import org.genericsftp.filter.NameFilter.Syntax;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random globs and names; a failure names the seed, the globs and the name. */
class GlobAgainstNaiveMatcherTest {
    private static final long SEED = 20261122;
    private static final int ROUNDS = 1_500;
    private static final List<String> ELEMENTS = List.of(
            "a",
            "b",
            "c",
            "K",
            "k",
            "é",
            "É",
            "😀",
            "日",
            ".",
            "-",
            "\n",
            " ",
            "/",
            "/",
            "/",
            "*",
            "*",
            "?",
            "**",
            "**/",
            "/**",
            "/**/",
            "***",
            "[ab]",
            "[!a]",
            "[^b-]",
            "[a-c]",
            "[]a]",
            "[!]]",
            "[+-9]",
            "[*?]",
            "[\\]\\\\]",
            "[é😀]",
            "[😀-😂]",
            "[{,}]",
            "{a,b}",
            "{,a}",
            "{a,b{c,*}}",
            "{a/b,*}",
            "{**/,}",
            "{[a,b],c}",
            "{\\,,\\}}",
            "\\*",
            "\\[",
            "\\{",
            "\\\\",
            "\\a",
            ",",
            "]",
            "(",
            "$",
            "+");
    private static final String[] CHARACTERS =
            "a,a,b,b,c,A,k,K,é,É,😀,😁,日,.,-,\n, ,*,[,],{,},\\,+,1,(,$".split(",", -1);

    private final Random random = new Random(SEED);
    private int matches;
    private int misses;

    @Test
    void agreeOnPaths() {
        compareOneByOne(true, MatchOn.PATH);
    }

    @Test
    void agreeIgnoringCase() {
        compareOneByOne(false, MatchOn.PATH);
    }

    @Test
    void agreeOnNames() {
        compareOneByOne(true, MatchOn.NAME);
    }

    @Test
    void agreeOnManyGlobsAtOnce() {
        for (int round = 0; round < ROUNDS / 10; round++) {
            List<String> include = validGlobs(1 + random.nextInt(20));
            List<String> exclude = validGlobs(random.nextInt(5));
            NameFilter filter = NameFilter.of(include, exclude, Syntax.GLOB, true, MatchOn.PATH);
            compare(filter, include, exclude, false);
        }
        assertThatBothWereSeen();
    }

    private void compareOneByOne(boolean caseSensitive, MatchOn matchOn) {
        for (int round = 0; round < ROUNDS; round++) {
            String glob = randomGlob();
            NameFilter filter = filterOrNull(glob, caseSensitive, matchOn);
            if (filter != null) {
                compare(filter, List.of(glob), List.of(), matchOn == MatchOn.NAME);
            }
        }
        assertThatBothWereSeen();
    }

    private void compare(NameFilter filter, List<String> include, List<String> exclude, boolean onName) {
        for (int i = 0; i < 30; i++) {
            RelativePath path = randomPath();
            String text = onName ? path.name() : path.value();
            boolean expected = anyMatches(include, text, filter.caseSensitive())
                    && !anyMatches(exclude, text, filter.caseSensitive());
            Supplier<String> situation =
                    () -> "seed %d, include %s, exclude %s, path %s".formatted(SEED, include, exclude, path);
            assertThat(filter.matches(path)).as(situation).isEqualTo(expected);
            if (expected) {
                matches++;
                assertThat(foldersAbove(path)).as(situation).allMatch(filter::mayMatchBelow);
            } else {
                misses++;
            }
        }
    }

    private static boolean anyMatches(List<String> globs, String text, boolean caseSensitive) {
        return globs.stream().anyMatch(glob -> NaiveGlob.matches(glob, text, caseSensitive));
    }

    private static List<RelativePath> foldersAbove(RelativePath path) {
        List<RelativePath> folders = new ArrayList<>(List.of(RelativePath.ROOT));
        for (RelativePath folder = path.parent(); !folder.isRoot(); folder = folder.parent()) {
            folders.add(folder);
        }
        return folders;
    }

    private void assertThatBothWereSeen() {
        assertThat(matches).as("matches").isGreaterThan(500);
        assertThat(misses).as("misses").isGreaterThan(500);
    }

    private List<String> validGlobs(int count) {
        List<String> globs = new ArrayList<>();
        while (globs.size() < count) {
            String glob = randomGlob();
            if (filterOrNull(glob, true, MatchOn.PATH) != null) {
                globs.add(glob);
            }
        }
        return globs;
    }

    private static @Nullable NameFilter filterOrNull(String glob, boolean caseSensitive, MatchOn matchOn) {
        try {
            return NameFilter.of(List.of(glob), List.of(), Syntax.GLOB, caseSensitive, matchOn);
        } catch (InvalidFilterException e) {
            return null;
        }
    }

    private String randomGlob() {
        StringBuilder glob = new StringBuilder();
        for (int length = 1 + random.nextInt(6); length > 0; length--) {
            glob.append(ELEMENTS.get(random.nextInt(ELEMENTS.size())));
        }
        return glob.toString();
    }

    private RelativePath randomPath() {
        RelativePath path = RelativePath.ROOT;
        for (int depth = 1 + random.nextInt(4); depth > 0; depth--) {
            path = path.child(randomName());
        }
        return path;
    }

    private String randomName() {
        StringBuilder name = new StringBuilder();
        for (int length = 1 + random.nextInt(3); length > 0; length--) {
            name.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return name.toString().equals(".") || name.toString().equals("..") ? "a" : name.toString();
    }
}
