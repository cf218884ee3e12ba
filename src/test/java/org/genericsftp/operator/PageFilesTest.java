package org.genericsftp.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every file of the page. */
class PageFilesTest {
    private static final Path PAGE = Path.of("src", "main", "resources", "org", "genericsftp", "operator", "page");

    /** Ways in which a text could become markup or script. */
    private static final Pattern INTERPRETS = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|document\\.write|DOMParser|srcdoc"
                    + "|\\beval\\(|new Function|javascript:|setTimeout\\(['\"]|setInterval\\(['\"]");

    /** What the page's policy would not let the browser carry out, or load from elsewhere. */
    private static final Pattern FORBIDDEN =
            Pattern.compile("<style|<script>| style=| on[a-z]+=\"|@import|url\\(|https?://(?!www\\.w3\\.org/2000/svg)");

    private static final int MOST_LINES = 300;

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(PAGE)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void interpretsNoText(Path file) throws IOException {
        assertThat(Files.readString(file)).doesNotContainPattern(INTERPRETS);
    }

    @ParameterizedTest
    @MethodSource("files")
    void keepsToThePolicyOfThePage(Path file) throws IOException {
        assertThat(Files.readString(file)).doesNotContainPattern(FORBIDDEN);
    }

    @ParameterizedTest
    @MethodSource("files")
    void scriptsAreShort(Path file) throws IOException {
        if (file.toString().endsWith(".js")) {
            assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(MOST_LINES);
        }
    }

    @Test
    void areThere() throws IOException {
        assertThat(files()).contains(PAGE.resolve("index.html")).hasSizeGreaterThan(20);
    }
}
