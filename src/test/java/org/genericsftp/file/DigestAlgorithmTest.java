package org.genericsftp.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

class DigestAlgorithmTest {
    /** The example of FIPS 180-2, appendix B.1. */
    @Test
    void spellsDigestsAsRepliesDo() {
        MessageDigest digest = DigestAlgorithm.SHA_256.start();
        digest.update("abc".getBytes(StandardCharsets.US_ASCII));
        assertThat(DigestAlgorithm.SHA_256.finish(digest))
                .isEqualTo("sha-256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(DigestAlgorithm.SHA_256.standardName()).isEqualTo("SHA-256");
    }
}
