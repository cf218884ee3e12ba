package org.genericsftp.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemotePathTest {
    private static byte[] bytes(String path) {
        return path.getBytes(UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"/a/b, /a, b", "/a, /, a", "/, /, ''", "/a/, /a, ''"})
    void hasAFolderAndAName(String path, String folder, String name) {
        assertThat(RemotePath.parent(bytes(path))).isEqualTo(bytes(folder));
        assertThat(RemotePath.name(bytes(path))).isEqualTo(bytes(name));
    }

    @ParameterizedTest
    @CsvSource({"/a/b, /a", "/a, /a", "/a/b, /a/", "/a, /", "/, /"})
    void isInAFolder(String path, String folder) {
        assertThat(RemotePath.isIn(bytes(path), bytes(folder))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"/ab, /a", "/, /a", "a, /a", "a, /"})
    void isNotInAFolder(String path, String folder) {
        assertThat(RemotePath.isIn(bytes(path), bytes(folder))).isFalse();
    }

    @Test
    void consistsOfNames() {
        assertThat(RemotePath.names(RemotePath.below(bytes("/a/b//c/../d/"), bytes("/a"))))
                .containsExactly(bytes("b"), bytes("c"), bytes(".."), bytes("d"));
        assertThat(RemotePath.names(bytes("/"))).isEmpty();
    }
}
