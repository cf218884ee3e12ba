package org.genericsftp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.Placement;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.file.Verification;
import org.genericsftp.file.Verified;
import org.genericsftp.local.LocalDestination;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.plan.Layout;
import org.genericsftp.source.OwnDigest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a copy that is to be verified before it gets its name. */
class VerifiedCopyTest {
    private static final RelativePath PATH = new RelativePath("big.bin");
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final FileStamp STAMP = new FileStamp(3_000_000, NOON);

    @TempDir
    Path copies;

    private final byte[] content = random(1, 3_000_000);
    private final byte[] other = random(2, 3_000_000);
    private LocalDestination destination;
    private Copier copier;
    private ScriptedLane lane;

    @BeforeEach
    void open() {
        destination = new LocalDestination(LocalSettings.of(copies), Clock.systemUTC());
        copier = new Copier(destination, new RetryPolicy(Duration.ofSeconds(30)));
        lane = new ScriptedLane(content, STAMP, destination.writers());
    }

    @AfterEach
    void close() {
        copier.close();
        destination.close();
    }

    private static byte[] random(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static OwnDigest digest(byte[] bytes) {
        var sum = DigestAlgorithm.SHA_256.start();
        sum.update(bytes);
        return new OwnDigest(DigestAlgorithm.SHA_256.finish(sum), Verified.CHECK_FILE);
    }

    private interface Step {
        void on(Copying copying, RemoteFile file) throws FileException;
    }

    private FileOutcome run(CopyRules rules, Step step) throws FileException {
        List<FileOutcome> outcomes = new ArrayList<>();
        Partials partials = new Partials();
        Copying copying = copier.start(
                lane,
                rules,
                new Cancellation(),
                new Outcomes() {
                    @Override
                    public void add(FileOutcome outcome) {
                        outcomes.add(outcome);
                    }

                    @Override
                    public void restart() {
                        outcomes.clear();
                    }
                },
                copied -> {},
                bytes -> {},
                partials);
        step.on(copying, new RemoteFile(PATH, STAMP, new RemoteName("/out/big.bin".getBytes(StandardCharsets.UTF_8))));
        copying.finish();
        partials.close();
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private FileOutcome copy(Verification verification) throws FileException {
        return run(new CopyRules(null, verification, false, null, Layout.PLAIN), Copying::copy);
    }

    /** Another worker puts the copy of another file at its place while it is fetched; that must not be replaced. */
    private FileOutcome copyWhileAnotherComes(byte[] another, Verification verification) throws FileException {
        var placement = new Placement() {
            @Override
            public RemoteFile place(RemoteFile file) {
                return file;
            }

            @Override
            public boolean isOneToOne() {
                return false;
            }

            @Override
            public boolean replaces() {
                return false;
            }
        };
        lane.breaksAt(2_000_000, ScriptedLane.lost(), () -> {
            try {
                there(another);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return run(new CopyRules(null, verification, false, null, placement), Copying::copy);
    }

    @Test
    void isUnchangedWhereOneOfTheSameSizeAndTimeHasComeMeanwhile() throws IOException {
        FileOutcome outcome = copyWhileAnotherComes(other, Verification.NONE);

        assertThat(outcome.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(copies.resolve("big.bin")).hasBinaryContent(other);
        assertThat(namesThere()).containsExactly("big.bin");
    }

    @Test
    void isComparedWithOneThatHasComeMeanwhile() throws IOException {
        lane.digesting((bytes, prefix) -> digest(bytes));

        assertThat(copyWhileAnotherComes(other, Verification.SERVER).error().code())
                .isEqualTo(ErrorCode.NAME_COLLISION);
        assertThat(copies.resolve("big.bin")).hasBinaryContent(other);
        assertThat(namesThere()).containsExactly("big.bin");
        Files.delete(copies.resolve("big.bin"));
        assertThat(copyWhileAnotherComes(content, Verification.SERVER).verified())
                .isEqualTo(Verified.CHECK_FILE);
    }

    private FileOutcome leave(Verification verification) throws FileException {
        return run(new CopyRules(null, verification, false, null, Layout.PLAIN), Copying::leave);
    }

    private Path there(byte[] bytes) throws IOException {
        Path copy = Files.write(copies.resolve("big.bin"), bytes);
        return Files.setLastModifiedTime(copy, FileTime.from(NOON));
    }

    private List<String> namesThere() throws IOException {
        try (Stream<Path> files = Files.list(copies)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void isToldWithWhatProvedIt() throws IOException {
        lane.digesting((bytes, prefix) -> digest(bytes));

        FileOutcome outcome = copy(Verification.SERVER);

        assertThat(outcome.outcome()).isEqualTo(Outcome.COPIED);
        assertThat(outcome.verified()).isEqualTo(Verified.CHECK_FILE);
        assertThat(outcome.digest()).isNull();
        assertThat(copies.resolve("big.bin")).hasBinaryContent(content);
    }

    @Test
    void neverGetsItsNameWhereTheServerSaysOtherwise() throws IOException {
        there(other);
        lane.digesting((bytes, prefix) -> digest(new byte[] {1}));

        FileOutcome outcome = copy(Verification.SERVER);

        assertThat(outcome.error().code()).isEqualTo(ErrorCode.FILE_CHANGED);
        assertThat(outcome.error().retryable()).isTrue();
        assertThat(copies.resolve("big.bin")).hasBinaryContent(other);
        assertThat(namesThere()).containsExactly("big.bin");
        assertThat(lane.begunAt()).containsExactly(0L, 0L);
    }

    @Test
    void isMadeOnceMoreWhereTheServerSaysOtherwiseOnce() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        lane.digesting((bytes, prefix) -> asked.getAndIncrement() == 0 ? digest(other) : digest(bytes));

        assertThat(copy(Verification.SERVER).outcome()).isEqualTo(Outcome.COPIED);
        assertThat(copies.resolve("big.bin")).hasBinaryContent(content);
    }

    @Test
    void neverGetsItsNameWhereItIsReadDifferentlyAgain() throws IOException {
        lane.readingAgain(other);

        assertThat(copy(Verification.REREAD).error().code()).isEqualTo(ErrorCode.FILE_CHANGED);
        assertThat(namesThere()).isEmpty();
    }

    @Test
    void isReadAgainAndToldSo() throws IOException {
        assertThat(copy(Verification.REREAD).verified()).isEqualTo(Verified.REREAD);
    }

    @Test
    void failsWhereProofIsAskedForAndNotOffered() throws IOException {
        FileOutcome outcome = copy(Verification.SERVER);

        assertThat(outcome.error().code()).isEqualTo(ErrorCode.NOT_VERIFIED);
        assertThat(namesThere()).isEmpty();
        assertThat(lane.begunAt()).containsExactly(0L);
    }

    @Test
    void isToldAsNotVerifiedWhereThatIsAskedFor() throws IOException {
        assertThat(copy(Verification.SERVER_IF_OFFERED).verified()).isEqualTo(Verified.NOT);
    }

    @Test
    void isNotCopiedAgainForAConnectionThatIsLostWhileTheServerDigests() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        lane.digesting((bytes, prefix) -> {
            if (asked.getAndIncrement() == 0) {
                throw new FileException(ErrorCode.CONNECTION_FAILED, Remedy.NEW_SESSION, "Lost");
            }
            return digest(bytes);
        });

        assertThat(copy(Verification.SERVER).verified()).isEqualTo(Verified.CHECK_FILE);
        assertThat(lane.begunAt()).containsExactly(0L, 3_000_000L - PartialCopy.OVERLAP_BYTES);
    }

    @ParameterizedTest
    @EnumSource(
            value = Verification.class,
            names = {"SERVER", "SERVER_IF_OFFERED", "REREAD"})
    void isLeftAloneWhereItIsThereAndTheSame(Verification verification) throws IOException {
        there(content);
        lane.digesting((bytes, prefix) -> digest(bytes));

        FileOutcome outcome = leave(verification);

        assertThat(outcome.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(outcome.verified())
                .isEqualTo(verification == Verification.REREAD ? Verified.REREAD : Verified.CHECK_FILE);
        assertThat(lane.begunAt()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Verification.class,
            names = {"SERVER", "SERVER_IF_OFFERED", "REREAD"})
    void isMadeAgainWhereWhatIsThereDiffers(Verification verification) throws IOException {
        there(other);
        lane.digesting((bytes, prefix) -> digest(bytes));

        assertThat(leave(verification).outcome()).isEqualTo(Outcome.COPIED);
        assertThat(copies.resolve("big.bin")).hasBinaryContent(content);
    }

    @Test
    void isMadeAgainWhereItHasGoneMeanwhile() throws IOException {
        lane.digesting((bytes, prefix) -> digest(bytes));

        assertThat(leave(Verification.SERVER).outcome()).isEqualTo(Outcome.COPIED);
    }

    @Test
    void isComparedAgainAfterALostConnection() throws IOException {
        there(content);
        AtomicInteger asked = new AtomicInteger();
        lane.digesting((bytes, prefix) -> {
            if (asked.getAndIncrement() == 0) {
                throw new FileException(ErrorCode.CONNECTION_FAILED, Remedy.NEW_SESSION, "Lost");
            }
            return digest(bytes);
        });

        assertThat(leave(Verification.SERVER).outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(lane.begunAt()).isEmpty();
    }
}
