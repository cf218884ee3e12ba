package org.genericsftp.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.genericsftp.testing.ChildJava;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileBodiesTest {

    @Test
    void areRefusedInAHeapOf32Megabytes(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output");
        Process jvm = new ProcessBuilder(ChildJava.command(
                        "-Xmx32m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileBodies.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(jvm.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(jvm.exitValue()).as(said(output)).isZero();
            assertThat(said(output).lines().filter(line -> line.contains(" ms | ")))
                    .hasSize(HostileBodies.all().size())
                    .noneMatch(line -> line.contains("not refused"));
        } finally {
            jvm.destroyForcibly();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void areNotReadAsAResponseEither(String name) {
        // What is merely long or wide may be a response; what is deep, doubled or without measure may not.
        String body = HostileBodies.body(name).replaceFirst("\"type\":\"[A-Za-z]+\"", "\"type\":\"FileReply\"");

        assertThat(body).isNotEmpty();
        try {
            new MessageCodec().decodeResponse(body);
        } catch (UnreadableResponseException e) {
            assertThat(e.getMessage()).hasSizeLessThan(1100);
            return;
        }
        throw new AssertionError("Read " + name);
    }

    static Stream<String> names() {
        return HostileBodies.all().keySet().stream();
    }

    private static String said(Path output) throws IOException {
        return Files.readString(output, UTF_8);
    }
}
