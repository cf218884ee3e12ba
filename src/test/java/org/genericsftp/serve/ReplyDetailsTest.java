package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.request.RequestReport;
import org.genericsftp.testing.LogCapture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is the operators' own business: where the worker connects to, as whom, and its paths. */
class ReplyDetailsTest {
    private static final String OF_A_FILE = "Cannot write /srv/copies/a.csv: permission denied";
    private static final String OF_ALL = "Cannot log in to sftp.example.net as dataminer: refused";

    @RegisterExtension
    final ServedInMemory served = new ServedInMemory();

    private final FakeJob job = FakeJob.doing(run -> {
        run.outcomes()
                .add(FakeJob.failed("a.csv", new FileException(ErrorCode.PERMISSION_DENIED, Remedy.NEVER, OF_A_FILE)));
        throw allFails();
    });

    private static FileException allFails() {
        return new FileException(ErrorCode.AUTHENTICATION_FAILED, Remedy.NEVER, OF_ALL);
    }

    private String answerTo(String json) throws Exception {
        served.ask(json);
        return served.broker().reply().message().body();
    }

    @Test
    void areInEventsAndLogAndNotInReplies() throws Exception {
        try (LogCapture log = LogCapture.of(Events.class)) {
            served.withoutReplyDetails().start(job);
            assertThat(answerTo("{\"type\":\"FileRequest\"}"))
                    .contains("\"a.csv\"", "PERMISSION_DENIED", "AUTHENTICATION_FAILED")
                    .doesNotContain("/srv", "example.net", "dataminer");
            RequestReport report = served.event(RequestReport.class);
            assertThat(report.files().get(0).error().message()).isEqualTo(OF_A_FILE);
            assertThat(report.result().error().message()).isEqualTo(OF_ALL);
            await().until(() -> log.text().contains(OF_A_FILE) && log.text().contains(OF_ALL));
        }
    }

    @Test
    void areNotInTheAnswersToSyncTriggersNorInWhatChecksAndStatusTell() throws Exception {
        job.nowFailChecks(allFails());
        served.withoutReplyDetails().start(job);
        served.trigger("{\"type\":\"SyncTrigger\"}");
        String ofSync = served.broker().reply().message().body();
        String ofCheck = answerTo("{\"type\":\"ConnectionCheck\"}");
        served.control("{\"type\":\"StatusRequest\"}");
        String status = served.broker().reply().message().body();
        assertThat(ofSync).contains("FileReply");
        assertThat(ofCheck).contains("ConnectionReport", "write-destination", "AUTHENTICATION_FAILED");
        assertThat(status).contains("StatusReport", "refused the login");
        assertThat(ofSync + ofCheck + status).doesNotContain("/srv", "example.net", "dataminer");
    }

    @Test
    void areInRepliesWhereTheConfigurationSaysSo() throws Exception {
        served.start(job);
        assertThat(answerTo("{\"type\":\"FileRequest\"}")).contains(OF_A_FILE, OF_ALL);
    }
}
