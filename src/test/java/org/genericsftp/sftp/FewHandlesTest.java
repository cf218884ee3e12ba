package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.sftp.ModelLanes.awaitNoHandle;
import static org.genericsftp.sftp.ModelLanes.fetchAll;

import java.util.Map;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.sftp.ModelServer.Manners;
import org.genericsftp.source.Lane;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that has few handles, and answers FAILURE when there are no more. */
class FewHandlesTest {
    @RegisterExtension
    final ModelLanes lanes = new ModelLanes();

    private static ModelServer server(Manners manners) {
        ModelServer server = new ModelServer(manners);
        for (int i = 0; i < 300; i++) {
            server.file("f" + i % 20 + "/" + i, new byte[i % 30 == 0 ? 300_000 : 10 * i], 1);
        }
        return server;
    }

    private static void assertWhole(ModelServer server, Map<String, Collected> fetched) throws Exception {
        for (Map.Entry<String, Collected> one : fetched.entrySet()) {
            assertThat(one.getValue().bytes()).as(one.getKey()).isEqualTo(server.content(one.getKey()).bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, false, false",
        "2, false, false",
        "3, false, false",
        "3, true, false",
        "3, false, true",
        "3, true, true",
        "7, true, true"
    })
    void readsAllFilesWithTheHandlesThatThereAre(int handles, boolean anyOrder, boolean told) throws Exception {
        ModelServer server = server(new Manners(handles, false, anyOrder, false, handles, told));
        Lane lane = lanes.lane(server);
        Map<String, RemoteFile> files = ModelLanes.files(lane);
        assertThat(files).hasSize(300);

        assertWhole(server, fetchAll(lane, files));

        awaitNoHandle(server);
    }

    @ParameterizedTest
    @CsvSource({"2, false, false", "3, false, false", "3, true, false", "3, true, true"})
    void sharesThemAmongLanes(int handles, boolean anyOrder, boolean told) throws Exception {
        ModelServer server = server(new Manners(handles, false, anyOrder, false, handles, told));
        ModelLanes.Client client = lanes.client(server);
        Lane one = client.lane();
        Lane two = client.lane();
        Lane three = client.lane();
        Map<String, RemoteFile> files = ModelLanes.files(one);

        Map<String, Collected> ofOne = fetchAll(one, files);
        Map<String, Collected> ofTwo = fetchAll(two, files);
        Map<String, Collected> ofThree = fetchAll(three, files);

        assertWhole(server, ofOne);
        assertWhole(server, ofTwo);
        assertWhole(server, ofThree);
        awaitNoHandle(server);
    }
}
