package org.genericsftp.ssh;

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

    private static final String PBES2 = "1.2.840.113549.1.5.13";
    private static final String PBKDF2 = "1.2.840.113549.1.5.12";
    private static final String SCRYPT = "1.3.6.1.4.1.11591.4.11";
    private static final String HMAC_SHA1 = "1.2.840.113549.2.7";

    private static final Map<String, String> PSEUDO_RANDOM_FUNCTIONS = Map.of(
            HMAC_SHA1,
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
        DerReader algorithm = new DerReader(pkcs8).sequence().sequence();
        return algorithm.objectIdentifier().equals(PBES2)
                && algorithm.sequence().sequence().objectIdentifier().equals(SCRYPT);
    }

    /**
     * The key as PKCS#8 has it unencrypted; null if the passphrase is another.
     *
     * @throws Unsupported when the passphrase can't be tried
     * @throws IllegalArgumentException if this is no such key
     */
    static byte @Nullable [] openPkcs8(byte[] pkcs8, String passphrase) throws Unsupported {
        DerReader outer = new DerReader(pkcs8).sequence();
        DerReader algorithm = outer.sequence();
        String scheme = algorithm.objectIdentifier();
        byte[] encrypted = outer.octets();
        return decrypt(() -> {
            Cipher cipher = scheme.equals(PBES2)
                    ? pbes2(algorithm.sequence(), passphrase)
                    : pbes1(scheme, algorithm.sequence(), passphrase);
            return cipher.doFinal(encrypted);
        });
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
            return DerReader.isSequence(clear) ? clear : null;
        } catch (BadPaddingException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("parameters that do not fit", e);
        }
    }

    private static Cipher pbes1(String scheme, DerReader parameters, String passphrase)
            throws GeneralSecurityException, Unsupported {
        String algorithm = PBES1.get(scheme);
        if (algorithm == null) {
            throw unsupported(named(scheme));
        }
        if (!passphrase.chars().allMatch(c -> c < 0x80)) {
            throw unsupported(algorithm + " and a passphrase beyond ASCII");
        }
        PBEParameterSpec saltAndCount = new PBEParameterSpec(parameters.octets(), parameters.integer());
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(Cipher.DECRYPT_MODE, secret(algorithm, new PBEKeySpec(passphrase.toCharArray())), saltAndCount);
        return cipher;
    }

    private static Cipher pbes2(DerReader parameters, String passphrase) throws GeneralSecurityException, Unsupported {
        DerReader derivation = parameters.sequence();
        DerReader encryption = parameters.sequence();
        String cipherId = encryption.objectIdentifier();
        BlockCipher cipher = CIPHERS.get(cipherId);
        if (cipher == null) {
            throw unsupported(named(cipherId));
        }
        String derivationId = derivation.objectIdentifier();
        if (!derivationId.equals(PBKDF2)) {
            throw unsupported(cipher.name() + " and " + named(derivationId));
        }
        byte[] key = pbkdf2(derivation.sequence(), passphrase, cipher.keyBytes());
        return initialised(cipher, key, encryption.octets());
    }

    private static byte[] pbkdf2(DerReader parameters, String passphrase, int keyBytes)
            throws GeneralSecurityException, Unsupported {
        byte[] salt = parameters.octets();
        int iterations = parameters.integer();
        if (parameters.nextIs(DerReader.INTEGER)) {
            parameters.skip();
        }
        String function = parameters.hasMore() ? parameters.sequence().objectIdentifier() : HMAC_SHA1;
        String algorithm = PSEUDO_RANDOM_FUNCTIONS.get(function);
        if (algorithm == null) {
            throw unsupported("PBKDF2 with " + named(function));
        }
        PBEKeySpec password = new PBEKeySpec(passphrase.toCharArray(), salt, iterations, keyBytes * Byte.SIZE);
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

    private static String named(String objectIdentifier) {
        return NAMES.getOrDefault(objectIdentifier, objectIdentifier);
    }
}
