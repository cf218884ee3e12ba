package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.sftp.ModelLanes.EVERYTHING;
import static org.genericsftp.sftp.ModelLanes.awaitNoHandle;
import static org.genericsftp.sftp.ModelLanes.fetch;
import static org.genericsftp.sftp.ModelLanes.list;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.file.UnlistedFolder;
import org.genericsftp.packets.ModelPacket;
import org.genericsftp.packets.Protocol;
import org.genericsftp.sftp.ModelServer.Manners;
import org.genericsftp.source.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that do not keep to the protocol, as some do that are in use: no file gets another's bytes, and none is lost for it. */
class ClumsyServersTest {
    private static final int FILES = 60;

    @RegisterExtension
    final ModelLanes lanes = new ModelLanes();

    private final ModelServer server = new ModelServer(new Manners(7, false, false, false, 1000, false));

    /** All of one size and time, so that nothing but their bytes tells them apart. */
    private ModelServer[] connections(int count) {
        for (int i = 0; i < FILES; i++) {
            byte[] bytes = new byte[700];
            Arrays.fill(bytes, (byte) i);
            server.file("f" + i, bytes, 1);
        }
        return IntStream.range(0, count)
                .mapToObj(i -> i == 0 ? server : server.another())
                .toArray(ModelServer[]::new);
    }

    /** Fetches them as often as it takes: what is right is kept, what fails is tried again, as a job does. */
    private Map<String, byte[]> fetchUntilAllAreThere(Lane lane, Map<String, FileException> failed) throws Exception {
        Map<String, RemoteFile> wanted = new LinkedHashMap<>(files(lane));
        Map<String, byte[]> there = new HashMap<>();
        while (!wanted.isEmpty()) {
            Map<String, Collected> fetched = ModelLanes.fetchAll(lane, wanted);
            for (Map.Entry<String, Collected> one : fetched.entrySet()) {
                try {
                    there.put(one.getKey(), one.getValue().bytes());
                    wanted.remove(one.getKey());
                } catch (FileException e) {
                    if (e.remedy() != Remedy.NEW_SESSION) {
                        failed.put(one.getKey(), e);
                        wanted.remove(one.getKey());
                    }
                }
            }
        }
        return there;
    }

    /** As a job does, it lists again on a new session if one is lost. */
    private static Map<String, RemoteFile> files(Lane lane) throws FileException {
        while (true) {
            try {
                return ModelLanes.files(lane);
            } catch (FileException e) {
                assertThat(e.remedy()).isEqualTo(Remedy.NEW_SESSION);
            }
        }
    }

    private void assertAllAreRight(Map<String, byte[]> there, int expected) {
        assertThat(there.keySet()).hasSize(expected);
        there.forEach((path, bytes) -> assertThat(bytes).as(path).isEqualTo(server.content(path).bytes));
    }

    private static List<String> learnt(ModelLanes.Client client) {
        return client.facts().stream().map(ServerFact::name).toList();
    }

    @Test
    void mayGiveOneHandleToTwoFiles() throws Exception {
        ModelServer[] connections = connections(8);
        Arrays.stream(connections).forEach(ModelServer::mixingHandles);
        ModelLanes.Client client = lanes.client(connections);

        Map<String, FileException> failed = new HashMap<>();
        Map<String, byte[]> there = fetchUntilAllAreThere(client.lane(), failed);

        assertThat(failed).isEmpty();
        assertAllAreRight(there, FILES);
        assertThat(client.facts())
                .anySatisfy(fact -> {
                    assertThat(fact.name()).isEqualTo("reliable-handles");
                    assertThat(fact.value()).isEqualTo("no");
                })
                .anySatisfy(fact -> {
                    assertThat(fact.name()).isEqualTo("max-open-files");
                    assertThat(fact.value()).isEqualTo("1");
                    assertThat(fact.reason()).contains("one handle to two");
                });
    }

