package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadBuffersTest {
    private static final int LENGTH = 32 * 1024;
    private static final int CAPACITY = 128 * LENGTH;

    private final ReadBuffers all = new ReadBuffers(CAPACITY);

    private static List<ByteBuffer> takeAll(ReadBuffers share) {
        List<ByteBuffer> taken = new ArrayList<>();
        while (share.hasRoom(LENGTH)) {
            taken.add(share.acquire(LENGTH));
        }
        return taken;
    }

    @Test
    void areAllForTheOneSourceThatThereIs() {
        assertThat(takeAll(all.share(Bandwidth.unlimited()))).hasSize(128);
    }

    @Test
    void areNeverAllTakenByOneSourceOfSeveral() {
        ReadBuffers stuck = all.share(Bandwidth.unlimited());
        ReadBuffers stuckToo = all.share(Bandwidth.unlimited());
        ReadBuffers lively = all.share(Bandwidth.unlimited());

        assertThat(takeAll(stuck)).hasSize(64);
        assertThat(takeAll(stuckToo)).hasSize(32);
        List<ByteBuffer> taken = takeAll(lively);
        assertThat(taken).hasSize(16);

        taken.forEach(lively::release);
        assertThat(takeAll(lively)).hasSize(16);
    }

    @Test
    void areThereAgainOnceTheyAreGivenBack() {
        ReadBuffers one = all.share(Bandwidth.unlimited());
        ReadBuffers other = all.share(Bandwidth.unlimited());
        List<ByteBuffer> taken = takeAll(one);

        one.abandon(taken.remove(0));
        taken.forEach(one::release);

        assertThat(all.freeBytes()).isEqualTo(CAPACITY);
        assertThat(takeAll(other)).hasSize(64);
    }

    @Test
    void holdOneReadHoweverLargeItIs() {
        ReadBuffers small = new ReadBuffers(1_000).share(Bandwidth.unlimited());

        assertThat(small.hasRoom(LENGTH)).isTrue();
        small.acquire(LENGTH);
        assertThat(small.hasRoom(1)).isFalse();
    }
}
