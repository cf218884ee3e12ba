package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.Outcome;
import org.genericsftp.job.CopySite.Patience;
import org.genericsftp.request.Result;
import org.genericsftp.servers.OtherServer;
import org.genericsftp.testing.ScratchFolder;
import org.genericsftp.testing.TestSftpServer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * COPIED means these bytes, from every server. {@code -Dservers.rounds=20} copies the tree from each server so many
 * times, {@code -Dservers.only=ERLANG,GO} from these only.
 */
class CopyFilesOnOtherServersTest {
    private static final int ROUNDS = Integer.getInteger("servers.rounds", 1);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Patience PATIENCE = new Patience(LONG, LONG, LONG, Duration.ZERO);

    /** A request that has to begin again on a new session finds its own copies unchanged. */
    private static final Set<Outcome> THERE = Set.of(Outcome.COPIED, Outcome.UNCHANGED);

    @TempDir
    Path folder;

    static Stream<OtherServer> chosen() {
        String names = System.getProperty("servers.only", "");
        return names.isEmpty()
                ? Stream.of(OtherServer.values())
                : Stream.of(names.split(",")).map(OtherServer::valueOf);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("chosen")
    void copiesFilesThatOnlyTheirBytesTellApart(OtherServer kind) throws Exception {
        try (TestSftpServer server = kind.start()) {
            AlikeFiles files = AlikeFiles.on(kind, server.rootDirectory());
            for (int round = 1; round <= ROUNDS; round++) {
                Path copies = Files.createDirectory(folder.resolve("round-" + round));
                copyTwice(server, files, copies, "round " + round);
                ScratchFolder.delete(copies);
            }
        }
    }

    private static void copyTwice(TestSftpServer server, AlikeFiles files, Path copies, String round) throws Exception {
        try (CopySite site = new CopySite(server, copies, PATIENCE)) {
            assertThat(faults(site, files, copies, THERE)).as(round).isEmpty();
            assertThat(faults(site, files, copies, Set.of(Outcome.UNCHANGED)))
                    .as(round + ", again")
                    .isEmpty();
            assertThat(site.copied()).as(round).isEqualTo(files.readable());
        }
    }

    /** Copies all, and says what is wrong in a few lines: thousands of files may be. */
    private static List<String> faults(CopySite site, AlikeFiles files, Path copies, Set<Outcome> expected)
            throws Exception {
        CollectedOutcomes outcomes = new CollectedOutcomes();
        Result report = site.copyEverything(outcomes);
        List<String> faults = new ArrayList<>();
        if (report.error() != null) {
            faults.add(report.error().toString());
        }
        report(faults, "have other bytes", files.wrongIn(copies));
        Set<String> there = new TreeSet<>();
        expected.forEach(outcome -> there.addAll(outcomes.names(outcome)));
        report(faults, "are not " + expected, without(files.readable(), there));
        report(
                faults,
                "failed and can be read",
                outcomes.names(Outcome.FAILED).stream()
                        .filter(files.readable()::contains)
                        .map(name -> outcomes.of(name).error())
                        .toList());
        report(faults, "are unreadable and did not fail", without(files.unreadable(), outcomes.names(Outcome.FAILED)));
        report(
                faults,
                "are unreadable and failed otherwise",
                outcomes.names(Outcome.FAILED).stream()
                        .filter(files.unreadable()::contains)
                        .map(name -> outcomes.of(name).error())
                        .filter(error -> error.code() != ErrorCode.PERMISSION_DENIED)
                        .toList());
        return faults;
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static void report(List<String> faults, String what, Collection<?> files) {
        if (!files.isEmpty()) {
            faults.add("%d %s, such as %s"
                    .formatted(files.size(), what, files.stream().limit(3).toList()));
        }
    }
}