    /** The handle of a folder that has been read may turn out to be another's as long as its CLOSE is not answered. */
    @Test
    void mayGiveOneHandleToTwoFolders() throws Exception {
        ModelServer[] connections = connections(8);
        for (int i = 0; i < FILES; i++) {
            server.file("d" + i % 10 + "/in" + i % 10 + "-" + i, new byte[1], 1);
        }
        Arrays.stream(connections).forEach(ModelServer::mixingHandles);
        ModelLanes.Client client = lanes.client(connections);

        Map<String, RemoteFile> files = files(client.lane());

        assertThat(files).hasSize(2 * FILES);
        assertThat(files.keySet()).allMatch(name -> !name.contains("/") || name.matches("d(.)/in\\1-.*"));
        assertThat(learnt(client)).contains("reliable-handles");
    }

    /** A round trip less: nothing was being opened when the CLOSE was sent, so that nobody else can have had the handle. */
    @Test
    void mayTakeTheirTimeToCloseTheLastFolder() throws Exception {
        connections(1);
        server.withWhim(request -> request.type() == Protocol.CLOSE ? new byte[0] : null);

        assertThat(list(lanes.lane(server), EVERYTHING)).hasSize(FILES);

        await().until(() -> server.seen().stream().anyMatch(request -> request.type() == Protocol.CLOSE));
    }

    @Test
    void mayCarryOutCloseBeforeRead() throws Exception {
        ModelLanes.Client client = lanes.client(connections(1));
        server.overtaking();

        assertAllAreReadThoughCloseOvertakes(client);

        awaitNoHandle(server);
    }

    /** A READ behind its CLOSE may then bring another file's bytes, and no error. */
    @Test
    void mayCarryOutCloseBeforeReadAndUseTheHandleAgain() throws Exception {
        ModelLanes.Client client = lanes.client(connections(8));
        server.overtaking().reusingHandles();

        assertAllAreReadThoughCloseOvertakes(client);
    }

    private void assertAllAreReadThoughCloseOvertakes(ModelLanes.Client client) throws Exception {
        Map<String, FileException> failed = new HashMap<>();
        Map<String, byte[]> there = fetchUntilAllAreThere(client.lane(), failed);

        assertThat(failed).isEmpty();
        assertAllAreRight(there, FILES);
        assertThat(learnt(client)).contains("requests-in-order");
    }

    /** READ is refused for a reason of its own: nothing is learnt from that. */
    @Test
    void areNotTakenForSuchThatOvertakeWhereAFileCantBeRead() throws Exception {
        ModelLanes.Client client = lanes.client(connections(1));
        server.withWhim(request -> request.is(Protocol.READ, "f3") ? ModelPacket.status(request.id(), 4) : null);
        Lane lane = client.lane();
        Map<String, RemoteFile> files = files(lane);

        Map<String, Collected> fetched = ModelLanes.fetchAll(lane, files);

        assertFails(fetched.remove("f3")::bytes).with(ErrorCode.INTERNAL_ERROR);
        for (Map.Entry<String, Collected> one : fetched.entrySet()) {
            assertThat(one.getValue().bytes()).isEqualTo(server.content(one.getKey()).bytes);
        }
        assertThat(learnt(client)).doesNotContain("requests-in-order");
    }

    @ParameterizedTest
    @ValueSource(ints = {Protocol.PERMISSION_DENIED, Protocol.FAILURE})
    void mayHaveOneThingOpenAtATime(int refusal) throws Exception {
        ModelServer strict = new ModelServer(new Manners(7, false, false, false, 1, false)).refusingMoreWith(refusal);
        for (int i = 0; i < FILES; i++) {
            strict.file("d" + i % 4 + "/f" + i, new byte[] {(byte) i}, 1);
        }
        ModelLanes.Client client = lanes.client(strict);
        Lane lane = client.lane();
        Map<String, Collected> fetched = new HashMap<>();

        lane.list(
                ModelLanes.EVERYTHING,
                batch -> batch.entries().forEach(entry -> fetched.put(entry.name(), fetch(lane, (RemoteFile) entry))));

        assertThat(fetched).hasSize(FILES);
        for (Map.Entry<String, Collected> one : fetched.entrySet()) {
            assertThat(one.getValue().bytes()).isEqualTo(strict.content(one.getKey()).bytes);
        }
        assertThat(client.facts()).anySatisfy(fact -> {
            assertThat(fact.name()).isEqualTo("max-open-files");
            assertThat(fact.value()).isEqualTo("1");
        });
        awaitNoHandle(strict);
    }

