package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.genericsftp.config.ConfigurationFiles.MINIMAL;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genericsftp.file.AllowedAfterwards;
import org.genericsftp.file.DataSize;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Verification;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.TimeFilter;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.job.JobSettings;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.local.Mode;
import org.genericsftp.local.Permissions;
import org.genericsftp.operator.OperatorSettings;
import org.genericsftp.request.FileRequest;
import org.genericsftp.serve.CancelBy;
import org.genericsftp.serve.ClientQueues;
import org.genericsftp.serve.ReplyQueues;
import org.genericsftp.serve.ServiceSettings;
import org.genericsftp.sftp.SftpSettings;
import org.genericsftp.share.KerberosAccount;
import org.genericsftp.share.KerberosAccount.Proof;
import org.genericsftp.share.PasswordAccount;
import org.genericsftp.share.ShareAddress;
import org.genericsftp.share.ShareNames;
import org.genericsftp.share.ShareSettings;
import org.genericsftp.ssh.SshSettings;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;
import org.genericsftp.ssh.Way;
import org.genericsftp.sync.QuietHours;
import org.genericsftp.sync.SyncCalendar;
import org.genericsftp.sync.SyncSettings;
import org.genericsftp.testing.PemPair;
import org.genericsftp.tls.CertificateFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReaderTest {
    private static final String FINGERPRINT = "SHA256:" + "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

    @TempDir
    private Path folder;

    private ConfigurationFiles files;

    @BeforeEach
    void setUp() {
        files = new ConfigurationFiles(folder);
    }

    @Test
    void givesEverythingElseADefault() throws ConfigurationException {
        Configuration configuration = files.read(MINIMAL);

        assertThat(configuration.broker()).isEmpty();
        assertThat(configuration.worker())
                .isEqualTo(new WorkerSettings("host-1/4711", Duration.ofSeconds(30), Duration.ofMinutes(10)));
        assertThat(configuration.clients())
                .containsExactly(new ClientConfiguration(
                        "plant-a",
                        new SftpSettings(
                                new SshSettings(
                                        new SshSettings.Endpoint("sftp.example.net", 22),
                                        "dataminer",
                                        new Authentication.Password("s3cret"),
                                        new HostKeyTrust.KnownHosts(folder.resolve("known_hosts")),
                                        SshSettings.Timing.DEFAULT),
                                "/outgoing",
                                StandardCharsets.UTF_8,
                                true,
                                SftpSettings.Limits.DEFAULT,
                                SftpSettings.Timing.DEFAULT,
                                SftpSettings.Server.UNKNOWN),
                        new DestinationSettings.Local(
                                new LocalSettings(Path.of("/data/plant-a"), true, 8, Duration.ofDays(1)),
                                Duration.ofMinutes(2)),
                        JobSettings.of("plant-a"),
                        new SyncSettings("plant-a", null, FileRequest.EVERYTHING),
                        ServiceSettings.of("plant-a"),
                        false));
    }

    @Test
    void readsTheOperatorPage() throws Exception {
        PemPair.make(Files.createDirectory(folder.resolve("tls")), "server", "EC");
        assertThat(files.read(ConfigurationFiles.MINIMAL).operator()).isEmpty();
        assertThat(files.read("operator: { port: 8080 }\n" + ConfigurationFiles.MINIMAL)
                        .operator())
                .contains(new OperatorSettings(InetAddress.getLoopbackAddress(), 8080, null, Set.of(), true, null));
        assertThat(files.read("""
                        operator:
                          port: 8443
                          address: 0.0.0.0
                          token: ${TOKEN}
                          hosts: a.example, b.example
                          editing: false
                          certificate: tls/server.pem
                          private-key: tls/server.key
                        """ + ConfigurationFiles.MINIMAL, Map.of("TOKEN", "s3cret-token"))
                        .operator())
                .hasValueSatisfying(operator -> {
                    assertThat(operator.address().isAnyLocalAddress()).isTrue();
                    assertThat(operator.token()).isEqualTo("s3cret-token");
                    assertThat(operator.hosts()).containsExactlyInAnyOrder("a.example", "b.example");
                    assertThat(operator.editing()).isFalse();
                    assertThat(operator.tls())
                            .isEqualTo(new CertificateFiles(
                                    folder.resolve("tls/server.pem"), folder.resolve("tls/server.key")));
                    assertThat(operator.toString()).doesNotContain("s3cret");
                });
    }

    private List<String> errorsOfTls(Path certificate, Path privateKey) {
        return files.errorsOf("""
                operator:
                  port: 8443
                  certificate: %s
                  private-key: %s
                """.formatted(certificate, privateKey) + ConfigurationFiles.MINIMAL);
    }

    @Test
    void namesTheFileThatCanNotBeUsedForHttps() throws Exception {
        PemPair one = PemPair.make(folder, "one", "EC");
        PemPair other = PemPair.make(folder, "other", "EC");
        Path missing = folder.resolve("missing");

        assertThat(errorsOfTls(one.certificateFile(), one.privateKeyFile())).isEmpty();
        assertThat(errorsOfTls(missing, missing))
                .containsExactly(
                        "worker.yaml:3:3: operator.certificate: the file " + missing + " does not exist",
                        "worker.yaml:4:3: operator.private-key: the file " + missing + " does not exist");
        assertThat(errorsOfTls(one.privateKeyFile(), one.privateKeyFile()))
                .containsExactly("worker.yaml:3:3: operator.certificate: the file " + one.privateKeyFile()
                        + " holds no certificate in PEM");
        assertThat(errorsOfTls(one.certificateFile(), other.privateKeyFile()))
                .containsExactly("worker.yaml:4:3: operator.private-key: the file " + other.privateKeyFile()
                        + " is not the key of the first certificate");
    }

    @Test
    void servesNoPageToOthersWithoutAToken() {
        assertThat(files.errorsOf("operator: { port: 8080, address: 0.0.0.0 }\n" + ConfigurationFiles.MINIMAL))
                .containsExactly(
                        "worker.yaml:1:11: operator.token: is missing: others can reach the address, which is not loopback");
        assertThat(files.errorsOf("operator: { port: 8080, address: example.net, token: short, certificate: x }\n"
                        + ConfigurationFiles.MINIMAL))
                .containsExactly(
                        "worker.yaml:1:34: operator.address: expected an IP address, or localhost, found \"example.net\"",
                        "worker.yaml:1:54: operator.token: expected a text of 8 characters or more, without spaces, found something else",
                        "worker.yaml:1:61: operator.certificate: needs private-key, which is missing");
    }

    @Test
    void readsEveryKey() throws ConfigurationException {
        Configuration configuration = files.read("""
                broker:
                  url: failover:(tcp://localhost:61616,ssl://other:61617)?randomize=false
                  username: worker
                  password: ${BROKER_PASSWORD}
                  connect-timeout: 1s
                  request-timeout: 2m
                  send-timeout: 3s
                worker:
                  name: worker-7
                  shutdown-grace: 1m
                  change-grace: 1h
                sftp-clients:
                  plant-a:
                    host: "2001:db8::1"
                    port: ${PORT:-2222}
                    username: 0123
                    key-pair-path: keys/id_ed25519
                    key-pair-passphrase: "with $${braces}"
                    host-key: %s
                    source-directory: outgoing
                    destination-directory: data
                    automatic-sync: 15m
                    quiet-hours: SAT-SUN 22:00-06:00 Europe/Brussels
                    sync-filter: { directory: cmts/north, fileTime: { within: 1d }, growing: true }
                    durable: false
                    leftover-age: 2h
                    settle-time: 10s
                    verify: server-if-offered
                    retry-for: 0
                    connect-timeout: 1s
                    stall-timeout: 2s
                    keep-alive: 3s
                    idle-timeout: 4s
                    max-sessions: 1
                    max-entries: 5000000000
                    max-depth: 3
                    follow-links: false
                    file-name-encoding: ISO-8859-1
                    max-open-files: 8
                    max-read-bytes: 32768
                    reliable-handles: false
                    requests-in-order: true
                    fstat: false
                    lstat: true
                    readlink: false
                    handlers: 2
                    filter-budget: 20s
                    max-deliveries: 5
                    max-requests-per-minute: 100
                    cancel-by: anyone
                    reply-details: true
                    inline-limit: 16KiB
                    max-wait: 30m
                    max-waiting: 500
                    max-lease: 3h
                    max-subscriptions: 40
                    reply-time-to-live: 2d
                    reply-retry: 7s
                    reply-retry-full: 8s
                    reply-queues: billing.* !*.DLQ
                    invalid-keep: 50
                    local-writers: 3
                    local-timeout: 50s
                    file-mode: 0640
                    directory-mode: "750"
                    group: readers
                    queues:
                      requests: a
                      sync: b
                      control: c
                      events: d
                      invalid: e
                      waiting: f
                      arrivals: g
                """.formatted(FINGERPRINT), Map.of("BROKER_PASSWORD", "tiger"));

        assertThat(configuration.broker())
                .contains(new BrokerSettings(
                        "failover:(tcp://localhost:61616,ssl://other:61617)?randomize=false",
                        "worker",
                        "tiger",
                        new BrokerSettings.Timing(
                                Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofSeconds(3))));
        assertThat(configuration.worker())
                .isEqualTo(new WorkerSettings("worker-7", Duration.ofMinutes(1), Duration.ofHours(1)));
        assertThat(configuration.clients())
                .containsExactly(new ClientConfiguration(
                        "plant-a",
                        new SftpSettings(
                                new SshSettings(
                                        new SshSettings.Endpoint("2001:db8::1", 2222),
                                        "0123",
                                        new Authentication.KeyPair(folder.resolve("keys/id_ed25519"), "with ${braces}"),
                                        new HostKeyTrust.Fingerprint(FINGERPRINT),
                                        new SshSettings.Timing(Duration.ofSeconds(1), Duration.ofSeconds(3))),
                                "outgoing",
                                StandardCharsets.ISO_8859_1,
                                false,
                                new SftpSettings.Limits(1, 5_000_000_000L, 3),
                                new SftpSettings.Timing(Duration.ofSeconds(2), Duration.ofSeconds(4)),
                                new SftpSettings.Server(8, 32_768, false, true, false, true, false)),
                        new DestinationSettings.Local(
                                new LocalSettings(folder.resolve("data"), false, 3, Duration.ofHours(2))
                                        .withPermissions(new Permissions(new Mode(0640), new Mode(0750), "readers")),
                                Duration.ofSeconds(50)),
                        new JobSettings(
                                "plant-a",
                                Duration.ofSeconds(10),
                                Duration.ZERO,
                                Verification.SERVER_IF_OFFERED,
                                Duration.ofSeconds(20)),
                        new SyncSettings(
                                "plant-a",
                                Duration.ofMinutes(15),
                                null,
                                false,
                                QuietHours.parse("SAT,SUN 22:00-06:00 Europe/Brussels")
                                        .orElseThrow(),
                                FileRequest.EVERYTHING
                                        .withFilter(FileFilter.EVERYTHING.withTimes(
                                                new TimeFilter.Within(Duration.ofDays(1))))
                                        .withDirectory(new RelativePath("cmts/north"))
                                        .withGrowing(true)),
                        new ServiceSettings(
                                "plant-a",
                                new ClientQueues("a", "b", "c", "d", "e", "f", "g"),
                                2,
                                5,
                                100,
                                CancelBy.ANYONE,
                                true,
                                new DataSize(16 << 10),
                                Duration.ofMinutes(30),
                                500,
                                Duration.ofHours(3),
                                40,
                                AllowedAfterwards.NONE,
                                Duration.ofDays(2),
                                Duration.ofSeconds(7),
                                Duration.ofSeconds(8),
                                ReplyQueues.parse("billing.* !*.DLQ").orElseThrow(),
                                50),
                        false));
    }

    @Test
    void givesTheBrokersTimeLimitsADefault() throws ConfigurationException {
        Configuration configuration = files.read("broker: { url: 'tcp://localhost:61616' }\n" + MINIMAL);

        assertThat(configuration.broker()).contains(new BrokerSettings("tcp://localhost:61616", null, null));
    }

    @Test
    void readsNotAvailableInAnyCaseAsNoAutomaticSync() throws ConfigurationException {
        for (String never : new String[] {"n/a", "N/A", "N/a"}) {
            Configuration configuration = files.read(MINIMAL + "    automatic-sync: " + never + "\n");
            assertThat(configuration.clients().get(0).sync().interval()).isNull();
        }
    }

    @Test
    void readsACalendarOfAutomaticSyncs() throws ConfigurationException {
        String text = "0 */15 6-22 * * MON-FRI Europe/Brussels";
        SyncSettings sync = files.read(MINIMAL + "    automatic-sync: " + text + "\n    sync-at-start: true\n")
                .clients()
                .get(0)
                .sync();
        assertThat(sync.interval()).isNull();
        assertThat(sync.calendar()).hasToString(text);
        assertThat(sync.atStart()).isTrue();
    }

    @Test
    void tellsEverythingThatIsWrongAtOnceInTheOrderOfTheFile() {
        assertThat(files.errorsOf("""
                broker:
                  urll: tcp://localhost:61616
                dashboard:
                  port: 8080
                sftp-clients:
                  plant-a:
                    host: sftp.example.net
                    port: abc
                    userName: dataminer
                    source-directory: [a]
                    destination-directory:
                    automatic-sync: sometimes
                    max-sessions: 0
                    durable: yes
                  Plant_B: nothing
                """))
                .containsExactly(
                        "worker.yaml:2:3: broker.urll: is not a known key; did you mean \"url\"?",
                        "worker.yaml:3:1: dashboard: is not a known key",
                        "worker.yaml:7:5: sftp-clients.plant-a.password: is missing: give password or key-pair-path",
                        "worker.yaml:7:5: sftp-clients.plant-a.known-hosts: is missing: give known-hosts or host-key",
                        "worker.yaml:8:11: sftp-clients.plant-a.port:"
                                + " expected a whole number from 1 to 65535, found \"abc\"",
                        "worker.yaml:9:5: sftp-clients.plant-a.userName:"
                                + " is not a known key; did you mean \"username\"?",
                        "worker.yaml:10:23: sftp-clients.plant-a.source-directory: expected a text, found a list",
                        "worker.yaml:11:27: sftp-clients.plant-a.destination-directory:"
                                + " expected a directory, found nothing",
                        "worker.yaml:12:21: sftp-clients.plant-a.automatic-sync: expected a duration such as"
                                + " 30s, 15m, 1h30m, 2d or PT15M of at least 1s, " + SyncCalendar.EXPECTATION
                                + ", or n/a, found \"sometimes\"",
                        "worker.yaml:13:19: sftp-clients.plant-a.max-sessions:"
                                + " expected a whole number from 1 to 64, found \"0\"",
                        "worker.yaml:14:14: sftp-clients.plant-a.durable: expected true or false, found \"yes\"",
                        "worker.yaml:15:3: sftp-clients.Plant_B:"
                                + " a client's name is made of a-z, 0-9 and -, at most 100 of them",
                        "worker.yaml:15:12: sftp-clients.Plant_B: expected keys with values, found a single value");
    }

    @Test
    void saysOfAMisspeltKeyWhatWasMeantAndNotThatThisIsMissing() {
        assertThat(files.errorsOf(
                        MINIMAL.replace("host:", "hots:").replace("password:", "pasword:") + "    prot: 22\n"))
                .containsExactly(
                        "worker.yaml:3:5: sftp-clients.plant-a.hots: is not a known key; did you mean \"host\"?",
                        "worker.yaml:5:5: sftp-clients.plant-a.pasword: is not a known key; did you mean \"password\"?",
                        "worker.yaml:9:5: sftp-clients.plant-a.prot: is not a known key; did you mean \"port\"?");
    }

    @Test
    void leavesToBeFoundOutWhatItIsNotToldOfTheServer() throws ConfigurationException {
        Configuration configuration = files.read(MINIMAL + "    fstat: false\n");

        assertThat(configuration.clients().get(0).source().server())
                .isEqualTo(new SftpSettings.Server(null, null, null, null, false, null, null));
    }

    @Test
    void refusesWhatNoServerIsLike() {
        assertThat(files.errorsOf(MINIMAL + """
                    max-open-files: 0
                    max-read-bytes: 4095
                    reliable-handles: n/a
                """))
                .containsExactly(
                        "worker.yaml:9:21: sftp-clients.plant-a.max-open-files:"
                                + " expected a whole number from 1 to 1000, found \"0\"",
                        "worker.yaml:10:21: sftp-clients.plant-a.max-read-bytes:"
                                + " expected a whole number from 4096 to 261120, found \"4095\"",
                        "worker.yaml:11:23: sftp-clients.plant-a.reliable-handles:"
                                + " expected true or false, found \"n/a\"");
    }

    @Test
    void refusesASecondValueForTheSameKey() {
        assertThat(files.errorsOf(MINIMAL + "    port: 1\n    port: 2\n"))
                .containsExactly("worker.yaml:10:5: sftp-clients.plant-a.port: stands here twice, first in line 9");
    }

    @Test
    void takesAKeyAndAPasswordAndAnswersForServersThatWantThemAll() throws ConfigurationException {
        Configuration configuration = files.read(MINIMAL + """
                    key-pair-path: id_rsa
                    key-pair-passphrase: p
                    key-pair-certificate-path: id_rsa-2026-cert.pub
                    answers:
                      "Employee number:": "4711"
                      Colour*: ${COLOUR}
                """, Map.of("COLOUR", "blue"));
        Authentication authentication =
                configuration.clients().get(0).source().ssh().authentication();
        assertThat(authentication)
                .isEqualTo(new Authentication.Several(
                        new Authentication.KeyPair(
                                folder.resolve("id_rsa"), "p", folder.resolve("id_rsa-2026-cert.pub")),
                        new Authentication.Password("s3cret"),
                        List.of(
                                new SshSettings.Answer("Employee number:", "4711"),
                                new SshSettings.Answer("Colour*", "blue"))));
        assertThat(authentication.toString()).doesNotContain("4711", "blue", "s3cret");
        assertThat(configuration.settings().of("plant-a").orElseThrow().settings())
                .filteredOn(setting -> setting.key().equals("answers"))
                .singleElement()
                .satisfies(setting -> assertThat(setting.value()).isNull());
    }

    @Test
    void takesSeveralHostKeysOrNewOnes() throws ConfigurationException {
        String other = FINGERPRINT.replace('0', '1');
        assertThat(trust(
                        MINIMAL.replace("known-hosts: known_hosts", "host-key: %s=, %s".formatted(FINGERPRINT, other))))
                .isEqualTo(new HostKeyTrust.Fingerprint(List.of(FINGERPRINT, other)));
        assertThat(trust(MINIMAL + "    host-key: accept-new\n"))
                .isEqualTo(new HostKeyTrust.AcceptNew(folder.resolve("known_hosts")));
        assertThat(files.errorsOf(MINIMAL.replace("known-hosts: known_hosts", "host-key: accept-new")))
                .singleElement()
                .asString()
                .endsWith("host-key: accept-new needs known-hosts, the file that new keys are written into");
        assertThat(files.errorsOf(MINIMAL.replace("known-hosts: known_hosts", "host-key: SHA256:short")))
                .singleElement()
                .asString()
                .contains("expected fingerprints such as ssh-keygen -l prints");
    }

    private HostKeyTrust trust(String yaml) throws ConfigurationException {
        return files.read(yaml).clients().get(0).source().ssh().hostKeyTrust();
    }

    private Way way(String yaml) throws ConfigurationException {
        return files.read(yaml).clients().get(0).source().ssh().way();
    }

    @Test
    void goesThroughAProxy() throws ConfigurationException {
        assertThat(way(MINIMAL)).isEqualTo(Way.STRAIGHT);
        assertThat(way(MINIMAL + "    proxy: http://[::1]:3128\n"))
                .isEqualTo(
                        new Way(new Way.Proxy(Way.Protocol.HTTP, new SshSettings.Endpoint("::1", 3128), null), null));
        Way withLogin = way(MINIMAL + """
                    proxy: socks5://proxy:1080
                    proxy-username: ann
                    proxy-password: canary
                """);
        assertThat(withLogin)
                .isEqualTo(new Way(
                        new Way.Proxy(
                                Way.Protocol.SOCKS5,
                                new SshSettings.Endpoint("proxy", 1080),
                                new Way.ProxyLogin("ann", "canary")),
                        null));
        assertThat(withLogin.toString()).doesNotContain("canary");
    }

    @Test
    void goesThroughAJumpHostWithTheKeyAndTheHostKeysOfTheClient() throws ConfigurationException {
        Authentication.KeyPair key = new Authentication.KeyPair(folder.resolve("id"), null);
        HostKeyTrust known = new HostKeyTrust.KnownHosts(folder.resolve("known_hosts"));
        assertThat(way(MINIMAL + "    key-pair-path: id\n    jump-host: hop@bastion:2222\n"))
                .isEqualTo(
                        new Way(null, new Way.JumpHost(new SshSettings.Endpoint("bastion", 2222), "hop", key, known)));
        assertThat(way(MINIMAL.replace("known-hosts: known_hosts", "host-key: " + FINGERPRINT) + """
                    jump-host: bastion
                    jump-password: canary
                    jump-key-pair-path: id
                    jump-known-hosts: known_hosts
                """))
                .isEqualTo(new Way(
                        null,
                        new Way.JumpHost(
                                new SshSettings.Endpoint("bastion", 22),
                                "dataminer",
                                new Authentication.Several(key, new Authentication.Password("canary"), List.of()),
                                known)));
    }

    @Test
    void goesThroughSeveralJumpHostsOneAfterTheOther() throws ConfigurationException {
        Authentication.KeyPair key = new Authentication.KeyPair(folder.resolve("id"), null);
        HostKeyTrust known = new HostKeyTrust.KnownHosts(folder.resolve("known_hosts"));
        Way.JumpHost first = new Way.JumpHost(new SshSettings.Endpoint("gate", 22), "hop", key, known);
        assertThat(way(MINIMAL + "    jump-key-pair-path: id\n    jump-host: hop@gate, [::1]:2222\n"))
                .isEqualTo(new Way(
                        null, new Way.JumpHost(new SshSettings.Endpoint("::1", 2222), "dataminer", key, known, first)));
        assertThat(files.errorsOf(MINIMAL + "    jump-host: gate,bastion\n    jump-password: canary\n"))
                .singleElement()
                .asString()
                .contains("jump-password: can't be given for several jump hosts")
                .doesNotContain("canary");
        assertThat(files.errorsOf(MINIMAL + "    jump-key-pair-path: id\n    jump-host: gate,\n"))
                .singleElement()
                .asString()
                .contains("jump-host: expected [user@]host[:port], or several with commas between them");
    }

    @Test
    void refusesAProxyOrAJumpHostThatIsNotWhole() {
        String noTrust = MINIMAL.replace("known-hosts: known_hosts", "host-key: " + FINGERPRINT);
        assertThat(files.errorsOf(noTrust + """
                    proxy: https://proxy:3128
                    proxy-username: ann
                    jump-host: bastion
                    jump-username: hop
                    jump-key-pair-passphrase: p
                """))
                .containsExactlyInAnyOrder(
                        "worker.yaml:9:12: sftp-clients.plant-a.proxy: expected socks5://host:port or http://host:port,"
                                + " found \"https://proxy:3128\"",
                        "worker.yaml:3:5: sftp-clients.plant-a.proxy-password: is missing:"
                                + " a login has proxy-username and proxy-password",
                        "worker.yaml:3:5: sftp-clients.plant-a.jump-password: is missing:"
                                + " give jump-password or jump-key-pair-path",
                        "worker.yaml:13:5: sftp-clients.plant-a.jump-key-pair-passphrase:"
                                + " needs jump-key-pair-path, which is missing",
                        "worker.yaml:3:5: sftp-clients.plant-a.jump-known-hosts: is missing:"
                                + " give jump-known-hosts or jump-host-key");
        assertThat(files.errorsOf(MINIMAL + "    proxy-username: a:b\n    proxy-password: p\n    jump-username: hop\n"))
                .containsExactlyInAnyOrder(
                        "worker.yaml:9:5: sftp-clients.plant-a.proxy-username: needs proxy, which is missing",
                        "worker.yaml:9:5: sftp-clients.plant-a.proxy-username:"
                                + " has a colon, which ends the name in HTTP (RFC 7617)",
                        "worker.yaml:10:5: sftp-clients.plant-a.proxy-password: needs proxy, which is missing",
                        "worker.yaml:11:5: sftp-clients.plant-a.jump-username: needs jump-host, which is missing");
    }

    @Test
    void refusesAnswersToEverythingAndShowsNone() {
        assertThat(files.errorsOf(MINIMAL + """
                    answers:
                      '* ': canary
                      Colour: [canary]
                """))
                .containsExactlyInAnyOrder(
                        "worker.yaml:9:5: sftp-clients.plant-a.answers: has an answer to every question: name the question",
                        "worker.yaml:11:15: sftp-clients.plant-a.answers.Colour: expected a text, which is the answer, found a list");
    }

    @Test
    void refusesKeysThatContradictEachOther() {
        assertThat(files.errorsOf(MINIMAL + """
                    host-key: %s
                    system-username: svc
                    system-password: s3cret
                """.formatted(FINGERPRINT)))
                .containsExactly(
                        "worker.yaml:9:5: sftp-clients.plant-a.host-key:"
                                + " can't stand beside known-hosts: give one of them",
                        "worker.yaml:10:5: sftp-clients.plant-a.system-username:"
                                + " is for a remote share, but destination-directory is a local directory",
                        "worker.yaml:11:5: sftp-clients.plant-a.system-password:"
                                + " is for a remote share, but destination-directory is a local directory");
    }

    @Test
    void refusesAPassphraseWithoutAKey() {
        assertThat(files.errorsOf(MINIMAL + "    key-pair-passphrase: s3cret\n"))
                .containsExactly("worker.yaml:9:5: sftp-clients.plant-a.key-pair-passphrase:"
                        + " needs key-pair-path, which is missing");
    }

    @Test
    void refusesABrokerPasswordWithoutAUsername() {
        assertThat(files.errorsOf("broker:\n  url: tcp://localhost:61616\n  password: s3cret\n" + MINIMAL))
                .containsExactly("worker.yaml:3:3: broker.password: needs username, which is missing");
    }

    @Test
    void readsARemoteShare() throws ConfigurationException {
        for (String share :
                new String[] {"\\\\files\\data\\in\\a", "smb://files/data/in/a", "SMB://files:445/data/in/a"}) {
            assertThat(destination(share, "system-username: PLANT\\svc", "system-password: s3cret"))
                    .isEqualTo(new DestinationSettings.Share(ShareSettings.of(
                            new ShareAddress("files", 445, "data", List.of("in", "a")),
                            new PasswordAccount("svc", "PLANT", "s3cret"))));
        }
    }

    @Test
    void readsEveryKeyOfARemoteShare() throws ConfigurationException {
        assertThat(destination(
                        "smb://files:4450/data",
                        "system-username: svc@plant.example",
                        "system-password: s3cret",
                        "durable: false",
                        "leftover-age: 1s",
                        "share-encryption: required",
                        "share-names: map",
                        "share-connect-timeout: 1s",
                        "share-timeout: 2s",
                        "share-in-use-timeout: 0s"))
                .isEqualTo(new DestinationSettings.Share(new ShareSettings(
                        new ShareAddress("files", 4450, "data", List.of()),
                        new PasswordAccount("svc@plant.example", "", "s3cret"),
                        false,
                        ShareSettings.Encryption.REQUIRED,
                        ShareNames.MAP,
                        Duration.ofSeconds(1),
                        new ShareSettings.Patience(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ZERO))));
    }

    @Test
    void readsAShareThatIsLoggedInToWithATicket() throws ConfigurationException {
        ShareAddress address = new ShareAddress("files", 445, "data", List.of());
        String kerberos = "share-authentication: kerberos";

        assertThat(destination("smb://files/data", "system-username: svc@PLANT", kerberos, "share-keytab: /keys/svc"))
                .isEqualTo(share(address, new Proof.Keytab(Path.of("/keys/svc"))));
        assertThat(destination(
                        "smb://files/data", "system-username: svc@PLANT", kerberos, "share-ticket-cache: /run/svc"))
                .isEqualTo(share(address, new Proof.TicketCache(Path.of("/run/svc"))));
        assertThat(destination("smb://files/data", "system-username: svc@PLANT", kerberos))
                .isEqualTo(share(address, new Proof.TicketCache(null)));
    }

    private static DestinationSettings share(ShareAddress address, Proof proof) {
        return new DestinationSettings.Share(ShareSettings.of(address, new KerberosAccount("svc@PLANT", proof)));
    }

    @Test
    void refusesPasswordsBesideTicketsAndTicketsBesidePasswords() {
        String share = MINIMAL.replace("/data/plant-a", "smb://files/data");

        assertThat(files.errorsOf(share + "    system-username: PLANT\\svc\n    share-authentication: kerberos\n"
                        + "    system-password: s3cret\n    share-keytab: a\n    share-ticket-cache: b\n"))
                .containsExactly(
                        "worker.yaml:9:5: sftp-clients.plant-a.system-username: is wrong. A user name for Kerberos is"
                                + " written user@REALM, with the realm as it is spelt (most in capitals), or user where"
                                + " krb5.conf has a default realm",
                        "worker.yaml:11:5: sftp-clients.plant-a.system-password: does not go with"
                                + " share-authentication: kerberos",
                        "worker.yaml:13:5: sftp-clients.plant-a.share-ticket-cache: can't be given beside share-keytab");
        assertThat(files.errorsOf(
                        share + "    system-username: svc\n    system-password: s3cret\n    share-keytab: a\n"))
                .containsExactly("worker.yaml:11:5: sftp-clients.plant-a.share-keytab: does not go with"
                        + " share-authentication: ntlm");
    }

    private DestinationSettings destination(String directory, String... lines) throws ConfigurationException {
        String keys = Stream.of(lines).map(line -> "    " + line + "\n").collect(Collectors.joining());
        return files.read(MINIMAL.replace("/data/plant-a", directory) + keys)
                .clients()
                .get(0)
                .destination();
    }

    @Test
    void refusesARemoteShareWithoutAnAccount() {
        assertThat(files.errorsOf(MINIMAL.replace("/data/plant-a", "smb://files/data") + "    local-writers: 3\n"))
                .containsExactly(
                        "worker.yaml:3:5: sftp-clients.plant-a.system-username:"
                                + " is missing: destination-directory is a share",
                        "worker.yaml:3:5: sftp-clients.plant-a.system-password:"
                                + " is missing: destination-directory is a share",
                        "worker.yaml:9:5: sftp-clients.plant-a.local-writers:"
                                + " is for a local directory, but destination-directory is a share");
    }

    @Test
    void refusesModesAndAGroupForARemoteShare() {
        assertThat(files.errorsOf(MINIMAL.replace("/data/plant-a", "smb://files/data")
                        + "    system-username: svc\n    system-password: s3cret\n"
                        + "    file-mode: 0640\n    directory-mode: 0750\n    group: readers\n"))
                .hasSize(3)
                .allMatch(error -> error.endsWith(" is for a local directory, but destination-directory is a share"));
    }

    @Test
    void refusesAGroupWithoutModes() {
        for (String modes : List.of("", "    file-mode: 0640\n", "    directory-mode: 0750\n")) {
            assertThat(files.errorsOf(MINIMAL + modes + "    group: readers\n"))
                    .singleElement()
                    .asString()
                    .endsWith("plant-a.group: needs file-mode and directory-mode beside it");
        }
    }

    @Test
    void refusesModesThatLockTheWorkerOut() {
        assertThat(files.errorsOf(MINIMAL + "    file-mode: 0240\n    directory-mode: 0650\n    group: a/b\n"))
                .containsExactly(
                        "worker.yaml:9:16: sftp-clients.plant-a.file-mode: expected a mode such as 0640, three octal"
                                + " digits that let the owner read, found \"0240\"",
                        "worker.yaml:10:21: sftp-clients.plant-a.directory-mode: expected a mode such as 0750, three octal"
                                + " digits that let the owner do everything, found \"0650\"",
                        "worker.yaml:11:12: sftp-clients.plant-a.group: expected the name of a group, found \"a/b\"");
        assertThat(files.errorsOf(MINIMAL + "    file-mode: 02640\n")).hasSize(1);
        assertThat(files.errorsOf(MINIMAL + "    file-mode: u=rw\n")).hasSize(1);
    }

    @Test
    void refusesARemoteShareThatIsNone() {
        assertThat(files.errorsOf(MINIMAL.replace("/data/plant-a", "smb://files")
                        + "    system-username: \\svc\n    system-password: s3cret\n"))
                .containsExactly(
                        "worker.yaml:8:5: sftp-clients.plant-a.destination-directory: is wrong."
                                + " \"smb://files\" is not the address of a share: it names no share",
                        "worker.yaml:9:5: sftp-clients.plant-a.system-username: is wrong."
                                + " The user name of a share is written user, DOMAIN\\user or user@domain");
    }

    @Test
    void tellsOfAWrongValueForTheDestinationBesideAGoodOne() {
        String local = MINIMAL + "    durable: yes\n";
        String share = local.replace("/data/plant-a", "smb://files/data")
                + "    system-username: svc\n    system-password: s3cret\n";

        for (String text : new String[] {local, share}) {
            assertThat(files.errorsOf(text))
                    .containsExactly("worker.yaml:9:14: sftp-clients.plant-a.durable:"
                            + " expected true or false, found \"yes\"");
        }
    }

    @Test
    void refusesALeftoverAgeThatNoCopyIsShorterThan() {
        assertThat(files.errorsOf(MINIMAL + "    leftover-age: 999ms\n"))
                .containsExactly("worker.yaml:9:19: sftp-clients.plant-a.leftover-age: expected a duration such as"
                        + " 30s, 15m, 1h30m, 2d or PT15M, from 1s to 365d, found \"999ms\"");
    }

    @Test
    void refusesAHostWithItsPort() {
        assertThat(files.errorsOf(MINIMAL.replace("sftp.example.net", "sftp.example.net:22")))
                .containsExactly("worker.yaml:3:11: sftp-clients.plant-a.host:"
                        + " expected a host name or an IP address, without a port, found \"sftp.example.net:22\"");
    }

    @Test
    void refusesAFingerprintOfAnotherKind() {
        assertThat(files.errorsOf(MINIMAL.replace("known-hosts: known_hosts", "host-key: MD5:00:11")))
                .containsExactly(
                        "worker.yaml:6:15: sftp-clients.plant-a.host-key: expected fingerprints such as"
                                + " ssh-keygen -l prints, SHA256:…, with commas between them, or accept-new, found \"MD5:00:11\"");
    }

    @Test
    void refusesQueuesThatMeanMoreThanOneQueue() {
        for (String name :
                new String[] {"a,b", "a.*", "a.>", "queue://a", "a?consumer.prefetchSize=1", "ActiveMQ.DLQ"}) {
            assertThat(files.errorsOf(MINIMAL + "    queues: { requests: \"" + name + "\" }\n"))
                    .containsExactly("worker.yaml:9:25: sftp-clients.plant-a.queues.requests: expected a name of"
                            + " letters, digits and . _ - / that does not begin with ActiveMQ., found \"" + name
                            + "\"");
        }
    }

    @Test
    void refusesOneQueueForTwoUses() {
        String second = MINIMAL.replace("sftp-clients:\n", "").replace("plant-a:", "plant-b:");

        assertThat(files.errorsOf(
                        MINIMAL + "    queues: { sync: both }\n" + second + "    queues: { requests: both }\n"))
                .containsExactly("worker.yaml:10:3: sftp-clients.plant-b.queues.requests:"
                        + " is \"both\", as is sftp-clients.plant-a.queues.sync");
    }

    @Test
    void requiresAClient() {
        assertThat(files.errorsOf("broker: { url: 'tcp://localhost:61616' }"))
                .containsExactly(
                        "worker.yaml:1:1: sftp-clients: must name one client at least, or clients.d beside the file must");
        assertThat(files.errorsOf("sftp-clients: {}"))
                .containsExactly(
                        "worker.yaml:1:1: sftp-clients: must name one client at least, or clients.d beside the file must");
    }

    @Test
    void namesTheKeyWhoseVariableIsNotSet() {
        assertThat(files.errorsOf(MINIMAL.replace("s3cret", "${PLANT_A_PASSWORD}")))
                .containsExactly("worker.yaml:5:15: sftp-clients.plant-a.password:"
                        + " the environment variable PLANT_A_PASSWORD is not set");
    }

    @Test
    void tellsWhichVariableHoldsAnEmptyText() {
        assertThat(files.errorsOf(MINIMAL.replace("s3cret", "${PLANT_A_PASSWORD}"), Map.of("PLANT_A_PASSWORD", "")))
                .containsExactly("worker.yaml:5:15: sftp-clients.plant-a.password:"
                        + " expected a text, found an empty text in ${PLANT_A_PASSWORD}");
    }

    @Test
    void saysThatTheFileIsNotThere() {
        Path missing = folder.resolve("missing.yaml");

        assertThatThrownBy(() -> ConfigurationReader.read(missing, Map.of(), "worker"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(missing + ": does not exist");
    }

    @Test
    void requiresABrokerOnlyWhereOneIsNeeded() throws ConfigurationException {
        Configuration configuration = files.read(MINIMAL);

        assertThatThrownBy(configuration::requireBroker)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(folder.resolve("worker.yaml") + ": broker: is missing, and the worker needs one");
    }
}
