package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.genericsftp.destination.Destination;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.local.LocalDestination;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.plan.Layout;
import org.genericsftp.plan.Layouts;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.share.ShareAccount;
import org.genericsftp.share.ShareAddress;
import org.genericsftp.share.ShareDestination;
import org.genericsftp.share.ShareSettings;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SambaServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where copies are put, between OpenSSH's sshd and a local directory or a share of Samba's. */
class PutFilesOnOpenSshTest {
    private static final Instant FIRST = Instant.parse("2026-11-01T00:30:00Z");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final Layouts LAYOUTS = new Layouts(
            new Layout("in/${date:yyyy/MM/dd}", TOKYO, 0, false, false),
            Map.of(
                    "flat", new Layout("flat", ZoneOffset.UTC, 0, true, false),
                    "strip", new Layout("", ZoneOffset.UTC, 2, false, false)));

    @RegisterExtension
    final Opened opened = new Opened();

    @TempDir
    Path copies;

    private OpenSshServer server;
    private Path tree;
    private final List<FileOutcome> told = new ArrayList<>();

    enum Kind {
        LOCAL,
        SHARE
    }

    @BeforeEach
    void start() {
        server = opened.add(OpenSshServer.started());
        tree = server.rootDirectory();
    }

    private ClientJobs jobs(Kind kind) {
        return opened.add(new ClientJobs(
                server.settings(),
                destination(kind),
                new JobSettings("test", Duration.ZERO, Duration.ofSeconds(5)).withLayouts(LAYOUTS)));
    }

    private Destination destination(Kind kind) {
        if (kind == Kind.LOCAL) {
            return new LocalDestination(LocalSettings.of(copies), Clock.systemUTC());
        }
        SambaServer share = opened.add(SambaServer.builder().serving(copies).start());
        return new ShareDestination(
                ShareSettings.of(
                        new ShareAddress(share.host(), share.port(), SambaServer.SHARE, List.of()),
                        ShareAccount.of(share.username(), share.password())),
                Clock.systemUTC());
    }

    private Result run(ClientJobs jobs, FileRequest request) {
        told.clear();
        return jobs.run(request, new Outcomes() {
            @Override
            public void add(FileOutcome outcome) {
                told.add(outcome);
            }

            @Override
            public void restart() {
                told.clear();
            }
        });
    }

    /** Files of 20 folders over 10 days, of which two in each folder are called as those of the next one. */
    private void makeTree() throws IOException {
        Random random = new Random(42);
        for (int i = 0; i < 200; i++) {
            String folder = "line " + i % 20 + "/ünï/deep";
            String name = i % 100 < 20 ? "same-" + i / 100 + ".csv" : i + ".csv";
            byte[] bytes = new byte[1 + random.nextInt(20_000)];
            random.nextBytes(bytes);
            Path file = Files.createDirectories(tree.resolve(folder)).resolve(name);
            Files.write(file, bytes);
            Files.setLastModifiedTime(file, FileTime.from(FIRST.plus(Duration.ofMinutes(72L * i))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFolderADayHoldsTheFilesOfThatDay(Kind kind) throws IOException {
        makeTree();
        ClientJobs jobs = jobs(kind);

        Result first = run(jobs, FileRequest.EVERYTHING);

        assertThat(first.status()).as("%s", first.error()).isEqualTo(ReplyStatus.COMPLETED);
        assertThat(first.totals().copied()).isEqualTo(200);
        for (FileOutcome file : told) {
            String day = DateTimeFormatter.ofPattern("yyyy/MM/dd")
                    .withZone(TOKYO)
                    .format(file.stamp().modified());
            assertThat(file.destinationName()).isEqualTo("in/" + day + "/" + file.name());
        }
        assertThat(copied()).isEqualTo(places());
        assertCopiesEqualTheirSources();
        Result second = run(jobs, FileRequest.EVERYTHING.withDigest(DigestAlgorithm.SHA_256));
        assertThat(second.totals().unchanged()).isEqualTo(200);
        assertCopiesEqualTheirSources();
    }

    @ParameterizedTest
    @EnumSource
    void ofFilesWithOneNameOneIsThereAndTheOthersAreTold(Kind kind) throws IOException {
        makeTree();
        ClientJobs jobs = jobs(kind);

        for (String layout : List.of("flat", "strip")) {
            Result first = run(jobs, FileRequest.EVERYTHING.withLayout(layout));

            assertThat(first.status()).isEqualTo(ReplyStatus.PARTIAL);
            assertThat(first.totals().failed()).isEqualTo(38);
            assertThat(first.totals().copied()).isEqualTo(162);
            assertThat(told)
                    .filteredOn(file -> file.error() != null)
                    .allSatisfy(file -> assertThat(file.error().code()).isEqualTo(ErrorCode.NAME_COLLISION));
            assertCopiesEqualTheirSources();
            assertThat(copied()).containsAll(places());
            Set<String> there = namesThatAreThere();

            Result second = run(jobs, FileRequest.EVERYTHING.withLayout(layout));
            assertThat(second.totals().unchanged()).isEqualTo(162);
            assertThat(second.totals().failed()).isEqualTo(38);
            assertThat(namesThatAreThere()).isEqualTo(there);
            assertCopiesEqualTheirSources();
        }
    }

    private Set<String> namesThatAreThere() {
        Set<String> names = new HashSet<>();
        told.stream().filter(PutFilesOnOpenSshTest::isThere).forEach(file -> names.add(file.name()));
        return names;
    }

    private Set<String> places() {
        Set<String> places = new TreeSet<>();
        for (FileOutcome file : told) {
            if (isThere(file)) {
                assertThat(places.add(file.placeName())).isTrue();
            }
        }
        return places;
    }

    private static boolean isThere(FileOutcome file) {
        return file.outcome() == Outcome.COPIED || file.outcome() == Outcome.UNCHANGED;
    }

    private void assertCopiesEqualTheirSources() throws IOException {
        for (FileOutcome file : told) {
            if (isThere(file)) {
                Path copy = copies.resolve(file.placeName());
                assertThat(Files.mismatch(tree.resolve(file.name()), copy))
                        .as(file.name())
                        .isEqualTo(-1);
                assertThat(Files.getLastModifiedTime(copy).toInstant())
                        .isEqualTo(file.stamp().modified());
            }
        }
    }

    private Set<String> copied() throws IOException {
        try (Stream<Path> files = Files.walk(copies)) {
            Set<String> names = new TreeSet<>();
            files.filter(Files::isRegularFile)
                    .forEach(file -> names.add(copies.relativize(file).toString()));
            return names;
        }
    }
}
