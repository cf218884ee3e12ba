package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.genericsftp.destination.Destination;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.AllowedAfterwards;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.PlacedFile;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.file.SourceOutcome.Done;
import org.genericsftp.file.Verification;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.filter.TimeZones;
import org.genericsftp.local.LocalDestination;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.plan.Layout;
import org.genericsftp.plan.Layouts;
import org.genericsftp.request.FileRequest;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of files on OpenSSH's server that a job has delivered. */
class FilesAtTheSourceTest {
    private static final RelativePath DONE = new RelativePath("done");
    private static final FileRequest DELETE = FileRequest.EVERYTHING.withAfterwards(Afterwards.DELETE);
    private static final FileRequest MOVE = FileRequest.EVERYTHING.withAfterwards(new Afterwards(DONE));

    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    Path copies;

    private OpenSshServer server;
    private ClientJobs jobs;
    private final Outcomes outcomes = Outcomes.NOBODY;

    @BeforeEach
    void start() throws Exception {
        server = opened.add(OpenSshServer.started());
        jobs = opened.add(jobs(Verification.NONE, Layouts.PLAIN));
        CopySite.put(server, "a.csv", 10);
        CopySite.put(server, "x/b.csv", 100_000);
    }

    private ClientJobs jobs(Verification verify, Layouts layouts) {
        return new ClientJobs(
                server.settings(),
                new LocalDestination(LocalSettings.of(copies), Clock.systemUTC()),
                new JobSettings(
                        "test",
                        Duration.ZERO,
                        Duration.ofSeconds(5),
                        verify,
                        Duration.ofMinutes(1),
                        layouts,
                        new AllowedAfterwards(true, DONE)));
    }

    private Map<String, SourceOutcome> run(ClientJobs by, FileRequest request) {
        Delivered delivered = new Delivered();
        by.run(request, Outcomes.both(outcomes, delivered));
        Map<String, SourceOutcome> told = new TreeMap<>();
        by.job().afterwards(request, delivered, new Cancellation(), outcome -> told.put(outcome.name(), outcome));
        return told;
    }

    @Test
    void copiedAndUnchangedOnesAreDeleted() throws Exception {
        jobs.run(FileRequest.EVERYTHING.withDirectory(new RelativePath("x")), outcomes);
        Map<String, SourceOutcome> told = run(jobs, DELETE);
        assertThat(told.values()).extracting(SourceOutcome::done).containsExactly(Done.DELETED, Done.DELETED);
        assertThat(CopySite.namesBelow(server.rootDirectory())).isEmpty();
        assertThat(CopySite.namesBelow(copies)).containsExactly("a.csv", "x/b.csv");
        assertThat(Files.size(copies.resolve("x/b.csv"))).isEqualTo(100_000);
    }

