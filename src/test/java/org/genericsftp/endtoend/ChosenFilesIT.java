package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.TcpProxy;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Requests that know which files they want: by size, the newest, in order, of a day, changed since; and what is in them. */
@Timeout(120)
class ChosenFilesIT {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final String REQUESTS = "sftp.plant-a.requests";

    @TempDir
    static Path folder;

    private static OpenSshServer server;
    private static BrokerProcess broker;
    private static JmsRequester requester;
    private static Path tree;
    private static Path copies;

    @BeforeAll
    static void start() throws Exception {
        server = OPENED.add(OpenSshServer.started());
        tree = server.rootDirectory();
        for (int day = -3; day <= 2; day++) {
            LocalDate date = LocalDate.now(ZoneId.of("UTC")).plusDays(day);
            for (int i = 0; i < 3; i++) {
                Folders.file(tree, folderOf(date) + "/" + date + "-" + i, 10, Folders.FIRST.plusSeconds(i));
            }
        }
        copies = Files.createDirectory(folder.resolve("copies"));
        Path daily = Files.createDirectory(folder.resolve("daily"));
        broker = OPENED.add(BrokerProcess.start(Files.createDirectory(folder.resolve("store"))));
        OPENED.add(WorkerProcess.start(WorkerConfiguration.at(broker.url())
                        .client("plant-a", server, copies)
                        .with("inline-limit", "16KiB")
                        .and()
                        .client("daily", server, daily)
                        .with(
                                "sync-filter",
                                Map.of("directory", "days/${date-1d:yyyy/MM/dd}", "timeZone", "UTC", "newest", 2))
                        .and())
                .awaitReady(broker, "plant-a")
                .awaitReady(broker, "daily"));
        requester = OPENED.add(JmsRequester.at(broker.url()));
    }

    private static String folderOf(LocalDate date) {
        return "days/" + date.toString().replace('-', '/');
    }

    @Test
    void areTheNewestOfASizeInOrder() throws Exception {
        for (int size = 0; size < 5; size++) {
            Folders.file(tree, "sized/" + size, size, Folders.FIRST.plusSeconds(size == 1 ? 9 : size));
        }
        String sized = "\"directory\": \"sized\", \"fileSize\": { \"min\": 1, \"max\": \"1KiB\" }";

        assertThat(names(ask(sized + ", \"newest\": 2"))).containsExactly("sized/1", "sized/4");
        Reply again = ask(sized + ", \"newest\": 3, \"order\": \"size-descending\"");

        assertThat(names(again)).containsExactly("sized/4", "sized/3", "sized/1");
        assertThat(again.names("UNCHANGED")).containsExactlyInAnyOrder("sized/1", "sized/4");
        assertThat(copies.resolve("sized")).isDirectoryNotContaining(file -> file.endsWith("2"));
    }

