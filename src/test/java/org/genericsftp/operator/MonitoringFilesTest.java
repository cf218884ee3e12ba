package org.genericsftp.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.RealServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The alert rules and the dashboard that stand beside the documentation. */
class MonitoringFilesTest {
    private static final Path FOLDER = Path.of("src/site/monitoring");
    private static final Path PAGE = Path.of("src/site/markdown/monitoring.md");
    private static final Pattern METRIC = Pattern.compile("sftp_client_\\w+");
    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void eachAlertFiresWhenItIsMeantToAndNotElse() {
        String promtool = RealServers.require("promtool").toString();
        Command.run(promtool, "check", "rules", FOLDER.resolve("alerts.yml").toString());
        Command.run(promtool, "test", "rules", FOLDER.resolve("alerts_test.yml").toString());
    }

    @Test
    void eachAlertIsSeenToFireAndIsSeenToBeQuiet() throws IOException {
        Set<String> alerts = read("alerts.yml")
                .at("/groups/0/rules")
                .valueStream()
                .map(rule -> rule.get("alert").stringValue())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(tested(true)).isEqualTo(alerts);
        assertThat(tested(false)).isEqualTo(alerts);
    }

    private static Set<String> tested(boolean firing) throws IOException {
        return read("alerts_test.yml")
                .get("tests")
                .valueStream()
                .flatMap(test -> test.get("alert_rule_test").valueStream())
                .filter(check -> check.has("exp_alerts") == firing)
                .map(check -> check.get("alertname").stringValue())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode read(String file) throws IOException {
        return YAML.readTree(Files.readString(FOLDER.resolve(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alerts.yml", "dashboard.json"})
    void noMetricIsNamedThatThereIsNot(String file) throws IOException {
        assertThat(metrics(FOLDER.resolve(file))).isNotEmpty().isSubsetOf(metrics(PAGE));
    }

    /** A histogram is asked for by its parts. */
    private static Set<String> metrics(Path file) throws IOException {
        return METRIC.matcher(Files.readString(file))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replaceAll("_seconds_(bucket|sum|count)$", "_seconds"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