    @Test
    void movedOnesAreNotFoundAgainUnlessTheirFolderIsAskedFor() throws Exception {
        run(jobs, MOVE);
        assertThat(CopySite.namesBelow(server.rootDirectory())).containsExactly("done/a.csv", "done/x/b.csv");
        assertThat(run(jobs, MOVE)).isEmpty();
        assertThat(jobs.run(FileRequest.EVERYTHING, outcomes).totals().matched())
                .isZero();

        Map<String, SourceOutcome> again = run(jobs, MOVE.withDirectory(DONE));
        assertThat(again.keySet()).containsExactly("done/a.csv", "done/x/b.csv");
        assertThat(again.values())
                .allSatisfy(outcome -> assertThat(outcome.error().code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
    }

    @Test
    void withVerifyOnlyVerifiedOnesGo() throws Exception {
        FileRequest unverified = DELETE.withVerify(Verification.SERVER_IF_OFFERED);
        Map<String, SourceOutcome> told =
                run(jobs, DELETE.withVerify(Verification.REREAD).withFilter(named("a.csv")));
        assertThat(told.get("a.csv").done()).isEqualTo(Done.DELETED);

        Delivered delivered = new Delivered();
        jobs.run(FileRequest.EVERYTHING, Outcomes.both(outcomes, delivered));
        jobs.job().afterwards(unverified, delivered, new Cancellation(), outcome -> told.put(outcome.name(), outcome));
        assertThat(told.get("x/b.csv").error().code()).isEqualTo(ErrorCode.NOT_VERIFIED);
        assertThat(CopySite.namesBelow(server.rootDirectory())).containsExactly("x/b.csv");
    }

    @Test
    void whereTwoFilesMayHaveOnePlaceUnchangedOnesGoOnlyIfVerified() throws Exception {
        ClientJobs flat = opened.add(
                jobs(Verification.NONE, new Layouts(new Layout("day", TimeZones.UTC, 0, true, false), Map.of())));
        flat.run(FileRequest.EVERYTHING, outcomes);
        Map<String, SourceOutcome> told = run(flat, DELETE);
        assertThat(told)
                .hasSize(2)
                .allSatisfy(
                        (name, outcome) -> assertThat(outcome.error().code()).isEqualTo(ErrorCode.NOT_VERIFIED));
        told = run(flat, DELETE.withVerify(Verification.REREAD));
        assertThat(told.values()).extracting(SourceOutcome::done).containsOnly(Done.DELETED);
        assertThat(CopySite.namesBelow(copies)).containsExactly("day/a.csv", "day/b.csv");
    }

    private static FileFilter named(String name) {
        return FileFilter.EVERYTHING.withNames(NameFilter.glob(name));
    }

    @Test
    void anUnchangedOneStaysWhoseCopyIsGone() throws Exception {
        jobs.run(FileRequest.EVERYTHING, outcomes);
        Delivered delivered = new Delivered();
        jobs.run(DELETE, Outcomes.both(outcomes, delivered));
        Files.delete(copies.resolve("a.csv"));
        Map<String, SourceOutcome> told = new TreeMap<>();
        jobs.job().afterwards(DELETE, delivered, new Cancellation(), outcome -> told.put(outcome.name(), outcome));
        assertThat(told.get("a.csv").error().code()).isEqualTo(ErrorCode.FILE_CHANGED);
        assertThat(told.get("x/b.csv").done()).isEqualTo(Done.DELETED);
        assertThat(CopySite.namesBelow(server.rootDirectory())).containsExactly("a.csv");
    }

    @Test
    void whatAKilledWorkerSetAsideIsListedAgainOnceARequestHasListedItsFolder() throws Exception {
        long hourAgo = Instant.now().minus(Duration.ofHours(1)).getEpochSecond();
        CopySite.put(server, "x/c.csv.sftp-client-removes-%08x-12345678".formatted(hourAgo), 5);
        jobs.run(FileRequest.EVERYTHING.withDryRun(true), outcomes);
        assertThat(CopySite.namesBelow(server.rootDirectory())).anyMatch(name -> name.contains("removes"));

        jobs.run(FileRequest.EVERYTHING, outcomes);
        assertThat(CopySite.namesBelow(server.rootDirectory()))
                .hasSize(3)
                .anyMatch(name -> name.startsWith("x/c.csv.kept-"));
    }

    @Test
    void filesStayWhoseFolderAtTheDestinationCannotBeLookedAt() throws Exception {
        FileException away = new FileException(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, "x is away");
        Destination.View view = (folder, files) -> {
            if (!folder.isRoot()) {
                throw away;
            }
            return files.stream().map(PlacedFile::stamp).toList();
        };
        PlacedFile seen = new PlacedFile(new RelativePath("a.csv"), new FileStamp(1, Instant.EPOCH));
        PlacedFile unseen = new PlacedFile(new RelativePath("x/b.csv"), new FileStamp(1, Instant.EPOCH));
        Map<RelativePath, FileException> told = new HashMap<>();
        assertThat(view.compare(List.of(unseen, seen, unseen), told::put)).containsOnlyKeys(seen);
        assertThat(told).containsExactly(Map.entry(new RelativePath("x"), away));
    }

    /** Another request, another client or a program has put it there; the file at the source may be all that is left of this one. */
    @Test
    void aCopiedOneStaysInWhosePlaceSomethingElseHasCome() throws Exception {
        Delivered delivered = new Delivered();
        jobs.run(DELETE, Outcomes.both(outcomes, delivered));
        Files.writeString(copies.resolve("a.csv"), "something else");
        Files.delete(copies.resolve("x/b.csv"));
        Map<String, SourceOutcome> told = new TreeMap<>();
        jobs.job().afterwards(DELETE, delivered, new Cancellation(), outcome -> told.put(outcome.name(), outcome));
        assertThat(told.get("a.csv").error().code()).isEqualTo(ErrorCode.FILE_CHANGED);
        assertThat(told.get("x/b.csv").done()).isEqualTo(Done.DELETED);
    }

    @Test
    void noneIsTouchedThatChangedSinceItWasCopied() throws Exception {
        Delivered delivered = new Delivered();
        jobs.run(DELETE, Outcomes.both(outcomes, delivered));
        CopySite.put(server, "a.csv", 11);
        Map<String, SourceOutcome> told = new TreeMap<>();
        jobs.job().afterwards(DELETE, delivered, new Cancellation(), outcome -> told.put(outcome.name(), outcome));
        assertThat(told.get("a.csv").error().code()).isEqualTo(ErrorCode.FILE_CHANGED);
        assertThat(CopySite.namesBelow(server.rootDirectory())).containsExactly("a.csv");
    }

    @Test
    void theyStayWhenTheWorkerEnds() throws Exception {
        Delivered delivered = new Delivered();
        jobs.run(DELETE, Outcomes.both(outcomes, delivered));
        Cancellation cancelled = new Cancellation();
        cancelled.cancel(new FileException(ErrorCode.CANCELLED, Remedy.LATER, "The worker ends"));
        Map<String, SourceOutcome> told = new TreeMap<>();
        jobs.job().afterwards(DELETE, delivered, cancelled, outcome -> told.put(outcome.name(), outcome));
        assertThat(told)
                .hasSize(2)
                .allSatisfy(
                        (name, outcome) -> assertThat(outcome.error().code()).isEqualTo(ErrorCode.CANCELLED));
        assertThat(CopySite.namesBelow(server.rootDirectory())).hasSize(2);
    }
}
