package org.genericsftp.share;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.testing.FileFailures.failureOf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.genericsftp.destination.Destination;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.share.ShareSettings.Encryption;
import org.genericsftp.share.ShareSettings.Patience;
import org.genericsftp.testing.SambaServer;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.TcpProxy.Direction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be wrong with a server, a share, an account or the way to them. */
@Timeout(120)
class ShareTroubleTest {
    private static final Instant TIME = Instant.parse("2026-11-01T10:00:00Z");
    private static final Patience SHORT =
            new Patience(Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(1));

    private SambaServer server;
    private TcpProxy proxy;
    private ShareDestination destination;

    @AfterEach
    void closeAll() {
        if (destination != null) {
            destination.close();
        }
        if (proxy != null) {
            proxy.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void aWrongPasswordIsToldAndNotTriedForEachFile() {
        server = SambaServer.started();
        proxy = TcpProxy.to(server.host(), server.port());
        destination = open(server.username(), "wrong-secret", SambaServer.SHARE);

        FileException refused = failureOf(() -> copy("a.csv", "some bytes"));
        failureOf(() -> copy("b.csv", "some bytes"));
        failureOf(() -> destination.lookup(RelativePath.ROOT, List.of("a.csv")));

        assertThat(refused.code()).isEqualTo(ErrorCode.AUTHENTICATION_FAILED);
        assertThat(refused.remedy().retryable()).isFalse();
        assertThat(refused).hasMessageContaining(server.username()).hasMessageContaining("\\data");
        assertThat(refused.toString()).doesNotContain("wrong-secret");
        assertThat(proxy.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "WORKGROUP\\%s", "FILES\\%s"})
    void aUserIsLetInWithAndWithoutADomain(String spelling) throws IOException {
        server = SambaServer.started();
        destination = open(String.format(spelling, server.username()), server.password(), SambaServer.SHARE);
        copy("a.csv", "some bytes");

        assertThat(content("a.csv")).isEqualTo("some bytes");
    }

    @Test
    void closingEndsAllThreadsAndConnections() throws IOException {
        server = SambaServer.started();
        proxy = TcpProxy.to(server.host(), server.port());
        destination = open(server.username(), server.password(), SambaServer.SHARE);
        copy("a.csv", "some bytes");
        for (int i = 0; i < 8; i++) {
            destination.writers().execute(() -> destination.check());
        }
        destination.close();

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("share-") || name.startsWith("Packet Reader"));
            assertThat(proxy.openConnections()).isZero();
        });
        assertThat(failureOf(() -> copy("b.csv", "some bytes")).code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
    }

    @Test
    void anUnknownUserIsRefused() {
        server = SambaServer.started();
        destination = open("nobody-knows", "a-password", SambaServer.SHARE);

        assertThat(failureOf(this::check).code()).isEqualTo(ErrorCode.AUTHENTICATION_FAILED);
    }

