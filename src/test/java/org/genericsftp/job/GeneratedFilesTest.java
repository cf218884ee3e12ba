package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.genericsftp.file.Outcome;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.local.LocalDestination;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files that the system makes up as they are read (/proc): they are listed with a size of 0. */
class GeneratedFilesTest {
    private static final Path FILE = Path.of("/proc/sys/kernel/ostype");

    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    Path copies;

    @Test
    void areCopiedWithWhatIsInThem() throws Exception {
        assumeThat(FILE).isReadable();
        OpenSshServer server = opened.add(OpenSshServer.started());
        ClientJobs jobs = opened.add(new ClientJobs(
                TestSettings.withSourceDirectory(
                        server.settings(), FILE.getParent().toString()),
                new LocalDestination(LocalSettings.of(copies), Clock.systemUTC()),
                JobSettings.of("test")));
        CollectedOutcomes outcomes = new CollectedOutcomes();

        FileRequest request = FileRequest.EVERYTHING.withFilter(FileFilter.EVERYTHING.withNames(
                NameFilter.of(List.of("ostype"), List.of(), NameFilter.Syntax.EXACT, true, null)));
        Result report = jobs.run(request, outcomes);

        assertThat(report.status()).isEqualTo(ReplyStatus.COMPLETED);
        byte[] content = Files.readAllBytes(FILE);
        assertThat(content).isNotEmpty();
        assertThat(copies.resolve("ostype")).hasBinaryContent(content);
        assertThat(outcomes.of("ostype").outcome()).isEqualTo(Outcome.COPIED);
        assertThat(outcomes.of("ostype").stamp().sizeBytes()).isEqualTo(content.length);
    }
}
