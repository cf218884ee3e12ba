package org.genericsftp.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every input that is kept is tried again, without Jazzer. */
class FuzzCorpusTest {
    private static final Path CORPUS = Path.of("src", "fuzz", "corpus");

    @TestFactory
    Stream<DynamicTest> nothingBreaksOn() throws IOException {
        return Stream.of(FuzzTarget.values())
                .flatMap(target -> inputs(target).stream()
                        .map(input -> DynamicTest.dynamicTest(
                                target.title() + " " + input.getFileName(),
                                () -> tryOut(target, Files.readAllBytes(input)))));
    }

    @ParameterizedTest
    @EnumSource
    void hasInputsFor(FuzzTarget target) {
        assertThat(inputs(target)).hasSizeGreaterThan(10);
    }

    private static void tryOut(FuzzTarget target, byte[] input) throws ReflectiveOperationException {
        Class.forName(target.className())
                .getMethod("fuzzerTestOneInput", byte[].class)
                .invoke(null, (Object) input);
    }

    private static List<Path> inputs(FuzzTarget target) {
        try (Stream<Path> files = Files.list(CORPUS.resolve(target.title()))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
