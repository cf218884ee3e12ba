package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.Outcome;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.TimeFilter;
import org.genericsftp.filter.TimeWindow;
import org.genericsftp.job.CopySite.Patience;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The server's clock tells another time than the worker's: only the server's times and the request's are compared. */
class ServerClocksTest {
    private static final Instant LONG_AGO = Instant.parse("1999-12-31T12:00:00Z");
    private static final Instant FAR_AHEAD = Instant.parse("2061-07-28T12:00:00Z");

    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    Path copies;

    private OpenSshServer server;
    private CopySite site;

    @BeforeEach
    void start() throws IOException {
        server = opened.add(OpenSshServer.started());
        site = opened.add(new CopySite(server, copies, Patience.LONG));
        for (Instant clock : Set.of(LONG_AGO, FAR_AHEAD)) {
            String folder = clock.equals(LONG_AGO) ? "behind" : "ahead";
            put(folder + "/two-hours-before", clock.minus(Duration.ofHours(2)));
            put(folder + "/half-an-hour-before", clock.minus(Duration.ofMinutes(30)));
        }
    }

    private void put(String name, Instant modified) throws IOException {
        Files.setLastModifiedTime(CopySite.put(server, name, 100), FileTime.from(modified));
    }

    private Set<String> copied(TimeFilter time, Instant askedAt) throws IOException {
        FileRequest request = FileRequest.EVERYTHING.withFilter(FileFilter.EVERYTHING.withTimes(time));
        CollectedOutcomes outcomes = new CollectedOutcomes();
        Result report = site.job().run(request, askedAt, new Cancellation(), new Progress(), outcomes);
        assertThat(report.status()).isEqualTo(ReplyStatus.COMPLETED);
        site.assertCopiesWhole();
        return outcomes.names(Outcome.COPIED);
    }

    @Test
    void aWindowIsHeldAgainstTheServersTimes() throws Exception {
        assertThat(copied(new TimeWindow(LONG_AGO.minus(Duration.ofHours(1)), LONG_AGO), Instant.now()))
                .containsExactly("behind/half-an-hour-before");
        assertThat(copied(new TimeWindow(FAR_AHEAD.minus(Duration.ofHours(1)), null), Instant.now()))
                .containsExactly("ahead/half-an-hour-before");
    }

    @Test
    void aPeriodIsCountedBackFromTheRequestsOwnTime() throws Exception {
        assertThat(copied(new TimeFilter.Within(Duration.ofHours(1)), FAR_AHEAD))
                .containsExactly("ahead/half-an-hour-before");
        assertThat(copied(new TimeFilter.Within(Duration.ofHours(3)), FAR_AHEAD))
                .containsExactly("ahead/two-hours-before");
    }
}
