package org.genericsftp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.RequestProgress;
import org.genericsftp.request.Response;
import org.genericsftp.request.StatusReport;
import org.genericsftp.request.StatusReport.Active;
import org.genericsftp.request.StatusReport.Connection;
import org.genericsftp.request.StatusRequest;
import org.genericsftp.request.Totals;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.BrokerException.Failure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusCommandTest {
    private static final long MIB = 1 << 20;

    @TempDir
    private Path folder;

    private Harness harness;
    private final List<StatusReport> reports = new ArrayList<>();

    @BeforeEach
    void setUp() {
        harness = new Harness(folder);
        harness.broker.answers = topic -> reports.stream()
                .filter(report -> topic.equals("sftp." + report.client() + ".control"))
                .<Response>map(report -> report)
                .toList();
    }

    @Test
    void printsHowEachClientIsAtEachWorker() {
        reports.add(report("plant-a", "host-2/7", valid()));
        reports.add(report("plant-a", "host-1/4711", valid()));
        reports.add(report("plant-b", "host-1/4711", new Connection(null, Connection.UNCHECKED, Harness.NOW)));

        assertThat(harness.run("status", "-c", harness.configuration("plant-b", "plant-a")))
                .isZero();

        assertThat(harness.out()).isEqualToNormalizingNewlines("""
                CLIENT   STATE        WORKER       LAST SYNC             STATUS
                plant-b  ? unchecked  host-1/4711  –                     Not checked yet
                plant-a  ✓ valid      host-1/4711  COMPLETED 12 min ago  Connection Valid
                plant-a  ✓ valid      host-2/7     COMPLETED 12 min ago  Connection Valid
                """);
        assertThat(harness.broker.asked)
                .extracting(FakeBroker.Asked::destination)
                .containsExactly("topic sftp.plant-b.control", "topic sftp.plant-a.control");
        assertThat(harness.broker.lastAsked().request()).isInstanceOf(StatusRequest.class);
        assertThat(harness.broker.lastAsked().broker())
                .isEqualTo(new BrokerSettings("tcp://localhost:61616", null, null));
    }

    @Test
    void printsWhatAWorkerIsAt() {
        reports.add(report(
                "plant-a",
                "host-1/4711",
                valid(),
                active(
                        "FileRequest",
                        "nightly",
                        "reports",
                        new RequestProgress(1200, 300, 0, 12 * MIB, 100 * MIB, false)),
                active("SyncTrigger", "s-1", null, new RequestProgress(7, 0, 0, 0, null, true))));

        assertThat(harness.run("status", "-c", harness.configuration("plant-a")))
                .isZero();

        assertThat(harness.out().lines().skip(1))
                .containsExactly(
                        "plant-a  ▶ busy  host-1/4711  COMPLETED 12 min ago  Connection Valid",
                        "    FileRequest nightly of reports, for 4 s: 300 of 1,200 files, 12 MiB of 100 MiB, 3.0 MiB/s,"
                                + " about 29 s left",
                        "    SyncTrigger s-1, for 4 s: 0 of 7 files found so far, 0 B, 0 B/s");
    }

    @Test
    void endsWithOneWhereAConnectionIsBroken() {
        reports.add(report("plant-a", "host-1/4711", valid()));
        reports.add(report("plant-b", "host-1/4711", new Connection(false, "Cannot log in", Harness.NOW)));

        assertThat(harness.run("status", "-c", harness.configuration("plant-a", "plant-b")))
                .isEqualTo(1);

        assertThat(harness.out()).contains("plant-b  ✗ broken  host-1/4711", "Cannot log in");
    }

    @Test
    void endsWithOneWhereAClientHasNoWorker() {
        reports.add(report("plant-a", "host-1/4711", valid()));

        assertThat(harness.run("status", "-c", harness.configuration("plant-a", "plant-b")))
                .isEqualTo(1);

        assertThat(harness.out()).contains("plant-b  – no answer  –", "is a worker running?");
    }

    @Test
    void endsWithFourWhereNobodyAnswers() {
        assertThat(harness.run("status", "-c", harness.configuration("plant-a")))
                .isEqualTo(4);

        harness.broker.fault = new BrokerException(Failure.BROKEN, "Cannot reach the broker", null);
        assertThat(harness.run("status", "-c", harness.configuration("plant-a")))
                .isEqualTo(4);
        assertThat(harness.err()).isEqualToIgnoringNewLines("Cannot reach the broker");
    }

    @Test
    void asksForTheClientsThatAreNamed() {
        reports.add(report("plant-b", "host-1/4711", valid()));

        assertThat(harness.run("status", "-c", harness.configuration("plant-a", "plant-b"), "plant-b"))
                .isZero();

        assertThat(harness.broker.asked).hasSize(1);
    }

    @Test
    void needsNoConfigurationWhereBrokerAndClientsAreNamed() {
        harness.environment.put("BROKER_PASSWORD", "tiger");
        reports.add(report("plant-a", "host-1/4711", valid()));
        reports.add(report("plant-b", "host-1/4711", valid()));

        assertThat(harness.run(
                        "status",
                        "--broker=tcp://broker:61616",
                        "--client=plant-a",
                        "--client=plant-b",
                        "--username=scott",
                        "--password-env=BROKER_PASSWORD"))
                .isZero();

        assertThat(harness.out().lines()).hasSize(3);
        assertThat(harness.broker.lastAsked().broker())
                .isEqualTo(new BrokerSettings("tcp://broker:61616", "scott", "tiger"));
    }

    @Test
    void showsThatAClientIsPausedWhichIsNoTrouble() {
        reports.add(paused("plant-a", "host-1/4711", null));
        reports.add(paused("plant-b", "host-1/4711", Harness.NOW.plusSeconds(7200)));

        assertThat(harness.run("status", "-c", harness.configuration("plant-a", "plant-b")))
                .isZero();

        assertThat(harness.out())
                .contains("plant-a  ‖ paused  host-1/4711  –          takes no requests")
                .contains("plant-b  ‖ paused  host-1/4711  –          quiet hours for another 2 h");
    }

    @Test
    void printsTheAnswersAsMessages() {
        StatusReport report = report("plant-a", "host-1/4711", valid());
        reports.add(report);

        assertThat(harness.run("status", "--json", "-c", harness.configuration("plant-a", "plant-b")))
                .isEqualTo(1);

        assertThat(harness.messages()).containsExactly(report);
        assertThat(harness.out().lines()).hasSize(1);
        assertThat(harness.err()).isEqualToIgnoringNewLines("plant-b: no answer within 2s; is a worker running?");
    }

    @Test
    void printsNothingThatATerminalWouldCarryOut() {
        reports.add(report(
                "plant-a",
                "host\u001b[2J/1",
                new Connection(false, "Cannot \u009b31m log in\nplant-b  ✓ valid", Harness.NOW),
                active("FileRequest", "id\r", "me\u001b]0;x\u0007", new RequestProgress(1, 0, 0, 0, null, true))));

        harness.run("status", "-c", harness.configuration("plant-a"));

        assertThat(harness.out().lines())
                .contains("plant-a  ✗ broken  host\\u001B[2J/1  COMPLETED 12 min ago"
                        + "  Cannot \\u009B31m log in\\u000Aplant-b  ✓ valid")
                .anyMatch(line -> line.startsWith("    FileRequest id\\u000D of me\\u001B]0;x\\u0007,"))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--wait=1s | Give either -c FILE, or --broker and --client",
                "-c FILE --broker=b | Give either -c FILE, or --broker and --client",
                "--broker=tcp://b:1 | --broker needs --client, for each client that it is about",
                "--broker=tcp://b:1 plant-a | --broker needs --client, for each client that it is about",
                "-c FILE --client=a | With -c the file names the broker, its account, and the clients",
                "-c FILE --username=a | With -c the file names the broker, its account, and the clients",
                "--broker=tcp://b:1 --client=a --password-env=A | A password needs --username",
            })
    void refusesOptionsThatCantBeMeant(String options, String message) {
        String[] arguments = ("status " + options.replace("FILE", harness.configuration("plant-a"))).split(" ");

        assertThat(harness.run(arguments)).isEqualTo(2);

        assertThat(harness.err()).isEqualToIgnoringNewLines(message);
    }

    private static Connection valid() {
        return new Connection(true, ConnectionReport.VALID, Harness.NOW);
    }

    private static Active active(String type, String id, @Nullable String requester, RequestProgress progress) {
        return new Active(id, type, requester, Harness.NOW.minusSeconds(4), progress);
    }

    private static StatusReport paused(String client, String worker, @Nullable Instant quietUntil) {
        Connection unchecked = new Connection(null, Connection.UNCHECKED, Harness.NOW);
        return new StatusReport(
                "status",
                client,
                worker,
                "1.0",
                Harness.NOW,
                unchecked,
                true,
                quietUntil,
                List.of(),
                0,
                0,
                null,
                null,
                List.of(),
                Map.of(),
                Harness.NOW);
    }

    private static StatusReport report(String client, String worker, Connection connection, Active... active) {
        StatusReport.Sync sync = connection.valid() == null
                ? null
                : new StatusReport.Sync(
                        "sync",
                        Harness.NOW.minus(Duration.ofMinutes(13)),
                        Harness.NOW.minus(Duration.ofMinutes(12)),
                        ReplyStatus.COMPLETED,
                        Totals.NONE);
        return new StatusReport(
                "status",
                client,
                worker,
                "1.0",
                Harness.NOW,
                connection,
                false,
                null,
                List.of(active),
                0,
                0,
                sync,
                null,
                List.of(),
                Map.of(),
                Harness.NOW);
    }
}
