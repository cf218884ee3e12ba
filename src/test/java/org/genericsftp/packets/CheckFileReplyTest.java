package org.genericsftp.packets;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CheckFileReplyTest {
    private static final byte[] DIGEST = new byte[32];

    static {
        Arrays.fill(DIGEST, (byte) 7);
    }

    private static ByteBuffer reply(Object... parts) {
        ByteBuffer reply = ByteBuffer.allocate(1000);
        for (Object part : parts) {
            if (part instanceof String text) {
                reply.putInt(text.length()).put(text.getBytes(US_ASCII));
            } else if (part instanceof Integer number) {
                reply.putInt(number);
            } else if (part instanceof byte[] bytes) {
                reply.put(bytes);
            }
        }
        return reply.flip();
    }

    @Test
    void isReadAsEachServerWritesIt() {
        assertThat(CheckFileReply.sha256(reply("sha256", DIGEST))).as("ProFTPD").contains(DIGEST);
        assertThat(CheckFileReply.sha256(reply("check-file", "sha256", DIGEST)))
                .as("with the extension's name")
                .contains(DIGEST);
        assertThat(CheckFileReply.sha256(reply("check-file", "sha256", 32, DIGEST)))
                .as("MINA SSHD")
                .contains(DIGEST);
    }

    @Test
    void isNothingWhereItIsAnythingElse() {
        assertThat(CheckFileReply.sha256(reply())).isEmpty();
        assertThat(CheckFileReply.sha256(reply("md5", DIGEST))).isEmpty();
        assertThat(CheckFileReply.sha256(reply("sha256"))).isEmpty();
        assertThat(CheckFileReply.sha256(reply("sha256", DIGEST, DIGEST))).isEmpty();
        assertThat(CheckFileReply.sha256(reply("sha256", 31, DIGEST))).isEmpty();
        assertThat(CheckFileReply.sha256(reply("sha256", Integer.MAX_VALUE, DIGEST)))
                .isEmpty();
        assertThat(CheckFileReply.sha256(reply("check-file", "check-file", "sha256", DIGEST)))
                .isEmpty();
        assertThat(CheckFileReply.sha256(reply(-1))).isEmpty();
    }
}