    @ParameterizedTest
    @ValueSource(ints = {Protocol.PERMISSION_DENIED, Protocol.FAILURE})
    void mayRefuseFilesForTheirOwnSake(int refusal) throws Exception {
        ModelLanes.Client client = lanes.client(connections(1));
        server.withWhim(request -> request.type() == Protocol.OPEN
                        && String.valueOf(request.path()).endsWith("7")
                ? ModelPacket.status(request.id(), refusal)
                : null);
        Map<String, FileException> failed = new HashMap<>();

        Map<String, byte[]> there = fetchUntilAllAreThere(client.lane(), failed);

        assertThat(failed).containsOnlyKeys("f7", "f17", "f27", "f37", "f47", "f57");
        assertAllAreRight(there, FILES - 6);
        assertThat(learnt(client)).doesNotContain("max-open-files");
        assertThat(server.asked(Protocol.OPEN)).isLessThanOrEqualTo(FILES + 12);
    }

    /** What is behind it must not wait for the bytes that never come, however late whoever wanted them hears of it. */
    @Test
    void mayRefuseALargeFile() throws Exception {
        connections(1);
        server.file("a-large-one", new byte[32 << 20], 1);
        server.withWhim(
                request -> request.is(Protocol.OPEN, "a-large-one") ? ModelPacket.status(request.id(), 3) : null);
        Lane lane = lanes.lane(server);
        Map<String, RemoteFile> files = files(lane);
        Collected refused = fetch(lane, files.remove("a-large-one"), new Collected() {
            @Override
            public void failed(FileException why) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                super.failed(why);
            }
        });

        Map<String, Collected> fetched = ModelLanes.fetchAll(lane, files);

