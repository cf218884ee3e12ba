package org.genericsftp.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBEParameter;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts private keys in PKCS#8 (RFC 5958; RFC 8018 with PBES1 and PBES2; RFC 7292, appendix C) and in OpenSSL's
 * traditional PEM, with the ciphers that the JDK has. What comes out is looked at before it is returned, so that no
 * reader is misled by what a wrong passphrase makes of a key.
 */
final class KeyEncryption {
    /** A passphrase may be right, and the key can't be opened all the same. */
    static final class Unsupported extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean legacy;

        /** @param what the cipher, as openssl has it */
        Unsupported(String what, boolean legacy) {
            super(what);
            this.legacy = legacy;
        }

        /** Whether OpenSSL since 3.0 does it only when asked to. */
        boolean isLegacy() {
            return legacy;
        }
    }

    /** @param name as openssl has it */
    private record BlockCipher(String name, String algorithm, int keyBytes) {}

    private static final String SCRYPT = "1.3.6.1.4.1.11591.4.11";

    private static final Map<String, String> PSEUDO_RANDOM_FUNCTIONS = Map.of(
            "1.2.840.113549.2.7",
            "PBKDF2WithHmacSHA1",
            "1.2.840.113549.2.8",
            "PBKDF2WithHmacSHA224",
            "1.2.840.113549.2.9",
            "PBKDF2WithHmacSHA256",
            "1.2.840.113549.2.10",
            "PBKDF2WithHmacSHA384",
            "1.2.840.113549.2.11",
            "PBKDF2WithHmacSHA512");

    private static final Map<String, BlockCipher> CIPHERS = Map.of(
            "1.2.840.113549.3.7", new BlockCipher("DES-EDE3-CBC", "DESede", 24),
            "2.16.840.1.101.3.4.1.2", new BlockCipher("AES-128-CBC", "AES", 16),
            "2.16.840.1.101.3.4.1.22", new BlockCipher("AES-192-CBC", "AES", 24),
            "2.16.840.1.101.3.4.1.42", new BlockCipher("AES-256-CBC", "AES", 32));

    private static final Map<String, String> PBES1 = Map.of(
            "1.2.840.113549.1.5.3", "PBEWithMD5AndDES",
            "1.2.840.113549.1.12.1.1", "PBEWithSHA1AndRC4_128",
            "1.2.840.113549.1.12.1.2", "PBEWithSHA1AndRC4_40",
            "1.2.840.113549.1.12.1.3", "PBEWithSHA1AndDESede",
            "1.2.840.113549.1.12.1.5", "PBEWithSHA1AndRC2_128",
            "1.2.840.113549.1.12.1.6", "PBEWithSHA1AndRC2_40");

    /** What is met and not supported, by the names that openssl has for it. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("1.2.392.200011.61.1.1.1.2", "CAMELLIA-128-CBC"),
            Map.entry("1.2.392.200011.61.1.1.1.3", "CAMELLIA-192-CBC"),
            Map.entry("1.2.392.200011.61.1.1.1.4", "CAMELLIA-256-CBC"),
            Map.entry("1.2.410.200046.1.1.2", "ARIA-128-CBC"),
            Map.entry("1.2.410.200046.1.1.12", "ARIA-256-CBC"),
            Map.entry("1.3.14.3.2.7", "DES-CBC"),
            Map.entry("1.2.840.113549.3.2", "RC2-CBC"),
            Map.entry("1.2.840.113549.1.5.1", "PBE-MD2-DES"),
            Map.entry("1.2.840.113549.1.5.4", "PBE-MD2-RC2-64"),
            Map.entry("1.2.840.113549.1.5.6", "PBE-MD5-RC2-64"),
            Map.entry("1.2.840.113549.1.5.10", "PBE-SHA1-DES"),
            Map.entry("1.2.840.113549.1.5.11", "PBE-SHA1-RC2-64"),
            Map.entry("1.2.840.113549.1.12.1.4", "PBE-SHA1-2DES"));

    private KeyEncryption() {}

    /** Whether this is for JSch to decrypt: the JDK has no scrypt. */
    static boolean isByScrypt(byte[] pkcs8) {
        AlgorithmIdentifier scheme = EncryptedPrivateKeyInfo.getInstance(pkcs8).getEncryptionAlgorithm();
        return isPbes2(scheme)
                && PBES2Parameters.getInstance(scheme.getParameters())
                        .getKeyDerivationFunc()
                        .getAlgorithm()
                        .getId()
                        .equals(SCRYPT);
    }

    /**
     * The key as PKCS#8 has it unencrypted; null if the passphrase is another.
     *
     * @throws Unsupported when the passphrase can't be tried
     * @throws RuntimeException if this is no such key
     */
    static byte @Nullable [] openPkcs8(byte[] pkcs8, String passphrase) throws Unsupported {
        EncryptedPrivateKeyInfo key = EncryptedPrivateKeyInfo.getInstance(pkcs8);
        AlgorithmIdentifier scheme = key.getEncryptionAlgorithm();
        return decrypt(() -> {
            Cipher cipher = isPbes2(scheme)
                    ? pbes2(PBES2Parameters.getInstance(scheme.getParameters()), passphrase)
                    : pbes1(scheme.getAlgorithm(), PBEParameter.getInstance(scheme.getParameters()), passphrase);
            return cipher.doFinal(key.getEncryptedData());
        });
    }

    private static boolean isPbes2(AlgorithmIdentifier scheme) {
        return scheme.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBES2);
    }

    /**
     * The content of a block of traditional PEM unencrypted; null if the passphrase is another.
     *
     * @param encryption what its header says
     */
    static byte @Nullable [] openTraditional(String encryption, byte[] content, String passphrase) throws Unsupported {
        String[] nameAndVector = encryption.split(",", 2);
        BlockCipher cipher = CIPHERS.values().stream()
                .filter(known -> known.name().equals(nameAndVector[0]))
                .findFirst()
                .orElseThrow(() -> unsupported(nameAndVector[0]));
        if (nameAndVector.length < 2) {
            throw new IllegalArgumentException("no initial vector");
        }
        byte[] vector = HexFormat.of().parseHex(nameAndVector[1]);
        return decrypt(() -> {
            byte[] key = traditionalKey(passphrase.getBytes(StandardCharsets.UTF_8), vector, cipher.keyBytes());
            return initialised(cipher, key, vector).doFinal(content);
        });
    }

    private interface Decryption {
        byte[] run() throws GeneralSecurityException, Unsupported;
    }

    private static byte @Nullable [] decrypt(Decryption decryption) throws Unsupported {
        try {
            byte[] clear = decryption.run();
            return isSequence(clear) ? clear : null;
        } catch (BadPaddingException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("parameters that do not fit", e);
        }
    }

    /** Random bytes are not. */
    private static boolean isSequence(byte[] der) {
        try {
            return ASN1Primitive.fromByteArray(der) instanceof ASN1Sequence;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static Cipher pbes1(ASN1ObjectIdentifier scheme, PBEParameter parameters, String passphrase)
            throws GeneralSecurityException, Unsupported {
        String algorithm = PBES1.get(scheme.getId());
        if (algorithm == null) {
            throw unsupported(named(scheme));
        }
        if (!passphrase.chars().allMatch(c -> c < 0x80)) {
            throw unsupported(algorithm + " and a passphrase beyond ASCII");
        }
        PBEParameterSpec saltAndCount = new PBEParameterSpec(
                parameters.getSalt(), parameters.getIterationCount().intValueExact());
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.DECRYPT_MODE, secret(algorithm, new PBEKeySpec(passphrase.toCharArray())), saltAndCount);
        return cipher;
    }

    private static Cipher pbes2(PBES2Parameters parameters, String passphrase)
            throws GeneralSecurityException, Unsupported {
        EncryptionScheme encryption = parameters.getEncryptionScheme();
        BlockCipher cipher = CIPHERS.get(encryption.getAlgorithm().getId());
        if (cipher == null) {
            throw unsupported(named(encryption.getAlgorithm()));
        }
        KeyDerivationFunc derivation = parameters.getKeyDerivationFunc();
        if (!derivation.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            throw unsupported(cipher.name() + " and " + named(derivation.getAlgorithm()));
        }
        byte[] key = pbkdf2(PBKDF2Params.getInstance(derivation.getParameters()), passphrase, cipher.keyBytes());
        byte[] vector = ASN1OctetString.getInstance(encryption.getParameters()).getOctets();
        return initialised(cipher, key, vector);
    }

    private static byte[] pbkdf2(PBKDF2Params parameters, String passphrase, int keyBytes)
            throws GeneralSecurityException, Unsupported {
        ASN1ObjectIdentifier function = parameters.getPrf().getAlgorithm();
        String algorithm = PSEUDO_RANDOM_FUNCTIONS.get(function.getId());
        if (algorithm == null) {
            throw unsupported("PBKDF2 with " + named(function));
        }
        PBEKeySpec password = new PBEKeySpec(
                passphrase.toCharArray(),
                parameters.getSalt(),
                parameters.getIterationCount().intValueExact(),
                keyBytes * Byte.SIZE);
        return secret(algorithm, password).getEncoded();
    }

    private static SecretKey secret(String algorithm, PBEKeySpec password) throws GeneralSecurityException {
        try {
            return SecretKeyFactory.getInstance(algorithm).generateSecret(password);
        } finally {
            password.clearPassword();
        }
    }

    /** EVP_BytesToKey of OpenSSL: MD5 over what there was, the passphrase and eight bytes of salt, until it is enough. */
    private static byte[] traditionalKey(byte[] passphrase, byte[] vector, int length) throws GeneralSecurityException {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        byte[] key = new byte[0];
        byte[] last = new byte[0];
        while (key.length < length) {
            md5.update(last);
            md5.update(passphrase);
            md5.update(vector, 0, 8);
            last = md5.digest();
            int before = key.length;
            key = Arrays.copyOf(key, before + last.length);
            System.arraycopy(last, 0, key, before, last.length);
        }
        return Arrays.copyOf(key, length);
    }

    private static Cipher initialised(BlockCipher known, byte[] key, byte[] vector) throws GeneralSecurityException {
        String transformation = known.algorithm() + "/CBC/PKCS5Padding";
        Cipher cipher = Cipher.getInstance(transformation);
        cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, known.algorithm()), new IvParameterSpec(vector));
        return cipher;
    }

    private static Unsupported unsupported(String what) {
        boolean legacy = what.startsWith("PBE") || what.startsWith("RC2") || what.startsWith("DES-CBC");
        return new Unsupported(what, legacy);
    }

    private static String named(ASN1ObjectIdentifier algorithm) {
        return NAMES.getOrDefault(algorithm.getId(), algorithm.getId());
    }
}
