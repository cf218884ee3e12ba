package org.genericsftp.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    private static final char NO_QUOTES = '\0';

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = NO_QUOTES,
            value = {
                "abc abc",
                "ünï😀日 ünï😀日",
                "*.csv [^/]*\\.csv",
                "a?c a[^/]c",
                "a***c a[^/]*c",
                "a** a[^/]*",
                "** .*",
                "*** [^/]*",
                "a/b a/b",
                "a/* a/[^/]*",
                "*/a [^/]*/a",
                "**/a (?:[^/]+/)*a",
                "a/** a/.*",
                "a/**/b a/(?:[^/]+/)*b",
                "a/**/**/b a/(?:[^/]+/)*b",
                "a/**/* a/.*",
                "**/* .*",
                "**/** .*",
                "a/b**/c a/b[^/]*/c",
                "a/**b/c a/[^/]*b/c",
                "a\\/b a/b",
                "[abc] [abc]",
                "[a-z] [a-z]",
                "[a-zA-Z0-9_] [a-zA-Z0-9\\_]",
                "[!a-z] [^\\/a-z]",
                "[^a-z] [^\\/a-z]",
                "[]a] [\\]a]",
                "[!]a] [^\\/\\]a]",
                "[a-] [a\\-]",
                "[-a] [\\-a]",
                "[a!] [a\\!]",
                "[*?{},] [\\*\\?\\{\\}\\,]",
                "[\\]\\-\\\\] [\\]\\-\\\\]",
                "[\\!a] [\\!a]",
                "[+-9] [\\+-\\.0-9]",
                "[.-0] [\\.0]",
                "[😀-😂] [😀-😂]",
                "a] a\\]",
                "\\* \\*",
                "\\[x\\].csv \\[x\\]\\.csv",
                "\\a a",
                "a\\\\b a\\\\b",
                "\\*\\* \\*\\*",
                "a.+(b)|c^d$ a\\.\\+\\(b\\)\\|c\\^d\\$",
                ".* \\.[^/]*",
                "...a \\.\\.\\.a"
            })
    void becomesARegularExpression(String glob, String regex) {
        assertThat(String.join("", Glob.of(glob, true).pathRegex())).isEqualTo(regex);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"* .*", "** .*", "**/* .*", "**/*.csv (?:[^/]+/)*[^/]*\\.csv", "?* [^/][^/]*", "a a"})
    void becomesARegularExpressionForNames(String glob, String regex) {
        assertThat(String.join("", Glob.of(glob, true).nameRegex())).isEqualTo(regex);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"a1.é [aA]1\\.[éÉ]", "k [kK\u212A]", "[a-c] [a-cA-C]", "[!k] [^\\/kK\u212A]", "ß [ßẞ]", "ıİ ıİ"})
    void spellsBothCasesOutWhereCaseDoesNotCount(String glob, String regex) {
        assertThat(String.join("", Glob.of(glob, false).pathRegex())).isEqualTo(regex);
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

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "2026/**/*.xml 2026,2026/.*",
                "a/b*/c.csv a,a/b[^/]*",
                "*.csv ''",
                "**/a .*",
                "*/**/a [^/]*,[^/]*/.*",
                "a/** a,a/.*",
                "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/x "
                        + "1,1/2,1/2/3,1/2/3/4,1/2/3/4/5,1/2/3/4/5/6,1/2/3/4/5/6/7,1/2/3/4/5/6/7/8,1/2/3/4/5/6/7/8/9,"
                        + "1/2/3/4/5/6/7/8/9/10,1/2/3/4/5/6/7/8/9/10/11,1/2/3/4/5/6/7/8/9/10/11/12,"
                        + "1/2/3/4/5/6/7/8/9/10/11/12/13,1/2/3/4/5/6/7/8/9/10/11/12/13/14,"
                        + "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15,1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16,"
                        + "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/.*"
            })
    void knowsTheFoldersOnTheWay(String glob, String regexes) {
        assertThat(joined(Glob.of(glob, true).folderRegexes())).isEqualTo(regexes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "tmp/** tmp,tmp/.*",
                "**/tmp/**/* (?:[^/]+/)*tmp,(?:[^/]+/)*tmp/.*",
                "** .*",
                "tmp/* ''",
                "a/**/b ''"
            })
    void knowsTheFoldersThatItTakesWhole(String glob, String regexes) {
        assertThat(joined(Glob.of(glob, true).wholeFolderRegexes())).isEqualTo(regexes);
    }

    private static String joined(List<List<String>> regexes) {
        return String.join(
                ",", regexes.stream().map(pieces -> String.join("", pieces)).toList());
    }
}
