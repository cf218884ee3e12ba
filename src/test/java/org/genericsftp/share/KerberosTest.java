package org.genericsftp.share;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.share.KerberosAccount.Proof;
import org.genericsftp.testing.FileExceptionAssert;
import org.genericsftp.testing.FreePort;
import org.genericsftp.testing.KerberosRealm;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.SambaServer;
import org.genericsftp.testing.TcpProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A share that takes tickets only: a real KDC, and a Samba that refuses NTLM. */
class KerberosTest {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final String USER = "svc-copy";
    private static final String PRINCIPAL = USER + "@" + KerberosRealm.NAME;
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** On the port that DFS leads to. */
    private static final InetSocketAddress OTHER_SERVER = new InetSocketAddress("127.0.0.2", 445);

    private static final ShareSettings.Patience IMPATIENT =
            new ShareSettings.Patience(CONNECT, Duration.ofSeconds(2), Duration.ZERO);

    private static KerberosRealm realm;
    private static Path keytab;
    private static Path serverKeytab;
    private static SambaServer server;

    @BeforeAll
    static void start() {
        realm = OPENED.add(KerberosRealm.started());
        keytab = realm.keytab(USER, "+requires_preauth");
        serverKeytab = realm.keytab("cifs/localhost");
        server = OPENED.add(samba("ntlm auth = disabled"));
    }

