package org.genericsftp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class ConsoleLoggingTest {
    @Test
    void writesALineForEachEvent() {
        List<String> lines = logged(Map.of(), log -> log.info("It copied {} files", 3));

        assertThat(lines)
                .singleElement()
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  \\[.+] Test: It copied 3 files");
    }

    @Test
    void letsNothingFromOutsideLookLikeAnEvent() {
        List<String> lines = logged(
                Map.of(), log -> log.warn("Cannot read {}", "a\n2026-11-22T00:00:00.000Z INFO  [main] Test: forged"));

        assertThat(lines).singleElement().asString().contains("Cannot read a\\u000A2026-11-22T00:00");
    }

    @Test
    void indentsTracesAndMakesTheirMessagesPrintable() {
        List<String> lines = logged(
                Map.of(),
                log -> log.error("It failed", new IllegalStateException("a\nb", new IllegalArgumentException("c\rd"))));

        assertThat(lines)
                .contains(
                        "    java.lang.IllegalStateException: a\\u000Ab",
                        "    caused by java.lang.IllegalArgumentException: c\\u000Dd")
                .anyMatch(line -> line.startsWith("        at "));
        assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("    "));
    }

    @Test
    void keepsToTheLevel() {
        assertThat(logged(Map.of("LOG_LEVEL", "warn"), log -> log.info("quiet")))
                .isEmpty();
        assertThat(logged(Map.of("LOG_LEVEL", "debug"), log -> log.debug("loud")))
                .hasSize(1);
        assertThat(logged(Map.of("LOG_LEVEL", "nonsense"), log -> log.info("usual")))
                .hasSize(1);
    }

    @Test
    void writesJsonWhereThatIsAskedFor() {
        List<String> lines = logged(Map.of("LOG_FORMAT", "json"), log -> log.info("Cannot \"read\" {}", "a\nb"));

        assertThat(lines)
                .singleElement()
                .asString()
                .startsWith("{")
                .endsWith("}")
                .contains("\"level\":\"INFO\"", "\"formattedMessage\":\"Cannot \\\"read\\\" a\\nb\"")
                .doesNotContain("\"arguments\"", "\"context\"");
    }

    private static List<String> logged(Map<String, String> environment, Consumer<Logger> act) {
        PrintStream before = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        try {
            new ConsoleLogging(environment).configure(context);
            act.accept(context.getLogger("org.genericsftp.Test"));
        } finally {
            context.stop();
            System.setErr(before);
        }
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
