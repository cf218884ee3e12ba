package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.sftp.ModelLanes.EVERYTHING;
import static org.genericsftp.sftp.ModelLanes.awaitNoHandle;
import static org.genericsftp.sftp.ModelLanes.fetch;
import static org.genericsftp.sftp.ModelLanes.list;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.MissingFile;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.source.Lane;
import org.genericsftp.source.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SftpLaneTest {
    @RegisterExtension
    final ModelLanes lanes = new ModelLanes();

    private static byte[] randomBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsATreeFromAnUnkindServerToTheByte(long seed) throws Exception {
        Random random = new Random(seed);
        ModelServer server = new ModelServer(ModelServer.Manners.unkind(seed));
        Map<String, byte[]> expected = new TreeMap<>();
        for (int i = 0; i < 300; i++) {
            String path = "f" + random.nextInt(12) + "/g" + random.nextInt(3) + "/" + i + ".dat";
            int length = random.nextInt(10) == 0 ? random.nextInt(2_000_000) : random.nextInt(5_000);
            byte[] bytes = randomBytes(random, i == 0 ? 0 : length);
            expected.put(path, bytes);
            server.file(path, bytes, 1_700_000_000 + i);
        }
        Lane lane = lanes.lane(server);

        Map<String, Collected> fetched = new TreeMap<>();
        for (SourceEntry entry : list(lane, EVERYTHING)) {
            fetched.put(entry.name(), fetch(lane, (RemoteFile) entry));
        }

        assertThat(fetched.keySet()).isEqualTo(expected.keySet());
        for (String path : expected.keySet()) {
            assertThat(fetched.get(path).bytes()).as(path).isEqualTo(expected.get(path));
        }
        awaitNoHandle(server);
        assertThat(server.mostHandlesSeen).isLessThanOrEqualTo(5);
    }

    @Test
    void looksUpSinglePathsWithoutListing() throws Exception {
        ModelServer server = new ModelServer(ModelServer.Manners.KIND).file("x/a", new byte[10], 7);
        Lane lane = lanes.lane(server);

        List<SourceEntry> found = list(
                lane,
                new Scope.Exact(List.of(new RelativePath("x/a"), new RelativePath("x/none"), new RelativePath("x"))));

        assertThat(found).hasSize(3);
        assertThat(found)
                .filteredOn(RemoteFile.class::isInstance)
                .extracting(SourceEntry::name)
                .containsExactly("x/a");
        assertThat(found)
                .filteredOn(MissingFile.class::isInstance)
                .extracting(SourceEntry::name)
                .containsExactlyInAnyOrder("x/none", "x");
    }

    @Test
    void endsAStalledSessionAndTellsEveryFetch() throws Exception {
        ModelServer server = new ModelServer(ModelServer.Manners.KIND)
                .file("a", new byte[10], 1)
                .file("b", new byte[1_000_000], 1);
        Lane lane = lanes.impatientClient(server).lane();
        Map<String, RemoteFile> files = ModelLanes.files(lane);
        server.fallSilent();

        for (Collected stalled : ModelLanes.fetchAll(lane, files).values()) {
            assertFails(stalled::bytes).with(ErrorCode.TIMEOUT).onThisSession().saying("left a request unanswered");
        }
    }
}