    @AfterEach
    void asBefore() throws IOException {
        realm.stop();
        realm.writeConfiguration(realm.port());
        realm.start();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server max protocol = SMB3_11",
                "server max protocol = SMB3_00",
                "server max protocol = SMB2_10",
                "server signing = mandatory",
                "smb encrypt = required"
            })
    void copiesWithATicketWhateverTheServerInsistsOn(String option) throws Exception {
        try (SambaServer strict = samba("ntlm auth = disabled", option);
                ShareDestination share = share(strict, PRINCIPAL, new Proof.Keytab(keytab))) {
            copy(share, "a.txt", "with a ticket");

            assertThat(strict.tree().resolve("a.txt")).hasContent("with a ticket");
        }
    }

    @Test
    void usesTheTicketsThatSomethingElseRenews() throws Exception {
        Path cache = realm.ticket(keytab, USER);

        try (ShareDestination share = share(PRINCIPAL, new Proof.TicketCache(cache))) {
            copy(share, "cached.txt", "from the cache");
        }

        assertThat(server.tree().resolve("cached.txt")).hasContent("from the cache");
    }

    @Test
    void addsTheDefaultRealmToAName() throws Exception {
        try (ShareDestination share = share(USER, new Proof.Keytab(keytab))) {
            check(share);
        }
    }

    @Test
    void worksOnWhenTheTicketHasExpired() throws Exception {
        Path brief = realm.keytab("brief", "-maxlife 5sec");
        try (SambaServer mapped = samba("ntlm auth = disabled", "username map = " + mapping("brief"));
                ShareDestination share = share(mapped, "brief", new Proof.Keytab(brief))) {
            check(share);
            long before = realm.logins("brief");

            Instant end = Instant.now().plusSeconds(6);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> Instant.now().isAfter(end));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreException(FileException.class)
                    .untilAsserted(() -> copy(share, "later.txt", "with a new ticket"));

            assertThat(mapped.tree().resolve("later.txt")).hasContent("with a new ticket");
            assertThat(realm.logins("brief")).isGreaterThan(before);
        }
    }

    @Test
    void takesUpANewKeytab() throws Exception {
        Path renewed = realm.keytab("renewed", "+requires_preauth");
        realm.administer("cpw -randkey renewed");
        try (SambaServer mapped = samba("username map = " + mapping("renewed"))) {
            try (ShareDestination share = share(mapped, "renewed", new Proof.Keytab(renewed))) {
                assertFails(() -> check(share))
                        .with(ErrorCode.AUTHENTICATION_FAILED)
                        .forGood()
                        .saying("the keytab's key is not the account's any more", "make the keytab anew");
            }
            realm.administer("ktadd -norandkey -k " + renewed + " renewed");
            try (ShareDestination share = share(mapped, "renewed", new Proof.Keytab(renewed))) {
                check(share);
            }
        }
    }

    @Test
    void saysWhichKeytabCanNotBeUsed() throws Exception {
        Path garbage = Files.writeString(realm.path("garbage"), "no keytab");

        assertCheckFails("other@" + KerberosRealm.NAME, new Proof.Keytab(keytab))
                .with(ErrorCode.DESTINATION_UNAVAILABLE)
                .forGood()
                .saying("the keytab " + keytab + " has no key of other@PLANT.EXAMPLE", "klist -k");
        assertCheckFails(PRINCIPAL, new Proof.Keytab(garbage))
                .forGood()
                .saying(garbage + " has no key of " + PRINCIPAL);
        assertCheckFails(PRINCIPAL, new Proof.Keytab(realm.path("none")))
                .saying("there is no keytab " + realm.path("none"));
        assertCheckFails(PRINCIPAL, new Proof.Keytab(realm.path("."))).saying("can't be read");
    }

    @Test
    void saysWhatIsWrongWithACache() throws Exception {
        Path empty = Files.createFile(realm.path("empty"));
        Path expired = realm.ticket(realm.keytab("late"), "late", "-l", "1s");
        Instant end = Instant.now().plusSeconds(2);
        Awaitility.await().until(() -> Instant.now().isAfter(end));

        assertCheckFails(PRINCIPAL, new Proof.TicketCache(realm.path("none")))
                .forNow()
                .saying("there is no ticket cache " + realm.path("none"), "kinit -c");
        assertCheckFails(PRINCIPAL, new Proof.TicketCache(empty))
                .forNow()
                .saying("holds no ticket of it that is valid now");
        assertCheckFails("late", new Proof.TicketCache(expired)).forNow().saying("or has expired; get one with kinit");
    }

    @Test
    void saysThatTheAccountIsUnknownOrLocked() throws Exception {
        Path gone = realm.keytab("gone");
        realm.administer("delprinc -force gone");
        Path locked = realm.keytab("locked");
        realm.administer("modprinc -allow_tix locked");

        assertCheckFails("gone", new Proof.Keytab(gone))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying("the KDC knows no such principal");
        assertCheckFails("locked", new Proof.Keytab(locked)).forGood().saying("locked, or has expired");
    }

    @Test
    void saysThatTheServerHasNoAccountForTheTicket() throws Exception {
        assertCheckFails("stranger", new Proof.Keytab(realm.keytab("stranger")))
                .with(ErrorCode.AUTHENTICATION_FAILED)
                .forGood()
                .saying("the server refused the ticket: it has no account for it");
    }

    @Test
    void saysUnderWhichNameTheKdcDoesNotKnowTheServer() {
        ShareAddress address = new ShareAddress("127.0.0.1", server.port(), SambaServer.SHARE, List.of());
        try (ShareDestination share = share(address, PRINCIPAL, new Proof.Keytab(keytab), CONNECT)) {
            assertFails(() -> check(share))
                    .with(ErrorCode.DESTINATION_UNAVAILABLE)
                    .forGood()
                    .saying("the KDC knows no service cifs/127.0.0.1", "name the server as the realm does");
        }
    }

    @Test
    void saysThatThereIsNoSuchRealm() throws Exception {
        Path elsewhere = realm.path("elsewhere.keytab");
        realm.administer("addprinc -randkey nobody@OTHER.EXAMPLE");
        realm.administer("ktadd -norandkey -k " + elsewhere + " nobody@OTHER.EXAMPLE");
        assertCheckFails("nobody@OTHER.EXAMPLE", new Proof.Keytab(elsewhere))
                .with(ErrorCode.DESTINATION_UNAVAILABLE)
                .forGood()
                .saying("no KDC of the realm OTHER.EXAMPLE is known", "krb5.conf");
    }

    @Test
    void saysThatTheKdcIsAway() throws Exception {
        realm.writeConfiguration(FreePort.find());

        assertCheckFails(PRINCIPAL, new Proof.Keytab(keytab))
                .with(ErrorCode.DESTINATION_UNAVAILABLE)
                .forNow()
                .saying("no KDC of the realm PLANT.EXAMPLE can be reached");
    }

    @Test
    void waitsNoLongerForASilentKdcThanForAServer() throws Exception {
        try (TcpProxy silent = TcpProxy.to("127.0.0.1", realm.port());
                ShareDestination share =
                        share(address(server), PRINCIPAL, new Proof.Keytab(keytab), Duration.ofSeconds(2))) {
            silent.freeze();
            realm.writeConfiguration(silent.port());

            assertFails(() -> check(share))
                    .with(ErrorCode.DESTINATION_UNAVAILABLE)
                    .forNow()
                    .saying("no KDC of the realm PLANT.EXAMPLE has answered in time");
        }
    }

    @Test
    void keepsOneThreadWaitingForASilentKdcHoweverOftenItTries() throws Exception {
        try (TcpProxy silent = TcpProxy.to("127.0.0.1", realm.port());
                ShareDestination share =
                        share(address(server), PRINCIPAL, new Proof.Keytab(keytab), Duration.ofMillis(500))) {
            silent.freeze();
            realm.writeConfiguration(silent.port());
            for (int i = 0; i < 3; i++) {
                assertFails(() -> check(share)).saying("has answered in time");
            }

            assertThat(threadsAskingTheKdc()).isEqualTo(1);
        }
        awaitNobodyAskingTheKdc();
    }

    @Test
    void waitsNoLongerForASilentKdcWhereDfsLeadsToAnotherServer() throws Exception {
        Assumptions.assumeTrue(mayListenOn(OTHER_SERVER), "only root may listen where SMB does");
        try (SambaServer root = SambaServer.builder()
                        .kerberos(KerberosRealm.NAME, serverKeytab)
                        .option("ntlm auth = disabled")
                        .option("host msdfs = yes")
                        .shareOption("msdfs root = yes")
                        .start();
                TcpProxy other = TcpProxy.at(OTHER_SERVER, root.host(), root.port());
                TcpProxy kdc = TcpProxy.to("127.0.0.1", realm.port())) {
            Files.createSymbolicLink(root.tree().resolve("plant"), Path.of("msdfs:127.0.0.2\\other"));
            realm.writeConfiguration(kdc.port());
            other.watch(TcpProxy.Direction.TO_SERVER, () -> bytes -> kdc.freeze());
            ShareAddress linked = new ShareAddress("localhost", root.port(), SambaServer.SHARE, List.of("plant"));

            try (ShareDestination share = share(linked, PRINCIPAL, new Proof.Keytab(keytab), IMPATIENT)) {
                assertFails(() -> check(share))
                        .with(ErrorCode.DESTINATION_UNAVAILABLE)
                        .forNow()
                        .saying("no KDC of the realm PLANT.EXAMPLE has answered in time");
            }
            assertThat(other.bytes(TcpProxy.Direction.TO_SERVER)).isPositive();
        }
        awaitNobodyAskingTheKdc();
    }

    private static boolean mayListenOn(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Who waits for a KDC ends when its connections do. */
    private static void awaitNobodyAskingTheKdc() {
        Awaitility.await().until(() -> threadsAskingTheKdc() == 0);
    }

    private static long threadsAskingTheKdc() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("share-kerberos"))
                .count();
    }

    @Test
    void saysThatTheClocksDiffer() throws Exception {
        realm.stop();
        realm.startAhead(Duration.ofHours(1));

        assertCheckFails(PRINCIPAL, new Proof.Keytab(keytab))
                .with(ErrorCode.DESTINATION_UNAVAILABLE)
                .forNow()
                .saying("the clocks of this machine and of the KDC differ", "NTP");
    }

    @Test
    void saysThatAServerTakesNoPasswords() {
        try (ShareDestination share = new ShareDestination(
                ShareSettings.of(address(server), ShareAccount.of(server.username(), server.password())),
                Clock.systemUTC())) {
            assertFails(() -> check(share))
                    .with(ErrorCode.AUTHENTICATION_FAILED)
                    .forGood()
                    .saying("the server takes no passwords (NTLM)", "share-authentication: kerberos")
                    .notSaying(server.password());
        }
    }

    @Test
    void saysThatAServerTakesNoTickets() {
        try (SambaServer passwords = SambaServer.started();
                ShareDestination share = share(passwords, PRINCIPAL, new Proof.Keytab(keytab))) {
            assertFails(() -> check(share))
                    .with(ErrorCode.AUTHENTICATION_FAILED)
                    .forGood()
                    .saying("the server offers no Kerberos");
        }
    }

    private static FileExceptionAssert assertCheckFails(String principal, Proof proof) {
        try (ShareDestination share = share(principal, proof)) {
            return assertFails(() -> check(share));
        }
    }

    private static SambaServer samba(String... options) {
        SambaServer.Builder builder = SambaServer.builder().kerberos(KerberosRealm.NAME, serverKeytab);
        for (String option : options) {
            builder.option(option);
        }
        return builder.start();
    }

    private static Path mapping(String user) throws IOException {
        return Files.writeString(
                realm.path("users-" + user), System.getProperty("user.name") + " = WORKGROUP\\" + user + "\n");
    }

    private static ShareAddress address(SambaServer of) {
        return new ShareAddress("localhost", of.port(), SambaServer.SHARE, List.of());
    }

    private static ShareDestination share(String principal, Proof proof) {
        return share(server, principal, proof);
    }

    private static ShareDestination share(SambaServer on, String principal, Proof proof) {
        return share(address(on), principal, proof, CONNECT);
    }

    private static ShareDestination share(ShareAddress address, String principal, Proof proof, Duration connect) {
        return share(
                address, principal, proof, new ShareSettings.Patience(connect, Duration.ofSeconds(20), Duration.ZERO));
    }

    private static ShareDestination share(
            ShareAddress address, String principal, Proof proof, ShareSettings.Patience patience) {
        return new ShareDestination(
                new ShareSettings(
                        address,
                        new KerberosAccount(principal, proof),
                        true,
                        ShareSettings.Encryption.IF_OFFERED,
                        ShareNames.REFUSE,
                        ShareSettings.DEFAULT_LEFTOVER_AGE,
                        patience),
                Clock.systemUTC());
    }

    private static void check(ShareDestination share) throws FileException {
        FileException failure = share.check().failure();
        if (failure != null) {
            throw failure;
        }
    }

    private static void copy(ShareDestination to, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        try (PendingFile pending =
                to.create(new RelativePath(name), new FileStamp(bytes.length, Instant.parse("2026-11-01T10:00:00Z")))) {
            pending.append(ByteBuffer.wrap(bytes));
            pending.publish();
        }
    }
}
