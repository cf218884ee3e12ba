package org.genericsftp.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelativePathTest {
    @ParameterizedTest
    @ValueSource(strings = {"..", "../a", "a/..", "a/../b", ".", "./a", "a/.", "a/./b"})
    void refusesDots(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RelativePath(path))
                .withMessageContaining("holds the name \".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "a/", "a//b", "//"})
    void refusesAbsolutePathsAndEmptyNames(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RelativePath(path))
                .withMessage("The path \"" + path + "\" holds an empty name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a\0", "a/b\0c/d"})
    void refusesNul(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RelativePath(path))
                .withMessage("The path \"" + path.replace("\0", "\\u0000") + "\" holds a NUL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.csv",
                "...",
                "..a",
                "a..",
                ".hidden",
                "back\\slash",
                "C:",
                "new\nline",
                " ",
                " a ",
                "-rf",
                "*",
                "[x].csv",
                "~",
                "ünï.csv",
                "😀.csv",
                "a/b/c"
            })
    void acceptsWhateverElseAServerMayHold(String path) {
        assertThat(new RelativePath(path)).hasToString(path);
    }

    @Test
    void escapesWhatItRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RelativePath("a\nb/.."))
                .withMessage("The path \"a\\u000Ab/..\" holds the name \"..\"");
    }

    @Test
    void theEmptyPathIsTheRoot() {
        assertThat(new RelativePath("")).isEqualTo(RelativePath.ROOT);
        assertThat(RelativePath.ROOT.isRoot()).isTrue();
        assertThat(RelativePath.ROOT.name()).isEmpty();
        assertThat(RelativePath.ROOT.names()).isEmpty();
        assertThat(RelativePath.ROOT.parent()).isEqualTo(RelativePath.ROOT);
        assertThat(new RelativePath("a").isRoot()).isFalse();
    }

    @Test
    void hasNamesAndAParent() {
        RelativePath path = new RelativePath("a/b c/d.csv");
        assertThat(path.name()).isEqualTo("d.csv");
        assertThat(path.names()).containsExactly("a", "b c", "d.csv");
        assertThat(path.parent()).isEqualTo(new RelativePath("a/b c"));
        assertThat(new RelativePath("a").parent()).isEqualTo(RelativePath.ROOT);
    }

    @Test
    void childrenAreOneNameLonger() {
        assertThat(RelativePath.ROOT.child("a").child("b")).isEqualTo(new RelativePath("a/b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/", "a\0"})
    void noChildLeadsElsewhere(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new RelativePath("folder").child(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a/b", "/", "a\0"})
    void noChildOfTheRootLeadsElsewhere(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> RelativePath.ROOT.child(name));
    }

    @Test
    void isInItselfAndInTheFoldersAboveIt() {
        RelativePath path = new RelativePath("a/b/c");
        assertThat(Stream.of("", "a", "a/b", "a/b/c").map(RelativePath::new)).allMatch(path::isIn);
        assertThat(Stream.of("b", "a/b/c/d", "a/bc", "A").map(RelativePath::new))
                .noneMatch(path::isIn);
        assertThat(new RelativePath("ab").isIn(new RelativePath("a"))).isFalse();
    }

    @Test
    void sortsByName() {
        assertThat(Stream.of("b", "a/b", "a", "B").map(RelativePath::new).sorted())
                .isEqualTo(List.of(
                        new RelativePath("B"), new RelativePath("a"), new RelativePath("a/b"), new RelativePath("b")));
    }

    @Test
    void theRootHasNoChildWithoutAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> RelativePath.ROOT.child(""));
    }
}
