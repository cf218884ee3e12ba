package org.genericsftp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.cli.FakeJob.file;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.genericsftp.file.Content;
import org.genericsftp.file.DataSize;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Inline;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.ReportedError;
import org.genericsftp.file.Verification;
import org.genericsftp.filter.Cursor;
import org.genericsftp.filter.Folder;
import org.genericsftp.filter.Marker;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.filter.NameFilter.Syntax;
import org.genericsftp.filter.Order;
import org.genericsftp.filter.SizeFilter;
import org.genericsftp.filter.TimeFilter;
import org.genericsftp.filter.TimeWindow;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.jms.BrokerTls;
import org.genericsftp.request.Batch;
import org.genericsftp.request.CancelRequest;
import org.genericsftp.request.FileProgress;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.RequestProgress;
import org.genericsftp.request.Result;
import org.genericsftp.request.Totals;
import org.genericsftp.request.Wait;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.BrokerException.Failure;
import org.genericsftp.testing.PemPair;
import org.genericsftp.tls.CertificateFiles;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCommandTest {
    @TempDir
    private Path folder;

    private Harness harness;

    @BeforeEach
    void setUp() {
        harness = new Harness(folder);
        answer(page(1, result(ReplyStatus.COMPLETED, Totals.NONE)));
    }

    @Test
    void asksForEveryFileUnlessToldOtherwise() {
        assertThat(request()).isZero();

        assertThat(harness.broker.lastAsked().broker())
                .isEqualTo(new BrokerSettings("tcp://localhost:61616", null, null));
        assertThat(harness.broker.lastAsked().destination()).isEqualTo("queue sftp.plant-a.requests");
        assertThat(harness.broker.lastAsked().timeToLive()).isEqualTo(Duration.ofMinutes(5));
        FileRequest asked = harness.broker.lastAsked().fileRequest();
        assertThat(asked.requestId()).isNotBlank();
        assertThat(asked).isEqualTo(FileRequest.EVERYTHING.withRequestId(asked.requestId()));
    }

    @Test
    void asksForWhatItsOptionsSay() {
        assertThat(request(
                        "--name=*.csv",
                        "--exclude=x*",
                        "--from=2026-11-01",
                        "--to=2026-11-02T00:00:00+01:00",
                        "--min-size=1",
                        "--max-size=20MiB",
                        "--directory=cmts/north",
                        "--time-zone=Europe/Berlin",
                        "--digest",
                        "--verify=server-if-offered",
                        "--growing",
                        "--inline=16KiB",
                        "--text",
                        "--layout=by-day",
                        "--remember",
                        "--dry-run",
                        "--changed-since=beginning",
                        "--newest=8",
                        "--order=time",
                        "--max-files=7",
                        "--wait=30m",
                        "--files=2",
                        "--settled=10s",
                        "--marker=*.done",
                        "--timeout=90s",
                        "--queue=other"))
                .isZero();

        FileRequest asked = harness.broker.lastAsked().fileRequest();
        assertThat(asked.filter().names())
                .isEqualTo(NameFilter.of(List.of("*.csv"), List.of("x*"), Syntax.GLOB, true, null));
        assertThat(asked.filter().times())
                .isEqualTo(
                        new TimeWindow(Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-01T23:00:00Z")));
        assertThat(asked.filter().sizes()).isEqualTo(new SizeFilter(new DataSize(1), new DataSize(20 << 20)));
        assertThat(asked.directory()).isEqualTo(new Folder("cmts/north", true));
        assertThat(asked.timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(asked.digest()).isEqualTo(DigestAlgorithm.SHA_256);
        assertThat(asked.verify()).isEqualTo(Verification.SERVER_IF_OFFERED);
        assertThat(asked.growing()).isTrue();
        assertThat(asked.layout()).isEqualTo("by-day");
        assertThat(asked.remember()).isTrue();
        assertThat(asked.dryRun()).isTrue();
        assertThat(asked.inline()).isEqualTo(new Inline(new DataSize(16 << 10), Content.Form.TEXT));
        assertThat(asked.changedSince()).isEqualTo(Cursor.BEGINNING);
        assertThat(asked.newest()).isEqualTo(8);
        assertThat(asked.order()).isEqualTo(Order.TIME);
        assertThat(asked.maxFiles()).isEqualTo(7);
        assertThat(asked.waiting())
                .isEqualTo(new Wait(Duration.ofMinutes(30), 2, Duration.ofSeconds(10), new Marker("*.done")));
        assertThat(harness.broker.lastAsked().timeToLive())
                .isEqualTo(Duration.ofSeconds(90).plusMinutes(30));
        assertThat(harness.broker.lastAsked().destination()).isEqualTo("queue other");
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void readsPatternsInEverySyntax(String options, NameFilter expected) {
        request(options);

        assertThat(harness.broker.lastAsked().fileRequest().filter().names()).isEqualTo(expected);
    }

    static Stream<Arguments> patterns() {
        List<String> none = List.of();
        return Stream.of(
                arguments("--name=a --name=b", NameFilter.of(List.of("a", "b"), none, Syntax.GLOB, true, null)),
                arguments("--exclude=*.tmp", NameFilter.of(List.of("**/*"), List.of("*.tmp"), Syntax.GLOB, true, null)),
                arguments(
                        "--name=A.* --regex --ignore-case",
                        NameFilter.of(List.of("A.*"), none, Syntax.REGEX, false, null)),
                arguments(
                        "--exclude=a --regex",
                        NameFilter.of(List.of("(?s).*"), List.of("a"), Syntax.REGEX, true, null)),
                arguments("--name=a/b.csv --exact", NameFilter.of(List.of("a/b.csv"), none, Syntax.EXACT, true, null)));
    }

    private static FileReply batch(int number, boolean last, FileOutcome... files) {
        Result result = result(ReplyStatus.COMPLETED, new Totals(files.length, 0, 0, 0, 0, 0))
                .with(new Batch(number, Harness.NOW.plusSeconds(600), last));
        return page(1, result, files);
    }

    @Test
    void printsBatchesAsTheyComeAndNoneTwice() {
        answer(
                batch(1, false, file("a.csv", Outcome.COPIED)),
                batch(1, false, file("a.csv", Outcome.COPIED)),
                batch(2, false, file("b.csv", Outcome.COPIED)),
                batch(3, true));
        assertThat(request("--subscribe=10m", "--output=names")).isEqualTo(ExitCodes.NOT_WELL);
        assertThat(harness.out()).isEqualTo("a.csv\nb.csv\n");
        assertThat(harness.broker.lastAsked().fileRequest().waiting())
                .isEqualTo(new Wait(Duration.ofMinutes(10), 1, Duration.ZERO, null, true));
        assertThat(harness.broker.lastAsked().timeToLive()).isZero();
    }

    @Test
    void cancelsItsSubscriptionWhenItIsToldToEnd() {
        harness.broker.answers = to ->
                List.of(to.endsWith("requests") ? batch(1, false, file("a.csv", Outcome.COPIED)) : batch(2, true));
        harness.broker.meanwhile = () -> harness.firstSignal.run();
        assertThat(request("--subscribe=10m", "--output=names")).isEqualTo(ExitCodes.OK);
        assertThat(harness.out()).isEqualTo("a.csv\n");
        assertThat(harness.broker.lastAsked().destination()).isEqualTo("topic sftp.plant-a.control");
        assertThat(harness.broker.lastAsked().request()).isInstanceOf(CancelRequest.class);
    }

    @Test
    void countsBackFromNow() {
        request("--within=1d");

        assertThat(harness.broker.lastAsked().fileRequest().filter().times())
                .isEqualTo(new TimeFilter.Within(Duration.ofDays(1)));
    }

    @Test
    void takesThePasswordFromTheEnvironmentOrAFile() throws IOException {
        harness.environment.put("BROKER_PASSWORD", "tiger");
        Path file = Files.writeString(folder.resolve("password"), "lion\n");

        request("--username=scott", "--password-env=BROKER_PASSWORD");
        assertThat(harness.broker.lastAsked().broker())
                .isEqualTo(new BrokerSettings("tcp://localhost:61616", "scott", "tiger"));

        request("--username=scott", "--password-file=" + file);
        assertThat(harness.broker.lastAsked().broker())
                .isEqualTo(new BrokerSettings("tcp://localhost:61616", "scott", "lion"));
    }

    @Test
    void trustsWhatItIsTold() throws Exception {
        PemPair pair = PemPair.make(folder, "broker", "EC");
        String trust = "--trust=" + pair.certificateFile();
        String certificate = "--certificate=" + pair.certificateFile();

        harness.run(
                "request",
                "--broker=ssl://localhost:61617",
                "--client=plant-a",
                trust,
                certificate,
                "--private-key=" + pair.privateKeyFile());
        assertThat(harness.broker.lastAsked().broker().tls())
                .isEqualTo(new BrokerTls(
                        pair.certificateFile(),
                        null,
                        new CertificateFiles(pair.certificateFile(), pair.privateKeyFile()),
                        true));

        assertThat(request(trust)).isEqualTo(2);
        assertThat(harness.err()).contains("--trust, --certificate or --private-key needs a url with ssl://");
        assertThat(harness.run("request", "--broker=ssl://localhost:61617", "--client=plant-a", certificate))
                .isEqualTo(2);
        assertThat(harness.err()).contains("Give --certificate and --private-key, or neither");
        Path missing = folder.resolve("missing.pem");
        assertThat(harness.run("request", "--broker=ssl://localhost:61617", "--client=plant-a", "--trust=" + missing))
                .isEqualTo(2);
        assertThat(harness.err()).contains(missing + " does not exist");
    }

    @Test
    void printsTheReplyAsATable() {
        Totals totals = new Totals(1, 1, 0, 1, 0, 4096);
        answer(
                page(1, null, file("a.csv", Outcome.COPIED), file("b.csv", Outcome.UNCHANGED)),
                page(2, result(ReplyStatus.PARTIAL, totals), file("c.csv", Outcome.FAILED)));

        assertThat(request()).isEqualTo(1);

        assertThat(harness.out()).isEqualToNormalizingNewlines("""
                COPIED            4096  2026-11-01T10:00:00Z  a.csv
                UNCHANGED         4096  2026-11-01T10:00:00Z  b.csv
                FAILED            4096  2026-11-01T10:00:00Z  c.csv  PERMISSION_DENIED: Cannot read c.csv
                PARTIAL: 1 copied (4.0 KiB), 1 unchanged, 0 skipped, 1 failed in 2.0 s by host-1/4711
                """);
    }

    @Test
    void printsTheReplyAsItCame() {
        FileReply first = page(1, null, file("a\nb.csv", Outcome.COPIED));
        FileReply last = page(2, result(ReplyStatus.COMPLETED, Totals.NONE));
        answer(first, last);

        assertThat(request("--json")).isZero();
        assertThat(request("--output", "json")).isZero();

        assertThat(harness.messages()).containsExactly(first, last, first, last);
        assertThat(harness.out().lines()).first().isEqualTo(FakeBroker.CODEC.encode(first));
    }

    @Test
    void printsTheNamesOfWhatIsThereAndTellsWhatIsNot() {
        Totals totals = new Totals(1, 1, 1, 1, 0, 4096);
        answer(
                page(1, null, file("a.csv", Outcome.COPIED), file("b c.csv", Outcome.UNCHANGED)),
                page(
                        2,
                        result(ReplyStatus.PARTIAL, totals),
                        file("d.csv", Outcome.FAILED),
                        file("link", Outcome.SKIPPED)));

        assertThat(request("--output=names")).isEqualTo(1);

        assertThat(harness.out().lines()).containsExactly("a.csv", "b c.csv");
        assertThat(harness.err()).isEqualToNormalizingNewlines("""
                FAILED            4096  2026-11-01T10:00:00Z  d.csv  PERMISSION_DENIED: Cannot read d.csv
                SKIPPED           4096  2026-11-01T10:00:00Z  link  LINK
                PARTIAL: 1 copied (4.0 KiB), 1 unchanged, 1 skipped, 1 failed
                """);
    }

    @Test
    void printsWhereALayoutPutsCopies() {
        Result result = result(ReplyStatus.COMPLETED, new Totals(1, 0, 0, 0, 0, 4096));
        answer(page(1, result, FakeJob.copiedTo("2026/a.csv", "north/a.csv")));

        request("--output=names");
        assertThat(harness.out()).isEqualToNormalizingNewlines("2026/a.csv\n");
        request();
        assertThat(harness.out().lines())
                .contains("COPIED            4096  2026-11-01T10:00:00Z  north/a.csv -> 2026/a.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0", "--null"})
    void endsNamesWithNulForNamesThatHoldLineBreaks(String option) {
        answer(page(
                1,
                result(ReplyStatus.COMPLETED, new Totals(2, 0, 0, 0, 0, 8192)),
                file("a\nb.csv", Outcome.COPIED),
                file("\u001b[31m.csv", Outcome.COPIED)));

        assertThat(request("--output=names", option)).isZero();

        assertThat(harness.out()).isEqualTo("a\nb.csv\0\u001b[31m.csv\0");
        assertThat(harness.err()).isEmpty();
    }

    @Test
    void printsNothingThatATerminalWouldCarryOut() {
        harness.outIsTerminal = true;
        ReportedError error = new ReportedError(ErrorCode.INTERNAL_ERROR, "it \u001b[2J broke", false, "/\u001b[1m");
        FileReply hostile = new FileReply(
                "request",
                "reply",
                "plant-a",
                "host\u001b]0;title\u0007/1",
                List.of(file("a\r\u009b2J\u202e.csv", Outcome.FAILED), file("b\u007f.csv", Outcome.COPIED)),
                1,
                new Result(ReplyStatus.PARTIAL, new Totals(1, 0, 0, 1, 0, 0), error, Harness.NOW),
                Map.of("\u001b[31m", "\u009b"),
                Harness.NOW);
        answer(hostile);

        request();
        request("--json");
        request("--output=names");
        request("--output=names", "-0");

        assertThat(harness.out() + harness.err())
                .doesNotContainPattern("[\\p{Cntrl}\u007f-\u009f\u202a-\u202e&&[^\n\0]]")
                .contains("\\u001B[2J", "\\u009B2J", "host\\u001B]0;title\\u0007/1", "b\\u007F.csv\0");
        assertThat(harness.messages()).containsExactly(hostile);
    }

    @Test
    void drawsHowFarItHasComeWhereSomebodyWatches() {
        harness.terminal = true;
        followed();
        AtomicInteger received = new AtomicInteger();
        harness.broker.meanwhile = () -> {
            if (received.getAndIncrement() > 0) {
                await().until(() -> harness.err().contains("300/1,200 files"));
            }
        };

        assertThat(request("--follow")).isZero();

        assertThat(harness.broker.lastAsked().fileRequest().progress()).isTrue();
        assertThat(harness.err()).contains("plant-a", "25%").endsWith("\r\u001B[K");
        assertThat(harness.out()).startsWith("COMPLETED").doesNotContain("\u001B");
    }

    @Test
    void asksForNoProgressUnlessItFollows() {
        request();

        assertThat(harness.broker.lastAsked().fileRequest().progress()).isFalse();
    }

    private void followed() {
        RequestProgress progress = new RequestProgress(1200, 300, 0, 25L << 20, 100L << 20, false);
        FileProgress news = new FileProgress("request", "reply", "plant-a", "host-1/4711", progress, Harness.NOW);
        FileReply reply = page(1, result(ReplyStatus.COMPLETED, Totals.NONE));
        harness.broker.answers = queue -> List.of(news, reply);
    }

    @Test
    void tellsWhyARequestWasRejected() {
        ReportedError error =
                new ReportedError(ErrorCode.INVALID_FILTER, "is not a valid pattern", false, "/fileName/include/0");
        answer(page(1, new Result(ReplyStatus.REJECTED, Totals.NONE, error, Harness.NOW)));

        assertThat(request()).isEqualTo(1);

        assertThat(harness.out()).startsWith("INVALID_FILTER: /fileName/include/0: is not a valid pattern");
    }

    @ParameterizedTest
    @EnumSource(
            value = ReplyStatus.class,
            names = {"FAILED", "PARTIAL"})
    void succeedsOnlyWhenAllIsThere(ReplyStatus status) {
        answer(page(1, result(status, Totals.NONE)));

        assertThat(request()).isEqualTo(1);
    }

    @Test
    void tellsWhenThereIsNoAnswer() {
        harness.broker.answers = queue -> List.of();

        assertThat(request()).isEqualTo(4);

        assertThat(harness.err())
                .isEqualToIgnoringNewLines("Queue sftp.plant-a.requests: no answer within 5m; is a worker running?");
        assertThat(harness.out()).isEmpty();
    }

    @Test
    void tellsThatTheBrokersClockMayHaveEndedTheRequest() {
        harness.broker.answers = queue -> List.of();
        harness.broker.behind = Duration.ofMinutes(10);

        assertThat(request("--timeout=90s")).isEqualTo(4);

        assertThat(harness.err())
                .isEqualToIgnoringNewLines(
                        "Queue sftp.plant-a.requests: no answer within 1m30s; the clock here is 600 s"
                                + " behind the broker's, so that the request has expired there on arrival");
    }

    @Test
    void tellsThatTheBrokerIsNotThere() {
        harness.broker.fault =
                new BrokerException(Failure.BROKEN, "Cannot reach the broker tcp://localhost:61616: refused", null);

        assertThat(request()).isEqualTo(4);

        assertThat(harness.err()).isEqualToIgnoringNewLines("Cannot reach the broker tcp://localhost:61616: refused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--within=1d | --from=2026-11-01 | Give --within, or --from and --to, not both",
                "--regex | --exact | Give --regex or --exact, not both",
                "--exact | --exclude=a | --exact needs --name",
                "--username=u --password-env=A | --password-file=B | Give --password-env or --password-file, not both",
                "--password-env=A | --digest | A password needs --username",
                "--password-env=UNSET | --username=a | The environment variable UNSET is not set",
                "--password-file=/no/such | --username=a | The password can't be read from /no/such",
                "--json | --output=names | Give --json or --output, not both",
                "-0 | --digest | -0 needs --output names",
                "--output=xml | --digest | Invalid value for option '--output': expected one of table, json, names",
                "--files=2 | --digest | --files, --settled and --marker need --wait or --subscribe",
                "--settled=2s | --digest | --files, --settled and --marker need --wait or --subscribe",
                "--marker=*.done | --digest | --files, --settled and --marker need --wait or --subscribe",
                "--wait=1m | --marker=done/*.ok | --marker must be the name of a file, such as _SUCCESS, or one with a * for that of the file it marks, such as *.done",
                "--wait=1m | --files=0 | --files must be 1 or more, and not more than --max-files",
                "--wait=1m --max-files=2 | --files=3 | --files must be 1 or more, and not more than --max-files",
                "--wait=1m | --subscribe=1m | Give --wait or --subscribe, not both",
                "--subscribe=1m | --newest=1 | --subscribe goes without --max-files, --newest, --dry-run and --follow",
                "--subscribe=1m | --marker=*.done | --marker goes with --wait only",
                "--subscribe=1m | --settled=1m | --settled must be shorter than --subscribe",
                "--wait=1m | --settled=1m | --settled must be shorter than --wait",
                "--max-files=0 | --digest | --max-files must be 1 or more",
                "--from=2026-11-02 | --to=2026-11-01 | The filter can't be used: /fileTime expected \"to\" after",
                "--from=yesterday | --digest | Invalid value for option '--from': expected a time with its zone such as",
                "--to=2026-11-01T10:00 | --digest | Invalid value for option '--to': expected a time with its zone such as",
                "--timeout=999999d | --digest | Invalid value for option '--timeout': expected a duration such as",
                "--within=0 | --digest | Invalid value for option '--within': expected a duration such as",
                "--directory=../etc | --digest | Invalid value for option '--directory': expected a path relative",
            })
    void refusesOptionsThatCantBeMeant(String one, String other, String message) {
        assertThat(request(one, other)).isEqualTo(2);

        assertThat(harness.err()).startsWith(message);
        assertThat(harness.out()).isEmpty();
    }

    private int request(String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("request", "--broker", "tcp://localhost:61616", "--client", "plant-a"));
        for (String option : options) {
            arguments.addAll(List.of(option.split(" ", -1)));
        }
        return harness.run(arguments.toArray(String[]::new));
    }

    private void answer(FileReply... pages) {
        harness.broker.answers = queue -> List.of(pages);
    }

    private static FileReply page(int number, @Nullable Result result, FileOutcome... files) {
        return new FileReply(
                "request",
                "reply",
                "plant-a",
                "host-1/4711",
                List.of(files),
                number,
                result,
                Map.of(),
                Harness.NOW.minusSeconds(2));
    }

    private static Result result(ReplyStatus status, Totals totals) {
        return new Result(status, totals, null, Harness.NOW);
    }
}
