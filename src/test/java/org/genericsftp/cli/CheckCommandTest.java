package org.genericsftp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.genericsftp.file.ServerFact;
import org.genericsftp.request.ConnectionReply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    private Path folder;

    private Harness harness;

    @BeforeEach
    void setUp() {
        harness = new Harness(folder);
    }

    @Test
    void tellsEachStageOfAValidConnection() {
        harness.jobs.put("plant-a", new FakeJob("plant-a"));

        assertThat(harness.run("check", "-c", harness.configuration("plant-a"))).isZero();

        assertThat(harness.out()).isEqualToNormalizingNewlines("""
                Connection Valid
                  resolve            passed      12 ms
                  connect            passed      12 ms
                  host-key           passed      12 ms
                  authenticate       passed      12 ms
                  list-source        passed      12 ms
                  write-destination  passed      12 ms
                """);
        assertThat(harness.closed).containsExactly("plant-a");
    }

    @Test
    void tellsWhichStageFailedAndWhy() {
        FakeJob job = new FakeJob("plant-a");
        job.connection = FakeJob.wrongPassword("plant-a");
        harness.jobs.put("plant-a", job);

        assertThat(harness.run("check", "-c", harness.configuration("plant-a"))).isEqualTo(1);

        assertThat(harness.out()).isEqualToNormalizingNewlines("""
                Connection not valid: authenticate failed: AUTHENTICATION_FAILED: Cannot log in to sftp.example.net:22 as dataminer
                  resolve            passed       3 ms
                  connect            passed      12 ms
                  host-key           passed       1 ms
                  authenticate       FAILED    1234 ms  AUTHENTICATION_FAILED: Cannot log in to sftp.example.net:22 as dataminer
                  list-source        not reached
                  write-destination  not reached
                """);
    }

    @Test
    void checksOneClientAfterTheOtherUnderItsName() {
        FakeJob broken = new FakeJob("plant-a");
        broken.connection = FakeJob.wrongPassword("plant-a");
        harness.jobs.put("plant-a", broken);
        harness.jobs.put("plant-b", new FakeJob("plant-b"));

        assertThat(harness.run("check", "-c", harness.configuration("plant-a", "plant-b")))
                .isEqualTo(1);

        assertThat(harness.out()).containsSubsequence("plant-a:\n", "not valid", "plant-b:\n", "Connection Valid\n");
    }

    @Test
    void checksOnlyTheClientsThatAreNamed() {
        harness.jobs.put("plant-b", new FakeJob("plant-b"));

        assertThat(harness.run("check", "-c", harness.configuration("plant-a", "plant-b"), "plant-b"))
                .isZero();

        assertThat(harness.opened).containsExactly("plant-b");
    }

    @Test
    void tellsWhatIsKnownOfTheServerIfAsked() {
        harness.jobs.put("plant-a", new FakeJob("plant-a"));

        assertThat(harness.run("check", "--verbose", "-c", harness.configuration("plant-a")))
                .isZero();

        assertThat(harness.out()).startsWith("Connection Valid").endsWith("""
                  write-destination  passed      12 ms
                  software           SSH-2.0-OpenSSH_9.2p1  told by the server
                  max-open-files     98  it would not open another file beside 98 open ones, and did so later
                """);
    }

    @Test
    void warnsOfWeakConnectionsWithoutBeingAsked() {
        FakeJob job = new FakeJob("plant-a");
        job.fact = new ServerFact(ServerFact.WARNING, "the cipher algorithm aes128-cbc is weak", "for a reason", null);
        harness.jobs.put("plant-a", job);

        assertThat(harness.run("check", "-c", harness.configuration("plant-a"))).isZero();

        assertThat(harness.out()).endsWith("""
                  write-destination  passed      12 ms
                  warning            the cipher algorithm aes128-cbc is weak  for a reason
                """);
    }

    @Test
    void writesWhatIsKnownOfTheServerIntoMessagesIfAsked() {
        FakeJob job = new FakeJob("plant-a");
        harness.jobs.put("plant-a", job);

        harness.run("check", "--json", "--verbose", "-c", harness.configuration("plant-a"));

        assertThat(harness.messages())
                .singleElement()
                .isInstanceOfSatisfying(
                        ConnectionReply.class,
                        reply -> assertThat(reply.server()).isEqualTo(job.serverFacts()));
    }

    @Test
    void writesReportsAsMessages() {
        harness.jobs.put("plant-a", new FakeJob("plant-a"));

        assertThat(harness.run("check", "--json", "-c", harness.configuration("plant-a")))
                .isZero();

        assertThat(harness.out().lines()).hasSize(1);
        assertThat(harness.messages()).singleElement().isInstanceOfSatisfying(ConnectionReply.class, reply -> {
            assertThat(reply.worker()).isEqualTo("host-1/4711");
            assertThat(reply.report()).isEqualTo(FakeJob.valid("plant-a"));
            assertThat(reply.server()).isEmpty();
        });
    }
}
