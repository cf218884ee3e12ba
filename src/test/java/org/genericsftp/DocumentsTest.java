package org.genericsftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The front page is short, and the pages find each other as GitHub shows them. */
class DocumentsTest {
    private static final Path FRONT_PAGE = Path.of("README.md");
    private static final Path PAGES = Path.of("src/site/markdown");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!\\w+:)([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))\\b");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(pages());
        documents.add(FRONT_PAGE);
        documents.add(Path.of("messages-schema/README.md"));
        return documents;
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(PAGES)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void theFrontPageIsShort() throws IOException {
        assertThat(Files.readAllLines(FRONT_PAGE)).hasSizeLessThanOrEqualTo(250);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyTestThatIsNamedExists(Path document) throws IOException {
        List<String> named = TEST.matcher(Files.readString(document))
                .results()
                .map(match -> match.group(1) + ".java")
                .toList();
        assertThat(sources()).containsAll(named);
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    /** To those in a folder leads the page that has its name. */
    @ParameterizedTest
    @MethodSource("pages")
    void everyPageIsFoundFromTheFrontPage(Path page) throws IOException {
        Path folder = page.resolveSibling("");
        Path leads = folder.equals(PAGES) ? FRONT_PAGE : PAGES.resolve(PAGES.relativize(folder) + ".md");
        assertThat(links(leads).map(Link::file)).contains(page);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsToAFileAndAHeading(Path document) throws IOException {
        assertThat(links(document)).allSatisfy(link -> {
            assertThat(link.file()).exists();
            if (!link.anchor().isEmpty()) {
                assertThat(anchors(link.file())).contains(link.anchor());
            }
        });
    }

    @Test
    void anchorsAreThoseOfGitHub() {
        assertThat(Stream.of("Trouble with the broker", "`a.<b>.c-d`", "Limits, and: more", "JavaScript (AMQP 1.0)")
                        .map(DocumentsTest::anchor))
                .containsExactly("trouble-with-the-broker", "abc-d", "limits-and-more", "javascript-amqp-10");
    }

    private static Stream<Link> links(Path document) throws IOException {
        return text(document).flatMap(line -> LINK.matcher(line).results()).map(link -> Link.in(document, link));
    }

    private static List<String> anchors(Path document) throws IOException {
        return text(document)
                .map(HEADING::matcher)
                .filter(Matcher::matches)
                .map(heading -> anchor(heading.group(1)))
                .toList();
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** The lines that are no program. */
    private static Stream<String> text(Path document) throws IOException {
        return Files.readString(document).replaceAll("(?ms)^```.*?^```$", "").lines();
    }

    private record Link(Path file, String anchor) {
        static Link in(Path document, MatchResult link) {
            Path file = link.group(1).isEmpty()
                    ? document
                    : document.resolveSibling(link.group(1)).normalize();
            return new Link(file, link.group(2) == null ? "" : link.group(2));
        }
    }
}
