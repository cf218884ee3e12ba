package org.genericsftp.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.packets.Exchange;
import org.genericsftp.packets.Multiplexer;
import org.genericsftp.packets.SftpReply;
import org.genericsftp.packets.SftpRequest.Open;
import org.genericsftp.packets.SftpRequest.Read;
import org.genericsftp.packets.StatusErrors;
import org.junit.jupiter.api.Test;

/** Which lane may send next, while a server answers one READ after the other and the window is full in between. */
class FetchSchedulerTest {
    private static final long LARGE = 1 << 30;
    private static final int READS_OF_A_TURN = 8;
    private static final long LATENCY_NANOS = 1_000_000;

    private final FetchScheduler scheduler = new FetchScheduler(
            new ReadBuffers(64 << 20),
            ModelLanes.unknown(ModelLanes.SETTINGS),
            new StatusErrors("model"),
            new SessionHistory());
    private final Multiplexer multiplexer = new Multiplexer("model", scheduler, new SessionHistory().breaches());
    private final Deque<Exchange> inFlight = new ArrayDeque<>();
    /** Whose READs were sent, in order. */
    private final List<String> sent = new ArrayList<>();

    private void join(String lane, long bytes) {
        Backlog backlog = new Backlog(() -> true);
        RemoteFile file = new RemoteFile(
                new RelativePath(lane), new FileStamp(bytes, Instant.EPOCH), new RemoteName(lane.getBytes(UTF_8)));
        backlog.add(new WantedFile(file, 0, Collected.counting(), Runnable::run));
        scheduler.join(multiplexer, new StatusErrors("model"), backlog);
    }

    /** OPENs are answered at once. */
    private void sendAll() {
        for (Exchange next = scheduler.next(); next != null; next = scheduler.next()) {
            if (next.request() instanceof Open open) {
                next.answer().replied(new SftpReply.Handle(open.path()), 0);
            } else if (next.request() instanceof Read read) {
                sent.add(new String(read.handle(), UTF_8));
                inFlight.add(next);
            }
        }
    }

    private void answer(int reads) {
        for (int i = 0; i < reads; i++) {
            Exchange oldest = inFlight.remove();
            int length = ((Read) oldest.request()).length();
            oldest.answer().replied(new SftpReply.Arrived(length), LATENCY_NANOS);
            sendAll();
        }
    }

    private double shareOf(String lane, int from) {
        List<String> since = sent.subList(from, sent.size());
        return (double) Collections.frequency(since, lane) / since.size();
    }

    @Test
    void lanesHaveEqualSharesOfAFullWindowWhoeverWasFirst() {
        join("one", LARGE);
        sendAll();
        join("two", LARGE);
        sendAll();

        int before = sent.size();
        answer(500);

        assertThat(shareOf("two", before)).isBetween(0.45, 0.55);
    }

    @Test
    void aLaneThatComesLaterWaitsForOneTurnOfEachOther() {
        join("one", LARGE);
        sendAll();
        join("two", LARGE);
        sendAll();
        answer(500);

        int before = sent.size();
        join("three", LARGE);
        sendAll();
        answer(100);

        assertThat(sent.subList(before, sent.size()).indexOf("three")).isBetween(1, 2 * READS_OF_A_TURN);
    }
}
