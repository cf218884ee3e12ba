package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.Cancellation;
import org.genericsftp.job.CopySite.Patience;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.RealServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that gives little: of sessions, of connections, of open files. */
class ScarceServersTest {
    @TempDir
    Path copies;

    private static void fill(OpenSshServer server) throws IOException {
        for (int i = 0; i < 400; i++) {
            CopySite.put(server, "f" + i % 40 + "/g" + i % 3 + "/" + i, i % 40 == 0 ? 400_000 : 10 * i);
        }
    }

    private void assertServesEverything(OpenSshServer.Builder builder) throws Exception {
        try (OpenSshServer server = builder.start();
                CopySite site = new CopySite(server, copies, Patience.LONG)) {
            fill(server);
            CollectedOutcomes outcomes = new CollectedOutcomes();

            Result report = site.copyEverything(outcomes);

            assertThat(report.error()).isNull();
            assertThat(report.status()).isEqualTo(ReplyStatus.COMPLETED);
            assertThat(outcomes.names()).isEqualTo(site.onServer());
            site.assertAllWhole();
        }
    }

    @Test
    void servesEverythingInOneSession() throws Exception {
        assertServesEverything(OpenSshServer.builder().option("MaxSessions 1"));
    }

    /** The program itself needs a few, and tells that it has as many as it may have less some; others are taken by files. */
    @ParameterizedTest
    @ValueSource(ints = {12, 14, 20, 50})
    void servesEverythingWithFewOpenFiles(int descriptors) throws Exception {
        String program = RealServers.require("sftp-server").toString();
        String prlimit = RealServers.require("prlimit").toString();
        assertServesEverything(
                OpenSshServer.builder().withSubsystem(prlimit + " --nofile=" + descriptors + " " + program));
    }

    /** It tells a limit of 45 handles, of which others hold all but a few. */
    @ParameterizedTest
    @ValueSource(ints = {30, 38, 41})
    void servesEverythingWithFewerOpenFilesThanItTells(int taken) throws Exception {
        StringBuilder command = new StringBuilder("exec");
        for (int descriptor = 0; descriptor < taken; descriptor++) {
            command.append(' ').append(5 + descriptor).append("</dev/null");
        }
        String program = RealServers.require("sftp-server").toString();
        assertServesEverything(
                OpenSshServer.builder().withSubsystemScript(command.toString(), "ulimit -n 50", "exec " + program));
    }

    /** Of connections that are not logged in yet, it takes one, and hangs up on the others. */
    @Test
    void servesManyAtOnceThatItFirstTurnsAway(@TempDir Path other) throws Exception {
        try (OpenSshServer server =
                OpenSshServer.builder().option("MaxStartups 1:90:2").start()) {
            fill(server);
            List<CopySite> sites = new ArrayList<>();
            try {
                List<CompletableFuture<Result>> running = new ArrayList<>();
                for (int i = 0; i < 6; i++) {
                    Path folder = Path.of(other.toString(), "site" + i);
                    assertThat(folder.toFile().mkdir()).isTrue();
                    CopySite site = new CopySite(server, folder, Patience.LONG);
                    sites.add(site);
                    running.add(site.startToCopy(new Cancellation(), new Progress(), new CollectedOutcomes()));
                }
                for (CompletableFuture<Result> one : running) {
                    assertThat(one.get(50, TimeUnit.SECONDS).status()).isEqualTo(ReplyStatus.COMPLETED);
                }
                for (CopySite site : sites) {
                    site.assertAllWhole();
                }
                assertThat(server.log()).contains("MaxStartups");
            } finally {
                sites.forEach(CopySite::close);
            }
        }
    }
}
