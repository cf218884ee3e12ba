package org.genericsftp.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RemoteNameTest {
    @Test
    void isItsBytes() {
        RemoteName name = new RemoteName(new byte[] {'a', (byte) 0xFF});
        assertThat(name)
                .isEqualTo(new RemoteName(new byte[] {'a', (byte) 0xFF}))
                .hasSameHashCodeAs(new RemoteName(new byte[] {'a', (byte) 0xFF}))
                .isNotEqualTo(new RemoteName(new byte[] {'a', (byte) 0xFE}))
                .hasToString("61ff");
    }

    @Test
    void sharesItsBytesWithNobody() {
        byte[] bytes = {'a'};
        RemoteName name = new RemoteName(bytes);
        bytes[0] = 'b';
        name.toBytes()[0] = 'c';
        assertThat(name.toBytes()).containsExactly('a');
    }
}
