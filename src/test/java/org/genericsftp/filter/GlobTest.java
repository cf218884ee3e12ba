package org.genericsftp.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
    private static final char NO_QUOTES = '\0';

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = NO_QUOTES,
            value = {
                "abc abc",
                "ünï😀日 ünï😀日",
                "*.csv *.csv",
                "a?c a?c",
                "a***c a*c",
                "a** a*",
                "** **",
                "*** *",
                "a/b a/b",
                "a/* a/*",
                "*/a */a",
                "**/a **/a",
                "a/** a/**",
                "a/**/b a/**/b",
                "a/**/**/b a/**/b",
                "a/**/* a/**",
                "**/* **",
                "**/** **",
                "**/*.csv **/*.csv",
                "a/b**/c a/b*/c",
                "a/**b/c a/*b/c",
                "a\\/b a/b",
                "[abc] [a-c]",
                "[acx-z] [acx-z]",
                "[a-zA-Z0-9_] [0-9A-Z_a-z]",
                "[!a-z] [!/a-z]",
                "[^a-z] [!/a-z]",
                "[]a] []a]",
                "[!]a] [!/]a]",
                "[a-] [-a]",
                "[-a] [-a]",
                "[a!] [!a]",
                "[a] a",
                "[*?{},] [*,?{}]",
                "[\\]\\-\\\\] [-\\-]]",
                "[\\!a] [!a]",
                "[+-9] [+-.0-9]",
                "[.-0] [.0]",
                "[😀-😂] [😀-😂]",
                "a] a\\]",
                "\\* \\*",
                "\\[x\\].csv \\[x\\].csv",
                "\\a a",
                "a\\\\b a\\\\b",
                "\\*\\* \\*\\*",
                "a.+(b)|c^d$ a.+(b)|c^d$",
                ".* .*",
                "...a ...a"
            })
    void isReadSegmentBySegment(String glob, String understood) {
        assertThat(Glob.of(glob, true)).hasToString(understood);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"a1.é [Aa]1.[Éé]", "k [Kk\u212A]", "[a-c] [A-Ca-c]", "[!k] [!/Kk\u212A]", "ß [ßẞ]", "ıİ ıİ"})
    void takesBothCasesWhereCaseDoesNotCount(String glob, String understood) {
        assertThat(Glob.of(glob, false)).hasToString(understood);
    }

    @ParameterizedTest
    @ValueSource(strings = {"**", "**/*", "**/**", "*/**/..."})
    void knowsWhetherItMatchesEveryPath(String glob) {
        assertThat(Glob.of(glob, true).matchesEveryPath()).isEqualTo(!glob.contains("."));
        assertThat(Glob.of("*", true).matchesEveryPath()).isFalse();
        assertThat(Glob.of("*", true).matchesEveryName()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; expected a glob, found an empty one: \"\"",
                "/a; expected a path relative to the source directory, found a / at its start: \"/a\"",
                "/; expected a path relative to the source directory, found a / at its start: \"/\"",
                "a//b; expected a name between the slashes, found none: \"a//b\"",
                "a/; expected a file's name after the last slash (for all files below a folder: folder/**), found none: \"a/\"",
                "a/**/; expected a file's name after the last slash (for all files below a folder: folder/**), found none: \"a/**/\"",
                "./a; expected names of files and folders between the slashes, found . or ..: \"./a\"",
                "a/../b; expected names of files and folders between the slashes, found . or ..: \"a/../b\"",
                "a/\\..; expected names of files and folders between the slashes, found . or ..: \"a/\\..\"",
                "a\\; expected a character after the \\, found the end: \"a\\\"",
                "[; expected a ] that closes the [ at character 1, or \\[ where the character itself is meant, found \"[\"",
                "a[b; expected a ] that closes the [ at character 2, or \\[ where the character itself is meant, found \"a[b\"",
                "[]; expected a ] that closes the [ at character 1, or \\[ where the character itself is meant, found \"[]\"",
                "[!]; expected a ] that closes the [ at character 1, or \\[ where the character itself is meant, found \"[!]\"",
                "[a\\]; expected a ] that closes the [ at character 1, or \\[ where the character itself is meant, found \"[a\\]\"",
                "[a/b]; expected no / between [ and ], for no name has one, found it: \"[a/b]\"",
                "[z-a]; expected a range such as a-z, found one that ends before it begins: \"[z-a]\"",
                "[[:alpha:]]; expected characters between [ and ], found the name of a class (\\[ is the character itself): \"[[:alpha:]]\"",
            })
    void saysWhatItExpected(String glob, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Glob.of(glob, true))
                .withMessage(message);
    }
}