    @Test
    void aServerThatSpeaksSmb1OnlyIsRefused() {
        server = SambaServer.builder()
                .option("server min protocol = NT1")
                .option("server max protocol = NT1")
                .start();
        destination = open("svc-copy", "a-password", SambaServer.SHARE);

        FileException refused = failureOf(this::check);
        assertThat(refused.code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
        assertThat(refused).hasMessageContaining("the server speaks SMB 1 only");
    }

    @Test
    void aServerThatCanNotSignIsRefusedBeforeAnythingOfTheAccountIsSent() {
        server = SambaServer.started();
        proxy = TcpProxy.to(server.host(), server.port());
        // SecurityMode in the answer to NEGOTIATE, [MS-SMB2] 2.2.4: behind 4 bytes of length and 64 of header.
        proxy.watch(Direction.TO_CLIENT, () -> answer -> answer[4 + 64 + 2] = 0);
        destination = open("svc-copy", "a-password", SambaServer.SHARE);

        FileException refused = failureOf(this::check);
        assertThat(refused.code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
        assertThat(refused).hasMessageContaining("the server can't sign what it sends");
    }

    @Test
    void aServerThatWouldLetAGuestInIsRefused() throws IOException {
        server = SambaServer.builder()
                .option("map to guest = Bad User")
                .shareOption("guest ok = yes")
                .start();
        destination = open("nobody-knows", "a-password", SambaServer.SHARE);

        FileException refused = failureOf(() -> copy("a.csv", "some bytes"));
        assertThat(refused.code()).isEqualTo(ErrorCode.AUTHENTICATION_FAILED);
        assertThat(refused).hasMessageContaining("guest");
        assertThat(server.tree()).isEmptyDirectory();
    }

    @Test
    void anUnknownShareIsTold() {
        server = SambaServer.started();
        destination = open(server.username(), server.password(), "no-such-share");

        FileException unknown = failureOf(this::check);
        assertThat(unknown.code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
        assertThat(unknown).hasMessageContaining("no share of that name");
    }

    @Test
    void aFolderThatIsNotThereIsToldAndNotMade() {
        server = SambaServer.started();
        destination = open(new ShareAddress(server.host(), server.port(), SambaServer.SHARE, List.of("missing")));

        FileException missing = failureOf(() -> copy("a.csv", "some bytes"));
        assertThat(missing.code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
        assertThat(missing).hasMessageContaining("\\data\\missing").hasMessageContaining("not there");
        assertThat(failureOf(this::check).code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
        assertThat(server.tree()).isEmptyDirectory();
    }

    @Test
    void anUnknownServerAndAClosedPortAreTold() {
        destination = open(new ShareAddress("no-such-server.invalid", 445, "data", List.of()), "user", "password");
        assertThat(failureOf(this::check).code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
        assertThat(failureOf(this::check)).hasMessageContaining("no-such-server.invalid");
        destination.close();

        server = SambaServer.started();
        server.stop();
        destination = open(server.username(), server.password(), SambaServer.SHARE);
        FileException refused = failureOf(this::check);
        assertThat(refused.code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
        assertThat(refused.remedy().retryable()).isTrue();
    }

    @Test
    void aReadOnlyShareIsTold() throws IOException {
        server = SambaServer.builder().shareOption("read only = yes").start();
        Files.writeString(server.tree().resolve("there.csv"), "there");
        destination = open(server.username(), server.password(), SambaServer.SHARE);

        FileException refused = failureOf(() -> copy("a.csv", "some bytes"));
        assertThat(refused.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(refused).hasMessageContaining("read-only");
        assertThat(failureOf(this::check).code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(destination.lookup(RelativePath.ROOT, List.of("there.csv"))).doesNotContainNull();
    }

    @Test
    void missingRightsAreTold() throws IOException {
        server = SambaServer.builder().shareOption("force user = nobody").start();
        destination = open(server.username(), server.password(), SambaServer.SHARE);

        FileException refused = failureOf(() -> copy("a.csv", "some bytes"));
        assertThat(refused.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(refused.remedy().retryable()).isFalse();
        assertThat(refused).hasMessageContaining("right");
        assertThat(server.tree()).isEmptyDirectory();
    }

    @Test
    void aServerThatInsistsOnSigningIsServed() throws IOException {
        server = SambaServer.builder()
                .option("server signing = mandatory")
                .option("smb encrypt = off")
                .start();
        destination = open(server.username(), server.password(), SambaServer.SHARE);
        copy("a.csv", "some bytes");

        assertThat(content("a.csv")).isEqualTo("some bytes");
    }

    @Test
    void aServerThatInsistsOnEncryptionIsServed() throws IOException {
        server = SambaServer.builder().option("smb encrypt = required").start();
        destination = open(server.username(), server.password(), SambaServer.SHARE, Encryption.REQUIRED);
        copy("a.csv", "some bytes");

        assertThat(content("a.csv")).isEqualTo("some bytes");
    }

    @Test
    void aServerWithoutEncryptionIsRefusedWhereItIsRequired() {
        server = SambaServer.builder().option("smb encrypt = off").start();
        destination = open(server.username(), server.password(), SambaServer.SHARE, Encryption.REQUIRED);

        FileException refused = failureOf(() -> copy("a.csv", "some bytes"));
        assertThat(refused.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(refused).hasMessageContaining("encryption");
        assertThat(server.tree()).isEmptyDirectory();
    }

    @Test
    void bytesAreEncryptedOnTheirWayWhereTheServerOffersIt() throws IOException {
        server = SambaServer.started();
        destination = open(server.username(), server.password(), SambaServer.SHARE);
        copy("a.csv", "some bytes");

        assertThat(server.status()).containsAnyOf("AES-128-GCM", "AES-128-CCM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SMB2_02", "SMB2_10", "SMB3_00", "SMB3_02", "SMB3_11"})
    void everyDialectFromSmb2OnIsSpoken(String dialect) throws IOException {
        server =
                SambaServer.builder().option("server max protocol = " + dialect).start();
        destination = open(server.username(), server.password(), SambaServer.SHARE);
        copy("in/a.csv", "x".repeat(300_000));

        assertThat(content("in/a.csv")).hasSize(300_000);
        assertThat(destination.lookup(new RelativePath("in"), List.of("a.csv", "b", "c")))
                .containsExactly(new FileStamp(300_000, TIME), null, null);
    }

    @Test
    void theFolderOfADfsShareIsFound() throws IOException {
        server = SambaServer.builder()
                .option("host msdfs = yes")
                .shareOption("msdfs root = yes")
                .start();
        destination = open(server.username(), server.password(), SambaServer.SHARE);
        copy("in/a.csv", "some bytes");
        copy("in/a.csv", "other bytes");

        assertThat(content("in/a.csv")).isEqualTo("other bytes");
        assertThat(server.names()).containsExactly("in");
    }

    @Test
    void aDfsLinkToAnotherShareIsFollowed(@TempDir Path other) throws IOException {
        server = SambaServer.builder()
                .option("host msdfs = yes")
                .shareOption("msdfs root = yes")
                .shareOption("[other]")
                .shareOption("path = " + other)
                .shareOption("read only = no")
                .start();
        Files.createSymbolicLink(server.tree().resolve("plant"), Path.of("msdfs:127.0.0.1\\other"));
        Files.createDirectory(other.resolve("deep"));
        destination = open(new ShareAddress(server.host(), server.port(), SambaServer.SHARE, List.of("plant", "deep")));
        check();
        copy("in/a.csv", "some bytes");
        copy("in/a.csv", "other bytes");

        assertThat(Files.readString(other.resolve("deep/in/a.csv"))).isEqualTo("other bytes");
        assertThat(destination.lookup(new RelativePath("in"), List.of("a.csv", "b.csv", "c.csv")))
                .containsExactly(new FileStamp(11, TIME), null, null);
    }

    @Test
    void aConnectionThatDropsInMidWriteIsOpenedAnew() throws IOException {
        server = SambaServer.started();
        proxy = TcpProxy.to(server.host(), server.port());
        destination = open(server.username(), server.password(), SambaServer.SHARE);
        copy("small.csv", "some bytes");
        byte[] large = random(5_000_000);
        proxy.cutOnceAfter(Direction.TO_SERVER, proxy.bytes(Direction.TO_SERVER) + 2_000_000);

        FileException lost = failureOf(() -> copy("large.bin", large));
        assertThat(lost.code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
        assertThat(lost.remedy().retryable()).isTrue();
        assertThat(server.tree().resolve("large.bin")).doesNotExist();

        copy("large.bin", large);
        assertThat(Files.readAllBytes(server.tree().resolve("large.bin"))).isEqualTo(large);
        assertThat(server.names()).containsExactly("large.bin", "small.csv");
    }

    @Test
    void aServerThatAnswersNoMoreIsGivenUpInTime() throws IOException {
        server = SambaServer.started();
        proxy = TcpProxy.to(server.host(), server.port());
        destination = open(server.username(), server.password(), SambaServer.SHARE);
        copy("small.csv", "some bytes");
        byte[] large = random(20_000_000);
        proxy.freeze();

        long begun = System.nanoTime();
        FileException stuck = failureOf(() -> copy("large.bin", large));
        assertThat(stuck.code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
        assertThat(stuck).hasMessageContaining("3 s");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));

        begun = System.nanoTime();
        destination.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void aServerThatStopsReadingIsGivenUpInTime() throws IOException {
        server = SambaServer.started();
        proxy = TcpProxy.to(server.host(), server.port());
        destination = open(server.username(), server.password(), SambaServer.SHARE);
        byte[] large = random(20_000_000);
        proxy.freezeOnceAfter(Direction.TO_SERVER, 1_000_000);

        long begun = System.nanoTime();
        failureOf(() -> copy("large.bin", large));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        proxy.unfreeze();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .untilAsserted(() -> copy("large.bin", large));
        assertThat(Files.readAllBytes(server.tree().resolve("large.bin"))).isEqualTo(large);
    }

    @Test
    void aServerThatIsStartedAgainIsFoundAgain() throws IOException {
        server = SambaServer.started();
        destination = open(server.username(), server.password(), SambaServer.SHARE);
        copy("a.csv", "a");
        server.stop();
        failureOf(() -> copy("b.csv", "b"));
        server.startAgain();
        Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> copy("b.csv", "b"));

        assertThat(server.names()).containsExactly("a.csv", "b.csv");
    }

    @Test
    void aReadOnlyFileIsNotReplaced() throws IOException {
        server = SambaServer.started();
        destination = open(server.username(), server.password(), SambaServer.SHARE);
        copy("a.csv", "the old one");
        server.smbclient("setmode a.csv +r");

        FileException refused = failureOf(() -> copy("a.csv", "the new one"));
        assertThat(refused.code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(refused).hasMessageContaining("read-only");
        assertThat(content("a.csv")).isEqualTo("the old one");
        assertThat(server.names()).containsExactly("a.csv");
    }

    @Test
    void whatWasWrittenReadsTheSameWithAnotherProgram() throws IOException {
        server = SambaServer.started();
        destination = open(server.username(), server.password(), SambaServer.SHARE);
        byte[] bytes = random(3_333_333);
        copy("in/large ünï.bin", bytes);
        Path fetched = server.tree().resolveSibling("fetched");
        server.smbclient("get \"in\\large ünï.bin\" " + fetched);

        assertThat(Files.readAllBytes(fetched)).isEqualTo(bytes);
    }

    private ShareDestination open(String username, String password, String share) {
        return open(username, password, share, Encryption.IF_OFFERED);
    }

    private ShareDestination open(String username, String password, String share, Encryption encryption) {
        String host = proxy == null ? server.host() : proxy.host();
        int port = proxy == null ? server.port() : proxy.port();
        return open(new ShareAddress(host, port, share, List.of()), username, password, encryption);
    }

    private ShareDestination open(ShareAddress address) {
        return open(address, server.username(), server.password());
    }

    private static ShareDestination open(ShareAddress address, String username, String password) {
        return open(address, username, password, Encryption.IF_OFFERED);
    }

    private static ShareDestination open(
            ShareAddress address, String username, String password, Encryption encryption) {
        return new ShareDestination(
                new ShareSettings(
                        address,
                        ShareAccount.of(username, password),
                        true,
                        encryption,
                        ShareNames.REFUSE,
                        ShareSettings.DEFAULT_LEFTOVER_AGE,
                        SHORT),
                Clock.systemUTC());
    }

    private void check() throws FileException {
        FileException failure = destination.check().failure();
        if (failure != null) {
            throw failure;
        }
    }

    private void copy(String name, String content) throws IOException {
        copy(name, content.getBytes(UTF_8));
    }

    private void copy(String name, byte[] content) throws IOException {
        copy(destination, name, content);
    }

    private static void copy(Destination to, String name, byte[] content) throws IOException {
        try (PendingFile pending = to.create(new RelativePath(name), new FileStamp(content.length, TIME))) {
            for (int from = 0; from < content.length; from += 261_120) {
                pending.append(ByteBuffer.wrap(content, from, Math.min(261_120, content.length - from)));
            }
            pending.publish();
        }
    }

    private String content(String name) throws IOException {
        return Files.readString(server.tree().resolve(name));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(4711).nextBytes(bytes);
        return bytes;
    }
}
