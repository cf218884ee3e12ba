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
    void addsToALineWhatItIsAboutUnlessItSaysSoItself() {
        List<String> lines = logged(
                Map.of(), Map.of("client", "plant-a", "request", "r-1\nforged"), log -> log.info("plant-a: it copied"));

        assertThat(lines).singleElement().asString().endsWith("Test: plant-a: it copied {request=r-1\\u000Aforged}");
    }

    @Test
    void saysInJsonWhatALineIsAbout() {
        List<String> lines = logged(
                Map.of("LOG_FORMAT", "json"),
                Map.of("client", "plant-a", "trace", "4bf92f3577b34da6a3ce929d0e0e4736"),
                log -> log.info("It copied"));

        assertThat(lines)
                .singleElement()
                .asString()
                .contains("\"mdc\":", "\"client\":\"plant-a\"", "\"trace\":\"4bf92f3577b34da6a3ce929d0e0e4736\"");
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

    @Test
    void writesJsonThatHoldsNothingATerminalWouldCarryOut() {
        List<String> lines =
                logged(Map.of("LOG_FORMAT", "json"), log -> log.info("{}", "\u001b[31m \u009b2J \u202e \u007f ü"));

        assertThat(lines).singleElement().asString().containsIgnoringCase("\\u001b[31m \\u009b2J \\u202e \\u007f ü");
    }

    private static List<String> logged(Map<String, String> environment, Consumer<Logger> act) {
        return logged(environment, Map.of(), act);
    }

    private static List<String> logged(
            Map<String, String> environment, Map<String, String> about, Consumer<Logger> act) {
        PrintStream before = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        LoggerContext context = new LoggerContext();
        LogbackMDCAdapter diagnostics = new LogbackMDCAdapter();
        diagnostics.setContextMap(about);
        context.setMDCAdapter(diagnostics);
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
