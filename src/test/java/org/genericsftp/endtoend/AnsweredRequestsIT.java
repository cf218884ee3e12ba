package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.Opened;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What requests are answered with, on 1,000 files in 100 nested folders with names that are hard on everybody. */
@Timeout(120)
class AnsweredRequestsIT {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final String REQUESTS = "sftp.plant-a.requests";
    private static final String NAMES = "\"fileName\": { \"include\": [\"*.csv\", \"-*\"], \"exclude\": [\"*0.csv\"] }";
    private static final String TIMES =
            "\"fileTime\": { \"from\": \"2026-11-05T00:00:00Z\", \"to\": \"2026-11-25T12:00:00+02:00\" }";
    private static final String[] FIND_NAMES = {"(", "-name", "*.csv", "-o", "-name", "-*", ")", "!", "-name", "*0.csv"
    };
    private static final String[] FIND_TIMES = {
        "-newermt", "2026-11-04T23:59:59Z", "!", "-newermt", "2026-11-25T09:59:59Z"
    };

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
        Folders.hardTree(tree);
        copies = Files.createDirectory(folder.resolve("copies"));
        broker = OPENED.add(BrokerProcess.start(Files.createDirectory(folder.resolve("store"))));
        OPENED.add(WorkerProcess.start(WorkerConfiguration.at(broker.url())
                        .client("plant-a", server, copies)
                        .and())
                .awaitReady(broker, "plant-a"));
        requester = OPENED.add(JmsRequester.at(broker.url()));
    }

    @BeforeEach
    void copyAnew() throws Exception {
        Folders.empty(copies);
    }

    @Test
    void copyWhatTheNameFilterSelects() throws Exception {
        assertCopied(requester.ask(REQUESTS, fileRequest(NAMES)), Folders.find(tree, FIND_NAMES), 400);
    }

    @Test
    void copyWhatTheTimeFilterSelects() throws Exception {
        assertCopied(requester.ask(REQUESTS, fileRequest(TIMES)), Folders.find(tree, FIND_TIMES), 400);
    }

    @Test
    void copyWhatBothFiltersSelect() throws Exception {
        Set<String> both = new TreeSet<>(Folders.find(tree, FIND_NAMES));
        both.retainAll(Folders.find(tree, FIND_TIMES));

        assertCopied(requester.ask(REQUESTS, fileRequest(NAMES + ", " + TIMES)), both, 200);
    }

    @Test
    void copyEverythingWithoutFilters() throws Exception {
        assertCopied(requester.ask(REQUESTS, "{ \"type\": \"FileRequest\" }"), Folders.find(tree), 999);
        assertThat(Folders.contents(copies)).isEqualTo(Folders.contents(tree));

        Reply again = requester.ask(REQUESTS, "{ \"type\": \"FileRequest\" }");

        assertThat(again.names("UNCHANGED")).isEqualTo(Folders.find(tree));
    }

    private static void assertCopied(Reply reply, Set<String> selected, int moreThan) throws Exception {
        assertThat(selected).hasSizeGreaterThan(moreThan);
        assertThat(reply.status()).as("%s", reply.error()).isEqualTo("COMPLETED");
        assertThat(reply.names("COPIED")).isEqualTo(selected);
        assertThat(reply.total("matched")).isEqualTo(selected.size());
        assertThat(Folders.find(copies)).isEqualTo(selected);
        for (String name : selected) {
            assertThat(copies.resolve(name)).hasSameBinaryContentAs(tree.resolve(name));
            assertThat(Files.getLastModifiedTime(copies.resolve(name)))
                    .isEqualTo(Files.getLastModifiedTime(tree.resolve(name)));
        }
    }

    @Test
    void tellAtOnceThatNothingMatches() throws Exception {
        Reply reply = requester.ask(REQUESTS, fileRequest("\"fileName\": \"no such file\""));

        assertThat(reply.status()).isEqualTo("COMPLETED");
        assertThat(reply.names()).isEmpty();
        assertThat(reply.total("matched")).isZero();
        assertThat(reply.error().isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json                                                      | MALFORMED_REQUEST |",
                "[]                                                            | MALFORMED_REQUEST |",
                "{ \"fileName\": \"*\" }                                       | MALFORMED_REQUEST |",
                "{ \"type\": \"FileRequset\" }                                 | UNKNOWN_TYPE      | /type",
                "{ \"type\": \"SyncTrigger\" }                                 | UNKNOWN_TYPE      | /type",
                "{ \"type\": \"FileRequest\", \"filename\": \"*\" }            | MALFORMED_REQUEST | /filename",
                "{ \"type\": \"FileRequest\", \"a/b~c\": 1 }                   | MALFORMED_REQUEST | /a~1b~0c",
                "{ \"type\": \"FileRequest\", \"maxFiles\": 0 }                | MALFORMED_REQUEST | /maxFiles",
                "{ \"type\": \"FileRequest\", \"fileName\": { \"include\": [\"a\", 7] } }"
                        + "                                                     | MALFORMED_REQUEST | /fileName/include/1",
                "{ \"type\": \"FileRequest\", \"fileTime\": { \"from\": \"yesterday\" } }"
                        + "                                                     | MALFORMED_REQUEST | /fileTime/from",
                "{ \"type\": \"FileRequest\", \"fileName\": { \"include\": [] } }"
                        + "                                                     | INVALID_FILTER    | /fileName/include",
                "{ \"type\": \"FileRequest\", \"fileName\": { \"include\": [\"(\"], \"syntax\": \"regex\" } }"
                        + "                                                     | INVALID_FILTER    | /fileName/include/0",
                "{ \"type\": \"FileRequest\", \"directory\": \"../etc\" }      | INVALID_FILTER    | /directory",
            })
    void rejectWhatIsMalformedAndPointAtIt(String body, String code, String pointer) throws Exception {
        Reply reply = requester.ask(REQUESTS, body);

        assertThat(reply.status()).isEqualTo("REJECTED");
        assertThat(reply.errorCode()).isEqualTo(code);
        assertThat(reply.error().path("pointer").asString()).isEqualTo(pointer == null ? "" : pointer);
        assertThat(reply.error().path("message").asString()).isNotBlank();
        assertThat(reply.error().path("retryable").asBoolean()).isFalse();
        assertThat(Folders.find(copies)).isEmpty();
    }

    private static String fileRequest(String filters) {
        return "{ \"type\": \"FileRequest\", " + filters + " }";
    }
}
