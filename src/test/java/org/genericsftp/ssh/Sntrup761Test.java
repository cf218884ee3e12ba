package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimeKEMGenerator;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimeParameters;
import org.bouncycastle.pqc.crypto.ntruprime.SNTRUPrimePublicKeyParameters;
import org.junit.jupiter.api.Test;

class Sntrup761Test {
    private final Sntrup761 first = new Sntrup761();
    private final Sntrup761 second = new Sntrup761();

    @Test
    void aPairThatWasMadeAheadIsUsedOnce() throws Exception {
        Sntrup761.prepare();

        first.init();
        second.init();

        assertThat(first.getPublicKey()).isNotEqualTo(second.getPublicKey());
        agrees(first);
        agrees(second);
    }

    /** What a server seals with the public key, the client opens. */
    private static void agrees(Sntrup761 client) throws Exception {
        SecretWithEncapsulation sealed = new SNTRUPrimeKEMGenerator(new SecureRandom())
                .generateEncapsulated(
                        new SNTRUPrimePublicKeyParameters(SNTRUPrimeParameters.sntrup761, client.getPublicKey()));
        assertThat(client.decapsulate(sealed.getEncapsulation())).isEqualTo(sealed.getSecret());
    }

    @Test
    void hasNoPublicKeyBeforeItIsMade() {
        assertThatThrownBy(first::getPublicKey).isInstanceOf(IllegalStateException.class);
    }
}