    @Test
    void areInOrderOverAllPagesAlsoAfterAWorkersDeath() throws Exception {
        int files = 1500;
        for (int i = 0; i < files; i++) {
            Folders.file(tree, "many/" + i % 7 + "/" + i, 1000, Folders.FIRST.plusSeconds(i % 10));
        }
        Path there = Files.createDirectory(folder.resolve("many"));
        try (TcpProxy network = TcpProxy.to(server)) {
            WorkerConfiguration configuration = WorkerConfiguration.at(broker.url())
                    .client("many", server, there)
                    .through(network)
                    .and();
            requester.send("sftp.many.requests", request("\"directory\": \"many\", \"order\": \"time-descending\""));
            network.throttle(TcpProxy.Direction.TO_CLIENT, 300_000);
            try (WorkerProcess first = WorkerProcess.start(configuration)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> Folders.find(there).size() > 100);
                first.kill();
            }
            network.throttle(TcpProxy.Direction.TO_CLIENT, 0);
            try (WorkerProcess second = WorkerProcess.start(configuration)) {
                Reply reply = requester.reply();
                assertThat(second.isAlive()).isTrue();
                assertThat(reply.status()).isEqualTo("COMPLETED");
                assertThat(reply.pages()).hasSizeGreaterThan(1);
                assertThat(reply.names("UNCHANGED")).isNotEmpty();
                List<String> expected = IntStream.range(0, files)
                        .boxed()
                        .sorted(Comparator.<Integer>comparingInt(i -> -(i % 10)).thenComparing(i -> i % 7 + "/" + i))
                        .map(i -> "many/" + i % 7 + "/" + i)
                        .toList();
                assertThat(names(reply)).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Pacific/Kiritimati", "Pacific/Niue"})
    void areThoseOfTheDayOfTheRequest(String zone) throws Exception {
        TextMessage message = requester.text(
                request("\"directory\": \"days/${date-1d:yyyy/MM/dd}\", \"timeZone\": \"%s\"".formatted(zone)));
        Reply reply = requester.ask(REQUESTS, message);
        LocalDate yesterday = LocalDate.ofInstant(Instant.ofEpochMilli(message.getJMSTimestamp()), ZoneId.of(zone))
                .minusDays(1);

        assertThat(reply.status()).as("%s", reply.error()).isEqualTo("COMPLETED");
        assertThat(reply.names()).hasSize(3).allMatch(name -> name.startsWith(folderOf(yesterday) + "/"));

        Reply named = ask("\"fileName\": \"days/**/${date-1d:yyyy-MM-dd}-1\", \"timeZone\": \"%s\"".formatted(zone));
        assertThat(named.names()).containsExactly(folderOf(yesterday) + "/" + yesterday + "-1");
    }

    @Test
    void areThoseOfTheDayOfTheSync() throws Exception {
        TextMessage trigger = requester.text("{ \"type\": \"SyncTrigger\" }");
        Reply reply = requester.ask("sftp.daily.sync", trigger);
        LocalDate yesterday = LocalDate.ofInstant(Instant.ofEpochMilli(trigger.getJMSTimestamp()), ZoneId.of("UTC"))
                .minusDays(1);

        String path = folderOf(yesterday) + "/" + yesterday;
        assertThat(names(reply)).containsExactly(path + "-2", path + "-1");
    }

    @Test
    void areInFoldersOfAnyCase() throws Exception {
        for (String name : List.of("Case/In/a", "case/IN/b", "case/out/c", "other/In/d")) {
            Folders.file(tree, name, 1, Folders.FIRST);
        }
        Reply reply = ask("\"directory\": { \"path\": \"CASE/in\", \"caseSensitive\": false }");
        assertThat(reply.status()).isEqualTo("COMPLETED");
        assertThat(reply.names()).containsExactly("Case/In/a", "case/IN/b");
    }

    @Test
    void areThoseThatHaveChangedSinceTheLastReplyWhicheverWorkerGaveIt() throws Exception {
        Path there = Files.createDirectory(folder.resolve("since"));
        WorkerConfiguration configuration = WorkerConfiguration.at(broker.url())
                .client("since", server, there)
                .and();
        write("since/a", "1");
        write("since/b/c", "1");
        String cursor;
        try (WorkerProcess first = WorkerProcess.start(configuration)) {
            Reply everything = since("beginning");
            assertThat(everything.names()).containsExactly("since/a", "since/b/c");
            cursor = everything.last().path("cursor").asString();
            assertThat(since(cursor).names()).isEmpty();
            first.kill();
        }
        // All of this is within the second of what came before, or soon after.
        write("since/b/d", "1");
        write("since/a", "longer");
        try (WorkerProcess second = WorkerProcess.start(configuration)) {
            Reply changed = since(cursor);
            assertThat(changed.names("COPIED")).containsExactly("since/a", "since/b/d");
            Reply nothing = since(changed.last().path("cursor").asString());
            assertThat(nothing.names()).isEmpty();
            assertThat(nothing.status()).isEqualTo("COMPLETED");
            assertThat(second.isAlive()).isTrue();
        }
    }

    @Test
    void comeWithWhatIsInThem() throws Exception {
        write("inline/text.csv", "id;name\n1;Ünï 😀\n");
        Folders.file(tree, "inline/bytes", 300, Folders.FIRST);
        Folders.file(tree, "inline/large", 2000, Folders.FIRST);
        String inline = "\"directory\": \"inline\", \"inline\": { \"max\": \"1KiB\", \"as\": \"text\" }";

        for (String outcome : List.of("COPIED", "UNCHANGED")) {
            Reply reply = ask(inline);
            assertThat(reply.names(outcome)).hasSize(3);
            JsonNode text = reply.files().get("inline/text.csv").path("content");
            JsonNode bytes = reply.files().get("inline/bytes").path("content");
            assertThat(text.path("as").asString()).isEqualTo("text");
            assertThat(text.path("value").asString()).isEqualTo("id;name\n1;Ünï 😀\n");
            assertThat(bytes.path("as").asString()).isEqualTo("base64");
            assertThat(Base64.getDecoder().decode(bytes.path("value").asString()))
                    .isEqualTo(Files.readAllBytes(tree.resolve("inline/bytes")));
            assertThat(reply.files().get("inline/large").has("content")).isFalse();
        }
        assertThat(ask(inline.replace("1KiB", "17KiB")).errorCode()).isEqualTo("PERMISSION_DENIED");
    }

    private static void write(String name, String content) throws IOException {
        Path file = tree.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content.getBytes(StandardCharsets.UTF_8));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    }

    private static Reply since(String cursor) throws Exception {
        return requester.ask(
                "sftp.since.requests", request("\"directory\": \"since\", \"changedSince\": \"" + cursor + "\""));
    }

    private static Reply ask(String fields) throws Exception {
        return requester.ask(REQUESTS, request(fields));
    }

    private static String request(String fields) {
        return "{ \"type\": \"FileRequest\", " + fields + " }";
    }

    /** In the order of the reply, over all its pages. */
    private static List<String> names(Reply reply) {
        List<String> names = new ArrayList<>();
        reply.pages()
                .forEach(page -> page.path("files")
                        .forEach(file -> names.add(file.path("name").asString())));
        return names;
    }
}
