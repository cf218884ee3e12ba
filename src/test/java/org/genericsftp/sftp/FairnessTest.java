package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.genericsftp.sftp.ModelLanes.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.packets.Protocol;
import org.genericsftp.sftp.ModelServer.Manners;
import org.genericsftp.sftp.ModelServer.Request;
import org.genericsftp.source.Lane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the lanes of one session share it: counted in requests and in bytes, not in time. */
class FairnessTest {
    /** The requests that may be in flight on behalf of the files that may be open. */
    private static final int IN_FLIGHT = 3 * 1000;

    @RegisterExtension
    final ModelLanes lanes = new ModelLanes(64 * 1024 * 1024);

    private final ModelServer server = new ModelServer(Manners.KIND);

    /** Takes a request only after a while, so that there are always some waiting at the client. */
    private void answerSlowly() {
        server.withWhim(request -> {
            if (request.type() == Protocol.READ || request.type() == Protocol.OPEN) {
                LockSupport.parkNanos(20_000);
            }
            return null;
        });
    }

    private int indexOf(int type, String path) {
        List<Request> seen = server.seen();
        for (int i = 0; i < seen.size(); i++) {
            if (seen.get(i).is(type, path)) {
                return i;
            }
        }
        throw new AssertionError(path + " was not asked for");
    }

    @Test
    void oneSmallFileDoesNotWaitForFourThousandOthers() throws Exception {
        server.file("one", new byte[1000], 1);
        for (int i = 0; i < 4000; i++) {
            server.file("many/" + i, new byte[4096], 1);
        }
        ModelLanes.Client client = lanes.client(server);
        Lane bulk = client.lane();
        Lane brief = client.lane();
        Map<String, RemoteFile> files = ModelLanes.files(brief);
        RemoteFile one = files.remove("one");
        answerSlowly();
        List<Collected> many = new ArrayList<>();
        files.values().forEach(file -> many.add(fetch(bulk, file)));
        await().until(() -> many.stream().anyMatch(Collected::ended));

        int askedAt = server.seen().size();
        assertThat(fetch(brief, one).bytes()).hasSize(1000);

        // Its OPEN waits for what is in flight, and so do the others.
        assertThat(indexOf(Protocol.CLOSE, "one") - askedAt).isBetween(0, 2 * IN_FLIGHT);
        assertThat(many).anyMatch(sink -> !sink.ended());
        for (Collected sink : many) {
            assertThat(sink.bytes()).hasSize(4096);
        }
    }

    @Test
    void oneSmallFileDoesNotWaitForALargeOne() throws Exception {
        server.file("one", new byte[1000], 1).file("large", new byte[200_000_000], 1);
        ModelLanes.Client client = lanes.client(server);
        Lane bulk = client.lane();
        Lane brief = client.lane();
        Map<String, RemoteFile> files = ModelLanes.files(brief);
        answerSlowly();
        Collected large = fetch(bulk, files.get("large"), Collected.counting());
        await().until(() -> large.size() > 0);

        int askedAt = server.seen().size();
        assertThat(fetch(brief, files.get("one")).bytes()).hasSize(1000);

        assertThat(bytesAskedFor("large", askedAt, indexOf(Protocol.CLOSE, "one")))
                .isLessThan(InFlightWindow.LARGEST);
        assertThat(large.ended()).isFalse();
        large.stamp();
    }

    private long bytesAskedFor(String path, int from, int to) {
        return server.seen().subList(Math.min(from, to), to).stream()
                .filter(request -> request.is(Protocol.READ, path))
                .mapToLong(Request::length)
                .sum();
    }

    @Test
    void lanesWithEqualDemandGetEqualShares() throws Exception {
        server.file("a", new byte[40_000_000], 1);
        for (int i = 0; i < 40; i++) {
            server.file("b/" + i, new byte[1_000_000], 1);
        }
        ModelLanes.Client client = lanes.client(server);
        Lane one = client.lane();
        Lane two = client.lane();
        Map<String, RemoteFile> files = ModelLanes.files(one);
        answerSlowly();

        Collected a = fetch(one, files.remove("a"), Collected.counting());
        List<Collected> others = new ArrayList<>();
        files.values().forEach(file -> others.add(fetch(two, file, Collected.counting())));
        a.stamp();
        for (Collected other : others) {
            other.stamp();
        }

        assertThat(bytesOfB(0.5)).isBetween(0.35, 0.65);
        assertThat(bytesOfB(0.8)).isBetween(0.35, 0.65);
    }

    /** Which part of the first bytes that were asked for was of the second lane. */
    private double bytesOfB(double part) {
        long most = (long) (80_000_000 * part);
        long all = 0;
        long ofB = 0;
        for (Request request : server.seen()) {
            if (request.type() == Protocol.READ && all < most) {
                all += request.length();
                ofB += request.path().startsWith("b/") ? request.length() : 0;
            }
        }
        return (double) ofB / all;
    }
}
