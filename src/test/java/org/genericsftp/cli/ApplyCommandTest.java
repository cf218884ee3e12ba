package org.genericsftp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.cli.FakeJob.file;
import static org.genericsftp.cli.FakeJob.planned;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.genericsftp.file.Difference;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.ReportedError;
import org.genericsftp.file.Verification;
import org.genericsftp.file.Verified;
import org.genericsftp.request.ConnectionReply;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.request.Totals;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyCommandTest {
    @TempDir
    private Path folder;

    private Harness harness;

    @BeforeEach
    void setUp() {
        harness = new Harness(folder);
    }

    @Test
    void copiesOnceTheConnectionIsValid() {
        harness.jobs.put(
                "plant-a",
                new FakeJob("plant-a", file("cmts/a.csv", Outcome.COPIED), file("cmts/b.csv", Outcome.UNCHANGED)));

        assertThat(harness.run("apply", "-c", harness.configuration("plant-a"))).isZero();

        assertThat(harness.out().lines())
                .hasSize(3)
                .startsWith("Connection Valid", "COPIED            4096  2026-11-01T10:00:00Z  cmts/a.csv")
                .last()
                .asString()
                .matches("COMPLETED: 1 copied \\(4\\.0 KiB\\), 1 unchanged, 0 skipped, 0 failed in \\d+\\.\\d s");
        assertThat(harness.closed).containsExactly("plant-a");
    }

    @Test
    void copiesNothingOverAConnectionThatIsNotValid() {
        FakeJob job = new FakeJob("plant-a", file("a.csv", Outcome.COPIED));
        job.connection = FakeJob.wrongPassword("plant-a");
        harness.jobs.put("plant-a", job);

        assertThat(harness.run("apply", "-c", harness.configuration("plant-a"))).isEqualTo(1);

        assertThat(harness.out())
                .isEqualToNormalizingNewlines("Connection not valid: authenticate failed:"
                        + " AUTHENTICATION_FAILED: Cannot log in to sftp.example.net:22 as dataminer\n");
        assertThat(harness.closed).containsExactly("plant-a");
    }

    @Test
    void tellsWhatWasSkippedOrFailedAndEndsAccordingly() {
        harness.jobs.put(
                "plant-a",
                new FakeJob(
                        "plant-a",
                        file("a.csv", Outcome.COPIED),
                        file("link", Outcome.SKIPPED),
                        file("b\nc.csv", Outcome.FAILED)));

        assertThat(harness.run("apply", "-c", harness.configuration("plant-a"))).isEqualTo(1);

        assertThat(harness.out().lines())
                .contains(
                        "SKIPPED           4096  2026-11-01T10:00:00Z  link  LINK",
                        "FAILED            4096  2026-11-01T10:00:00Z  b\\u000Ac.csv"
                                + "  PERMISSION_DENIED: Cannot read b\\u000Ac.csv")
                .last()
                .asString()
                .startsWith("PARTIAL: 1 copied (4.0 KiB), 0 unchanged, 1 skipped, 1 failed");
    }

    @Test
    void tellsWhatStoppedTheWhole() {
        FakeJob job = new FakeJob("plant-a");
        job.error = new ReportedError(ErrorCode.SOURCE_NOT_FOUND, "Cannot list /outgoing: no such folder", false);
        harness.jobs.put("plant-a", job);

        assertThat(harness.run("apply", "-c", harness.configuration("plant-a"))).isEqualTo(1);

        assertThat(harness.out().lines())
                .contains("SOURCE_NOT_FOUND: Cannot list /outgoing: no such folder")
                .last()
                .asString()
                .startsWith("FAILED: 0 copied");
    }

    @Test
    void onlyPlansWhenItIsDryAndTellsWhy() {
        FakeJob job = new FakeJob(
                "plant-a",
                planned("a.csv", Difference.NOT_THERE),
                planned("b.csv", Difference.SIZE),
                planned("c.csv", Difference.TIME),
                planned("d.csv", Difference.UNKNOWN));
        harness.jobs.put("plant-a", job);

        assertThat(harness.run("apply", "--dry-run", "-c", harness.configuration("plant-a")))
                .isZero();

        assertThat(job.asked.dryRun()).isTrue();
        assertThat(harness.out().lines())
                .contains(
                        "PLANNED           4096  2026-11-01T10:00:00Z  a.csv  not there",
                        "PLANNED           4096  2026-11-01T10:00:00Z  b.csv  size differs",
                        "PLANNED           4096  2026-11-01T10:00:00Z  c.csv  time differs",
                        "PLANNED           4096  2026-11-01T10:00:00Z  d.csv  can't be compared")
                .last()
                .asString()
                .startsWith("COMPLETED: 4 planned, 0 copied");
    }

    @Test
    void verifiesAsItIsTold() {
        FileOutcome proven = file("a.csv", Outcome.COPIED).verifiedBy(Verified.CHECK_FILE);
        FakeJob job = new FakeJob(
                "plant-a", proven, file("b.log", Outcome.COPIED).ofGrowingFile().verifiedBy(Verified.NOT));
        harness.jobs.put("plant-a", job);

        assertThat(harness.run(
                        "apply", "--verify=server-if-offered", "--growing", "-c", harness.configuration("plant-a")))
                .isZero();

        assertThat(job.asked.verify()).isEqualTo(Verification.SERVER_IF_OFFERED);
        assertThat(job.asked.growing()).isTrue();
        assertThat(harness.out().lines())
                .contains(
                        "COPIED            4096  2026-11-01T10:00:00Z  a.csv  verified: check-file",
                        "COPIED            4096  2026-11-01T10:00:00Z  b.log  verified: not  growing");
    }

    @Test
    void knowsNoOtherWayToVerify() {
        assertThat(harness.run("apply", "--verify=md5", "-c", harness.configuration("plant-a")))
                .isEqualTo(2);
    }

    @Test
    void appliesOneClientAfterTheOtherAndEndsWithTheWorst() {
        FakeJob broken = new FakeJob("plant-a");
        broken.connection = FakeJob.wrongPassword("plant-a");
        harness.jobs.put("plant-a", broken);
        harness.jobs.put("plant-b", new FakeJob("plant-b", file("b.csv", Outcome.COPIED)));

        assertThat(harness.run("apply", "-c", harness.configuration("plant-a", "plant-b")))
                .isEqualTo(1);

        assertThat(harness.out())
                .containsSubsequence(
                        "plant-a:\n", "Connection not valid", "plant-b:\n", "Connection Valid\n", "COPIED", "b.csv");
    }

    @Test
    void stopsAtASignalAndStartsNoOtherClient() {
        FakeJob interrupted = new FakeJob("plant-a", file("a.csv", Outcome.COPIED));
        interrupted.meanwhile = () -> harness.firstSignal.run();
        harness.jobs.put("plant-a", interrupted);
        harness.jobs.put("plant-b", new FakeJob("plant-b"));

        assertThat(harness.run("apply", "-c", harness.configuration("plant-a", "plant-b")))
                .isEqualTo(1);

        assertThat(harness.out().lines())
                .contains("CANCELLED: Cancelled by a signal")
                .last()
                .asString()
                .startsWith("CANCELLED: 1 copied");
        assertThat(harness.opened).containsExactly("plant-a");
    }

    @Test
    void writesItsReportAsMessagesPageByPage() {
        FileOutcome[] outcomes = IntStream.range(0, 2500)
                .mapToObj(i -> file(i + ".csv", i < 2100 ? Outcome.COPIED : Outcome.UNCHANGED))
                .toArray(FileOutcome[]::new);
        harness.jobs.put("plant-a", new FakeJob("plant-a", outcomes));

        assertThat(harness.run("apply", "--json", "-c", harness.configuration("plant-a")))
                .isZero();

        assertThat(harness.out().lines()).hasSize(4).allMatch(line -> line.startsWith("{"));
        assertThat(harness.messages().get(0)).isInstanceOf(ConnectionReply.class);
        assertThat(harness.messages().subList(1, 4))
                .allSatisfy(answer -> assertThat(answer).isInstanceOfSatisfying(FileReply.class, page -> {
                    assertThat(page.client()).isEqualTo("plant-a");
                    assertThat(page.worker()).isEqualTo("host-1/4711");
                    assertThat(page.files()).isNotEmpty().allMatch(file -> file.outcome() == Outcome.COPIED);
                }))
                .extracting(answer -> ((FileReply) answer).files().size())
                .containsExactly(1000, 1000, 100);
        Result result = ((FileReply) harness.messages().get(3)).result();
        assertThat(result)
                .isEqualTo(new Result(
                        ReplyStatus.COMPLETED, new Totals(2100, 400, 0, 0, 0, 2100 * 4096), null, Harness.NOW));
        assertThat(((FileReply) harness.messages().get(2)).result()).isNull();
    }

    @Test
    void countsPagesAnewWhenTheJobBeginsAgain() {
        FileOutcome[] outcomes = IntStream.range(0, 1500)
                .mapToObj(i -> file(i + ".csv", Outcome.COPIED))
                .toArray(FileOutcome[]::new);
        FakeJob job = new FakeJob("plant-a", outcomes);
        job.restarts = 1;
        harness.jobs.put("plant-a", job);

        assertThat(harness.run("apply", "--json", "-c", harness.configuration("plant-a")))
                .isZero();

        assertThat(harness.messages().subList(1, harness.messages().size()))
                .extracting(answer -> ((FileReply) answer).page())
                .containsExactly(1, 1, 2);
        assertThat(harness.messages().subList(1, harness.messages().size()))
                .extracting(answer -> ((FileReply) answer).replyId())
                .satisfies(ids -> assertThat(ids.get(0)).isNotEqualTo(ids.get(1)))
                .satisfies(ids -> assertThat(ids.get(1)).isEqualTo(ids.get(2)));
    }

    @Test
    void tellsWhenTheJobBeginsAgain() {
        FakeJob job = new FakeJob("plant-a", file("a.csv", Outcome.COPIED));
        job.restarts = 1;
        harness.jobs.put("plant-a", job);

        harness.run("apply", "-c", harness.configuration("plant-a"));

        assertThat(harness.out()).containsSubsequence("a.csv", "begins again", "a.csv", "COMPLETED: 1 copied");
    }

    @Test
    void removesLeftoversUnlessItIsDry() {
        FakeJob job = new FakeJob("plant-a");
        harness.jobs.put("plant-a", job);

        harness.run("apply", "--dry-run", "-c", harness.configuration("plant-a"));
        assertThat(job.leftoversRemoved).isFalse();

        harness.run("apply", "-c", harness.configuration("plant-a"));
        assertThat(job.leftoversRemoved).isTrue();
    }

    @Test
    void copiesAlsoWhereLeftoversCantBeRemoved() {
        FakeJob job = new FakeJob("plant-a", file("a.csv", Outcome.COPIED));
        job.leftoversFailure = new FileException(
                ErrorCode.PERMISSION_DENIED, Remedy.NEVER, "Cannot remove /data/.x: permission denied");
        harness.jobs.put("plant-a", job);

        assertThat(harness.run("apply", "-c", harness.configuration("plant-a"))).isZero();

        assertThat(harness.err())
                .isEqualToIgnoringNewLines("PERMISSION_DENIED: Cannot remove /data/.x: permission denied");
        assertThat(harness.out()).contains("COMPLETED: 1 copied");
    }

    @Test
    void drawsABarWhereSomebodyWatchesAndTakesItAway() {
        harness.terminal = true;
        FakeJob job = new FakeJob("plant-a", file("a.csv", Outcome.COPIED));
        job.meanwhile = () -> await().until(() -> harness.err().contains("0/0+ files"));
        harness.jobs.put("plant-a", job);

        assertThat(harness.run("apply", "-c", harness.configuration("plant-a"))).isZero();

        assertThat(harness.err()).contains("plant-a").endsWith("\r\u001B[K");
        assertThat(harness.out()).doesNotContain("\u001B");
    }
}
