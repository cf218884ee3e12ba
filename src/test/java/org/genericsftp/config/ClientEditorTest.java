package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.genericsftp.config.ConfigurationFiles.MINIMAL;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.genericsftp.operator.RefusedEditException.FieldFault;
import org.genericsftp.operator.RefusedEditException.Reason;
import org.genericsftp.plan.Layouts;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientEditorTest {
    private static final String FINGERPRINT = "SHA256:" + "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    private static final Map<String, String> ENVIRONMENT = Map.of("HOST", "env.example.net");

    @TempDir
    private Path folder;

    private Path file;
    private ClientEditor editor;

    @BeforeEach
    void setUp() throws IOException {
        file = Files.writeString(folder.resolve("worker.yaml"), MINIMAL);
        editor = new ClientEditor(file, ENVIRONMENT);
    }

    private static Map<String, @Nullable String> settings(@Nullable String... more) {
        Map<String, @Nullable String> settings = new HashMap<>(Map.of(
                "host", "b.example.net",
                "username", "dataminer",
                "password", "s3cret",
                "host-key", FINGERPRINT,
                "source-directory", "/outgoing",
                "destination-directory", "/data/plant-b"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(String.valueOf(more[i]), more[i + 1]);
        }
        return settings;
    }

    private Configuration read() throws ConfigurationException {
        return ConfigurationReader.read(file, ENVIRONMENT, "worker");
    }

    private ClientConfiguration plantB() throws ConfigurationException {
        return read().clients().stream()
                .filter(client -> client.name().equals("plant-b"))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, @Nullable String> given() throws ConfigurationException {
        return read().settings().of("plant-b").orElseThrow().given();
    }

    private Path client() {
        return folder.resolve("clients.d/plant-b.yaml");
    }

    private Path secret() {
        return folder.resolve("clients.d/secrets/plant-b.password");
    }

    private static List<FieldFault> faults(Act act) {
        EditException refused = catchThrowableOfType(EditException.class, act::run);
        assertThat(refused).as("a refusal").isNotNull();
        assertThat(refused.reason()).isEqualTo(Reason.INVALID_SETTINGS);
        return refused.fields();
    }

    private interface Act {
        void run() throws Exception;
    }

    private static Reason reason(Act act) {
        EditException refused = catchThrowableOfType(EditException.class, act::run);
        assertThat(refused).as("a refusal").isNotNull();
        return refused.reason();
    }

    @Test
    void savesWhatIsReadThen() throws Exception {
        editor.save(
                "plant-b",
                settings(
                        "port", "2222",
                        "destination-directory", "\\\\files\\share\\dir",
                        "system-username", "DOMAIN\\svc",
                        "system-password", "a: \"c4n4ry\" #1",
                        "automatic-sync", "15m",
                        "sync-filter", "{ fileName: { include: ['*.csv', 'ünï 😀.txt'] } }"));

        assertThat(read().clients()).extracting(ClientConfiguration::name).containsExactly("plant-a", "plant-b");
        assertThat(plantB().source().ssh().authentication()).isEqualTo(new Authentication.Password("s3cret"));
        assertThat(given())
                .containsEntry("port", "2222")
                .containsEntry("destination-directory", "\\\\files\\share\\dir")
                .containsEntry("system-username", "DOMAIN\\svc")
                .containsEntry("system-password", null)
                .containsEntry("automatic-sync", "15m")
                .containsEntry("password", null);
        assertThat(plantB().sync().selection().filter().names().toString()).contains("😀");
        assertThat(Files.readString(client())).doesNotContain("s3cret", "c4n4ry");
    }

    @Test
    void keepsWhereCopiesArePut() throws Exception {
        editor.save(
                "plant-b",
                settings(
                        "layout", "{ folder: 'in/${date:yyyy/MM/dd}', time-zone: Europe/Brussels }",
                        "layouts", "{ flat: { flat: true } }",
                        "file-mode", "0640"));
        Layouts layouts = plantB().job().layouts();

        editor.save(
                "plant-b",
                settings("password", null, "layout", given().get("layout"), "layouts", given().get("layouts")));

        assertThat(layouts.own().folder()).isEqualTo("in/${date:yyyy/MM/dd}");
        assertThat(layouts.names()).containsExactly("flat");
        assertThat(plantB().job().layouts()).isEqualTo(layouts);
    }

    @Test
    void writesWhatNobodyElseReads() throws Exception {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX file system");
        editor.save("plant-b", settings());

        assertThat(permissionsOf(client())).isEqualTo("rw-------");
        assertThat(permissionsOf(secret())).isEqualTo("rw-------");
        assertThat(permissionsOf(folder.resolve("clients.d"))).isEqualTo("rwx------");
        assertThat(permissionsOf(folder.resolve("clients.d/secrets"))).isEqualTo("rwx------");
        try (Stream<Path> left = Files.walk(folder.resolve("clients.d"))) {
            assertThat(left.filter(Files::isRegularFile)).containsExactlyInAnyOrder(client(), secret());
        }
    }

    private static String permissionsOf(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void keepsASecretThatIsNotGivenAnew() throws Exception {
        editor.save("plant-b", settings());

        editor.save("plant-b", settings("password", null, "handlers", "2"));

        assertThat(plantB().source().ssh().authentication()).isEqualTo(new Authentication.Password("s3cret"));
        assertThat(plantB().service().handlers()).isEqualTo(2);
    }

    @Test
    void replacesASecretThatIs() throws Exception {
        editor.save("plant-b", settings());

        editor.save("plant-b", settings("password", "${other}\n"));

        assertThat(plantB().source().ssh().authentication()).isEqualTo(new Authentication.Password("${other}\n"));
    }

    @Test
    void removesASecretThatIsNotUsedAnyMore() throws Exception {
        editor.save("plant-b", settings());
        Map<String, @Nullable String> byKey = settings("key-pair-path", "/keys/id_ed25519");
        byKey.remove("password");

        editor.save("plant-b", byKey);

        assertThat(secret()).doesNotExist();
        assertThat(plantB().source().ssh().authentication()).isInstanceOf(Authentication.KeyPair.class);
    }

    /** Else who may edit would learn it, by a server of his own. */
    @Test
    void sendsASecretThatIsKeptToNoOtherServer() throws Exception {
        editor.save("plant-b", settings());

        assertThat(faults(() -> editor.trial("plant-b", settings("password", null, "host", "evil.example.net"))))
                .extracting(FieldFault::key)
                .containsExactly("password");
        assertThat(faults(() -> editor.save("plant-b", settings("password", null, "port", "2222"))))
                .extracting(FieldFault::key)
                .containsExactly("password");
        assertThat(faults(() -> editor.trial("plant-b", settings("password", null, "proxy", "http://evil:3128"))))
                .extracting(FieldFault::key)
                .containsExactly("password");
        assertThat(faults(() -> editor.trial("plant-b", settings("password", null, "jump-host", "evil"))))
                .extracting(FieldFault::key)
                .contains("password");
    }

    @Test
    void sendsASecretOfTheWayThatIsKeptToNobodyElse() throws Exception {
        Map<String, @Nullable String> byKey = settings(
                "proxy", "http://proxy:3128", "proxy-username", "p", "proxy-password", "x", "jump-host", "hop");
        byKey.putAll(Map.of("jump-password", "y", "jump-host-key", FINGERPRINT));
        editor.save("plant-b", byKey);

        byKey.put("proxy-password", null);
        byKey.put("jump-password", null);
        byKey.put("jump-host", "evil");
        assertThat(faults(() -> editor.trial("plant-b", byKey)))
                .extracting(FieldFault::key)
                .containsExactly("jump-password");
        byKey.put("jump-host", "hop");
        byKey.put("proxy", "http://evil:3128");
        assertThat(faults(() -> editor.trial("plant-b", byKey)))
                .extracting(FieldFault::key)
                .containsExactlyInAnyOrder("proxy-password", "jump-password");
    }

    @Test
    void letsNobodyChooseAFileThatNewHostKeysAreWrittenInto() {
        assertThat(faults(() -> editor.save("plant-b", settings("host-key", "accept-new"))))
                .extracting(FieldFault::key)
                .contains("host-key");
        assertThat(faults(() -> editor.save(
                        "plant-b", settings("jump-host", "hop", "jump-password", "y", "jump-host-key", "accept-new"))))
                .extracting(FieldFault::key)
                .contains("jump-host-key");
    }

    @Test
    void sendsASecretOfAShareThatIsKeptToNoOtherServer() throws Exception {
        editor.save(
                "plant-b",
                settings("destination-directory", "smb://a/s/d", "system-username", "u", "system-password", "p"));

        editor.save(
                "plant-b",
                settings("destination-directory", "smb://a/s/other", "system-username", "u", "system-password", null));
        assertThat(faults(() -> editor.save(
                        "plant-b",
                        settings(
                                "destination-directory",
                                "smb://b/s/d",
                                "system-username",
                                "u",
                                "system-password",
                                null))))
                .extracting(FieldFault::key)
                .containsExactly("system-password");
    }

    /** Else who may edit could read the worker's files and environment. */
    @Test
    void takesTextsAsTheyAre() throws Exception {
        editor.save("plant-b", settings("username", "${file:/etc/hostname}", "source-directory", "$${HOST}/${HOST}"));

        assertThat(plantB().source().ssh().username()).isEqualTo("${file:/etc/hostname}");
        assertThat(plantB().source().sourceDirectory()).isEqualTo("$${HOST}/${HOST}");
        assertThat(given()).containsEntry("username", "${file:/etc/hostname}");
    }

    @Test
    void keepsTheVariablesOfWhatIsLeftAsItIs() throws Exception {
        Files.createDirectory(folder.resolve("clients.d"));
        Files.writeString(client(), """
                host: ${HOST}
                username: dataminer
                password: ${file:mine}
                host-key: %s
                source-directory: /outgoing
                destination-directory: /data
                """.formatted(FINGERPRINT));
        Files.writeString(folder.resolve("clients.d/mine"), "s3cret");

        editor.save("plant-b", settings("host", "env.example.net", "password", null));

        assertThat(Files.readString(client()))
                .contains("\"${HOST}\"", "\"${file:mine}\"", "destination-directory: /data/plant-b");
        assertThat(plantB().source().ssh().endpoint().host()).isEqualTo("env.example.net");
    }

    @Test
    void tellsWhatIsWrongWithEachField() {
        Map<String, @Nullable String> wrong = settings("port", "0", "prt", "1", "sync-filter", "{ fileName: [");
        wrong.remove("host");

        assertThat(faults(() -> editor.save("plant-b", wrong)))
                .extracting(FieldFault::key)
                .containsExactlyInAnyOrder("sync-filter", "port", "prt", "host");
        assertThat(folder.resolve("clients.d")).doesNotExist();
    }

    @Test
    void refusesTheQueuesOfAnotherClient() {
        assertThat(faults(() -> editor.save("plant-b", settings("queues", "{ sync: sftp.plant-a.sync }"))))
                .containsExactly(
                        new FieldFault("queues", "is \"sftp.plant-a.sync\", as is sftp-clients.plant-a.queues.sync"));
    }

    @Test
    void savesAlsoWhereAnotherFileIsFaulty() throws Exception {
        Files.createDirectory(folder.resolve("clients.d"));
        Files.writeString(folder.resolve("clients.d/plant-c.yaml"), "nonsense");

        editor.save("plant-b", settings());

        assertThat(client()).exists();
    }

    @Test
    void changesNothingInTheMainFile() {
        assertThat(reason(() -> editor.save("plant-a", settings()))).isEqualTo(Reason.NOT_EDITABLE);
        assertThat(reason(() -> editor.remove("plant-a"))).isEqualTo(Reason.NOT_EDITABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "", "A", "a.b", "..", "/etc/passwd", "x\u0000"})
    void writesUnderNoNameThatIsNone(String name) {
        assertThat(faults(() -> editor.save(name, settings())))
                .extracting(FieldFault::key)
                .containsExactly("name");
        assertThat(faults(() -> editor.remove(name)))
                .extracting(FieldFault::key)
                .containsExactly("name");
        assertThat(faults(() -> editor.setPaused(name, true)))
                .extracting(FieldFault::key)
                .containsExactly("name");
        assertThat(folder.resolve("clients.d")).doesNotExist();
    }

    @Test
    void followsNoLinks() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path target = Files.writeString(elsewhere.resolve("plant-b.yaml"), "host: mine");
        Path clients = Files.createDirectory(folder.resolve("clients.d"));
        Files.createSymbolicLink(client(), target);

        assertThat(reason(() -> editor.save("plant-b", settings()))).isEqualTo(Reason.NOT_EDITABLE);
        assertThat(editor.isEditable("plant-b", client())).isFalse();
        Files.delete(client());
        Files.createSymbolicLink(clients.resolve("secrets"), elsewhere);
        assertThat(reason(() -> editor.save("plant-b", settings()))).isEqualTo(Reason.NOT_SAVED);
        Files.delete(clients.resolve("secrets"));
        Files.delete(clients);
        Files.createSymbolicLink(clients, elsewhere);
        assertThat(reason(() -> editor.save("plant-c", settings()))).isEqualTo(Reason.NOT_EDITABLE);
        assertThat(reason(() -> editor.setPaused("plant-c", true))).isEqualTo(Reason.NOT_SAVED);
        Path paused = Files.createFile(elsewhere.resolve("plant-c.paused"));
        assertThat(reason(() -> editor.setPaused("plant-c", false))).isEqualTo(Reason.NOT_SAVED);

        try (Stream<Path> there = Files.list(elsewhere)) {
            assertThat(there).containsExactlyInAnyOrder(target, paused);
        }
        assertThat(target).hasContent("host: mine");
    }

    @Test
    void removesAClientWithItsSecrets() throws Exception {
        editor.save("plant-b", settings());
        editor.setPaused("plant-b", true);

        editor.remove("plant-b");

        try (Stream<Path> left = Files.walk(folder.resolve("clients.d"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
        assertThat(read().clients()).hasSize(1);
        assertThat(reason(() -> editor.remove("plant-b"))).isEqualTo(Reason.UNKNOWN_CLIENT);
    }

    @Test
    void removesWhatAKilledProcessHasLeft() throws Exception {
        editor.save("plant-b", settings());
        Path left = Files.writeString(folder.resolve("clients.d/secrets/.plant-b.password.1.tmp"), "s3cret");
        Files.setLastModifiedTime(left, FileTime.fromMillis(1_000_000_000_000L));

        editor.save("plant-b", settings("password", "other"));

        assertThat(left).doesNotExist();
    }

    @Test
    void keepsTheLastClient() throws Exception {
        editor.save("plant-b", settings());
        Files.writeString(file, "worker: { name: w }");

        assertThat(faults(() -> editor.remove("plant-b"))).hasSize(1);
        assertThat(client()).exists();
    }

    @Test
    void pausesClientsOfAnyFile() throws Exception {
        editor.setPaused("plant-a", true);
        assertThat(read().clients().get(0).paused()).isTrue();

        editor.setPaused("plant-a", false);
        assertThat(read().clients().get(0).paused()).isFalse();
    }

    @Test
    void triesWhatIsNotSaved() throws Exception {
        Map<String, @Nullable String> withoutHostKey = settings();
        withoutHostKey.remove("host-key");

        ClientConfiguration trial = editor.trial("plant-b", withoutHostKey);

        assertThat(trial.source().ssh().hostKeyTrust()).isEqualTo(new HostKeyTrust.NoneYet());
        assertThat(folder.resolve("clients.d")).doesNotExist();
        assertThatThrownBy(() -> editor.save("plant-b", withoutHostKey)).isInstanceOf(EditException.class);
    }

    @Test
    void triesAClientOfTheMainFileWithTheSecretsThatItHas() throws Exception {
        ClientConfiguration trial = editor.trial(
                "plant-a", settings("host", "sftp.example.net", "password", null, "source-directory", "/other"));

        assertThat(trial.source().ssh().authentication()).isEqualTo(new Authentication.Password("s3cret"));
        assertThat(trial.source().sourceDirectory()).isEqualTo("/other");
    }
}
