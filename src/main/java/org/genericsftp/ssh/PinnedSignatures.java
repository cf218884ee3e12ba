package org.genericsftp.ssh;

import com.jcraft.jsch.jce.SignatureECDSA256;
import com.jcraft.jsch.jce.SignatureECDSA384;
import com.jcraft.jsch.jce.SignatureECDSA521;
import com.jcraft.jsch.jce.SignatureEd25519;
import com.jcraft.jsch.jce.SignatureRSA;
import com.jcraft.jsch.jce.SignatureRSASHA256;
import com.jcraft.jsch.jce.SignatureRSASHA512;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What JSch verifies a server's signatures with: its own classes, which show the {@link HostKeyPin} each key. */
final class PinnedSignatures {
    private static final String HERE = PinnedSignatures.class.getName() + "$";

    /** By the names of algorithms, as JSch's session configuration has them. A class is loaded when it is needed. */
    static final Map<String, String> CLASSES = Map.of(
            "ssh-ed25519", HERE + "Ed25519",
            "ecdsa-sha2-nistp256", HERE + "Ecdsa256",
            "ecdsa-sha2-nistp384", HERE + "Ecdsa384",
            "ecdsa-sha2-nistp521", HERE + "Ecdsa521",
            "ssh-rsa", HERE + "RsaSha1",
            "rsa-sha2-256", HERE + "RsaSha256",
            "rsa-sha2-512", HERE + "RsaSha512");

    private PinnedSignatures() {}

    public static final class Ed25519 extends SignatureEd25519 {
        @Override
        public void setPubKey(byte[] key) throws Exception {
            HostKeyPin.verifyingWith(HostKeyBlob.of("ssh-ed25519", key));
            super.setPubKey(key);
        }
    }

    public static final class Ecdsa256 extends SignatureECDSA256 {
        @Override
        public void setPubKey(byte[] x, byte[] y) throws Exception {
            HostKeyPin.verifyingWith(ecdsa("nistp256", x, y));
            super.setPubKey(x, y);
        }
    }

    public static final class Ecdsa384 extends SignatureECDSA384 {
        @Override
        public void setPubKey(byte[] x, byte[] y) throws Exception {
            HostKeyPin.verifyingWith(ecdsa("nistp384", x, y));
            super.setPubKey(x, y);
        }
    }

    public static final class Ecdsa521 extends SignatureECDSA521 {
        @Override
        public void setPubKey(byte[] x, byte[] y) throws Exception {
            HostKeyPin.verifyingWith(ecdsa("nistp521", x, y));
            super.setPubKey(x, y);
        }
    }

    public static final class RsaSha1 extends SignatureRSA {
        @Override
        public void setPubKey(byte[] exponent, byte[] modulus) throws Exception {
            HostKeyPin.verifyingWith(rsa(exponent, modulus));
            super.setPubKey(exponent, modulus);
        }
    }

    public static final class RsaSha256 extends SignatureRSASHA256 {
        @Override
        public void setPubKey(byte[] exponent, byte[] modulus) throws Exception {
            HostKeyPin.verifyingWith(rsa(exponent, modulus));
            super.setPubKey(exponent, modulus);
        }
    }

    public static final class RsaSha512 extends SignatureRSASHA512 {
        @Override
        public void setPubKey(byte[] exponent, byte[] modulus) throws Exception {
            HostKeyPin.verifyingWith(rsa(exponent, modulus));
            super.setPubKey(exponent, modulus);
        }
    }

    private static HostKeyBlob rsa(byte[] exponent, byte[] modulus) {
        return HostKeyBlob.of("ssh-rsa", exponent, modulus);
    }

    /** RFC 5656, 3.1, with the point uncompressed. */
    private static HostKeyBlob ecdsa(String curve, byte[] x, byte[] y) {
        byte[] point = new byte[1 + x.length + y.length];
        point[0] = 4;
        System.arraycopy(x, 0, point, 1, x.length);
        System.arraycopy(y, 0, point, 1 + x.length, y.length);
        return HostKeyBlob.of("ecdsa-sha2-" + curve, curve.getBytes(StandardCharsets.US_ASCII), point);
    }
}
