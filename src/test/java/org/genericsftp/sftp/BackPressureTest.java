package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.sftp.ModelLanes.awaitNoHandle;
import static org.genericsftp.sftp.ModelLanes.fetch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.sftp.ModelServer.Manners;
import org.genericsftp.source.Lane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Destinations that take nothing, or slowly. */
class BackPressureTest {
    private static final int FILES = 20;

    @RegisterExtension
    final ModelLanes lanes = new ModelLanes(4 * 1024 * 1024);

    private final ModelServer server = new ModelServer(Manners.KIND);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicLong leastFree = new AtomicLong(Long.MAX_VALUE);

    BackPressureTest() {
        fill(server);
        server.withWhim(request -> {
            leastFree.accumulateAndGet(lanes.freeBytes(), Math::min);
            return null;
        });
    }

    private static void fill(ModelServer server) {
        for (int i = 0; i < FILES; i++) {
            server.file("big" + i, new byte[1_500_000], 1);
            server.file("small" + i, new byte[10 + i], 1);
        }
    }

    @AfterEach
    void release() {
        released.countDown();
    }

    private Collected blocked() {
        return new Collected() {
            @Override
            void taken(int length) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    /** Until the client takes no more memory, which ever so many lanes wait for. */
    private void awaitBlocked() {
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(200))
                .until(() -> before.getAndSet(lanes.freeBytes()) == lanes.freeBytes()
                        && lanes.freeBytes() <= lanes.capacityBytes() / 2);
    }

    private List<Collected> fetchBlocked(Lane lane, Map<String, RemoteFile> files) {
        List<Collected> blocked = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            blocked.add(fetch(lane, files.get("big" + i), blocked()));
        }
        await().until(() -> blocked.stream().anyMatch(sink -> sink.size() > 0));
        return blocked;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aDestinationThatBlocksLeavesTheOtherLanesMemory(int blockedLanes) throws Exception {
        ModelLanes.Client client = lanes.client(server);
        Lane other = client.lane();
        Map<String, RemoteFile> files = ModelLanes.files(other);
        List<Collected> blocked = new ArrayList<>();
        for (int i = 0; i < blockedLanes; i++) {
            ExecutorService threads = lanes.threads(FILES);
            blocked.addAll(fetchBlocked(client.lane(new Cancellation(), threads), files));
        }

        for (Map.Entry<String, RemoteFile> file : files.entrySet()) {
            assertThat(fetch(other, file.getValue()).bytes())
                    .hasSize((int) file.getValue().stamp().sizeBytes());
        }

        assertThat(blocked).noneMatch(Collected::ended);
        assertThat(leastFree.get()).isNotNegative();
        released.countDown();
        for (Collected one : blocked) {
            assertThat(one.bytes()).hasSize(1_500_000);
        }
        awaitNoHandle(server);
        assertThat(leastFree.get()).isNotNegative();
    }

    @Test
    void aDestinationThatBlocksManyLanesLeavesAnotherClientMemory() throws Exception {
        ModelLanes.Client client = lanes.client(server);
        ModelServer anotherServer = new ModelServer(Manners.KIND);
        fill(anotherServer);
        ModelLanes.Client another = lanes.client(anotherServer);
        Map<String, RemoteFile> files = ModelLanes.files(client.lane());
        for (int i = 0; i < 12; i++) {
            Lane lane = client.lane(new Cancellation(), lanes.threads(1));
            fetch(lane, files.get("big" + i), blocked());
        }
        awaitBlocked();

        for (Collected one : ModelLanes.fetchAll(another.lane(), ModelLanes.files(another.lane()))
                .values()) {
            assertThat(one.bytes()).isNotEmpty();
        }

        assertThat(leastFree.get()).isNotNegative();
        released.countDown();
    }

    @Test
    void aDestinationThatBlocksStopsTheReadsOfItsLaneBeforeTheMemoryIsFull() throws Exception {
        ModelLanes.Client client = lanes.client(server);
        Lane lane = client.lane(new Cancellation(), lanes.threads(FILES));
        Map<String, RemoteFile> files = ModelLanes.files(lane);

        fetchBlocked(lane, files);

        assertThat(lanes.freeBytes()).isGreaterThanOrEqualTo(lanes.capacityBytes() / 4);
        released.countDown();
    }

    @Test
    void slowDestinationsGetTheirFilesWhole() throws Exception {
        ModelLanes.Client client = lanes.client(server);
        Lane lane = client.lane(new Cancellation(), lanes.threads(4));
        Map<String, RemoteFile> files = ModelLanes.files(lane);
        List<Collected> slow = new ArrayList<>();
        for (RemoteFile file : files.values()) {
            slow.add(fetch(lane, file, Collected.slowly(500_000)));
        }

        for (Collected one : slow) {
            one.bytes();
        }
        assertThat(leastFree.get()).isNotNegative();
        awaitNoHandle(server);
    }

    /** What has come short holds memory; it must not wait behind those that wait for memory. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void shortReadsGoOnHoweverLittleMemoryAndHandlesThereAre(int seed) throws Exception {
        ModelServer unkind = new ModelServer(new Manners(seed, true, true, true, 1 + seed, seed % 2 == 0));
        for (int i = 0; i < 20; i++) {
            unkind.file("f" + i, new byte[i % 3 == 0 ? 300_000 : 30_000], 1);
        }
        ModelLanes tight = new ModelLanes(256 * 1024);
        try {
            ModelLanes.Client client = tight.client(unkind);
            List<Collected> all = new ArrayList<>();
            Map<String, RemoteFile> files = ModelLanes.files(client.lane());
            all.addAll(ModelLanes.fetchAll(client.lane(), files).values());
            for (Collected one : all) {
                assertThat(one.bytes()).isNotEmpty();
            }
            awaitNoHandle(unkind);
        } finally {
            tight.afterEach(null);
        }
    }

    @Test
    void oneREADGoesOutHoweverLittleMemoryThereIs() throws Exception {
        ModelLanes tight = new ModelLanes(1024);
        try {
            Lane lane = tight.lane(server);
            assertThat(fetch(lane, ModelLanes.files(lane).get("big0")).bytes()).hasSize(1_500_000);
        } finally {
            tight.afterEach(null);
        }
    }
}