        assertFails(refused::bytes).with(ErrorCode.PERMISSION_DENIED);
        for (Map.Entry<String, Collected> one : fetched.entrySet()) {
            assertThat(one.getValue().bytes()).isEqualTo(server.content(one.getKey()).bytes);
        }
    }

    /** A server may die of a file: that one fails, and the others do not. */
    @Test
    void mayHangUpAtAFile() throws Exception {
        ModelServer[] connections = connections(12);
        for (ModelServer each : connections) {
            each.withWhim(request -> {
                if (request.is(Protocol.READ, "f13")) {
                    each.hangUp();
                    return new byte[0];
                }
                return null;
            });
        }
        ModelLanes.Client client = lanes.client(connections);
        Map<String, FileException> failed = new HashMap<>();

        Map<String, byte[]> there = fetchUntilAllAreThere(client.lane(), failed);

        assertAllAreRight(there, FILES - 1);
        assertThat(failed).containsOnlyKeys("f13");
        assertThat(failed.get("f13")).hasMessageContaining("the session was lost each of the 5 times");
        assertThat(Arrays.stream(connections).filter(each -> !each.seen().isEmpty()))
                .as("connections that it took")
                .hasSizeBetween(5, 7);
    }

    /** One that works on requests in any order may else give the handle to another folder before it names the rest. */
    @Test
    void isAskedToCloseAFolderOnlyOnceAllItsNamesHaveCome() throws Exception {
        connections(1);
        List<Integer> unanswered = new CopyOnWriteArrayList<>();
        AtomicInteger asked = new AtomicInteger();
        server.withWhim(request -> {
            if (request.type() == Protocol.READDIR && asked.getAndIncrement() > 0) {
                unanswered.add(request.id());
                return new byte[0];
            }
            if (request.type() == Protocol.OPENDIR && !unanswered.isEmpty()) {
                server.withWhim(next -> null);
                unanswered.add(request.id());
                return ModelPacket.statuses(unanswered, Protocol.EOF);
            }
            return null;
        });
        Lane lane = lanes.lane(server);
        FileException enough = new FileException(ErrorCode.CANCELLED, Remedy.LATER, "that was enough");

        assertThatThrownBy(() -> lane.list(EVERYTHING, batch -> {
                    await().until(() -> !unanswered.isEmpty());
                    throw enough;
                }))
                .isSameAs(enough);
        assertThatThrownBy(() -> list(lane, EVERYTHING)).isInstanceOf(FileException.class);

        ModelLanes.awaitNoHandle(server);
        assertThat(server.seen())
                .extracting(ModelServer.Request::type)
                .filteredOn(type -> type == Protocol.OPENDIR || type == Protocol.CLOSE)
                .containsExactly(Protocol.OPENDIR, Protocol.OPENDIR, Protocol.CLOSE);
    }

    /** It may die of a folder as well: then that one's names are missing, and the reply says so. */
    @ParameterizedTest
    @ValueSource(ints = {Protocol.OPENDIR, Protocol.READDIR})
    void mayHangUpAtAFolder(int atRequest) throws Exception {
        for (int i = 0; i < 30; i++) {
            server.file("d" + i + "/f", new byte[] {(byte) i}, 1);
        }
        ModelServer[] connections = connections(12);
        for (ModelServer each : connections) {
            each.withWhim(request -> {
                if (request.is(atRequest, "d13")) {
                    each.hangUp();
                    return new byte[0];
                }
                return null;
            });
        }
        Lane lane = lanes.client(connections).lane();

        List<SourceEntry> entries = entries(lane);

        assertThat(entries).filteredOn(RemoteFile.class::isInstance).hasSize(FILES + 29);
        assertThat(entries)
                .filteredOn(UnlistedFolder.class::isInstance)
                .extracting(Object::toString)
                .singleElement(STRING)
                .contains("d13", "the session was lost each of the 5 times");
        assertThat(Arrays.stream(connections).filter(each -> !each.seen().isEmpty()))
                .as("connections that it took")
                .hasSizeBetween(5, 7);
    }

    private static List<SourceEntry> entries(Lane lane) throws FileException {
        while (true) {
            try {
                return list(lane, EVERYTHING);
            } catch (FileException e) {
                assertThat(e.remedy()).isEqualTo(Remedy.NEW_SESSION);
            }
        }
    }

    @Test
    void mayBeDescribedInTheSettings() throws Exception {
        ModelLanes.Client client =
                lanes.client(new SftpSettings.Server(2, 64, false, false, false, null, false), connections(1));
        Lane lane = client.lane();

        assertAllAreRight(fetchUntilAllAreThere(lane, new HashMap<>()), FILES);

        assertThat(server.mostHandlesSeen).isLessThanOrEqualTo(2);
        List<ModelServer.Request> reads = new ArrayList<>(server.seen());
        reads.removeIf(request -> request.type() != Protocol.READ);
        assertThat(reads).allMatch(read -> read.length() <= 4096);
        assertThat(client.facts()).allMatch(fact -> fact.reason().equals("set in the configuration"));
    }

    @Test
    void mayPutALinkInTheFilesPlaceWhileItIsRead() throws Exception {
        connections(1);
        Lane lane = lanes.lane(server);
        RemoteFile file = files(lane).get("f5");
        server.withWhim(request -> {
            if (request.is(Protocol.READ, "f5")) {
                server.remove("f5");
                server.fileAt("/etc/shadow", new byte[700]);
                server.link("f5", "/etc/shadow");
            }
            return null;
        });

        assertFails(fetch(lane, file)::bytes).with(ErrorCode.FILE_CHANGED).saying("there is now a link");
    }
}
