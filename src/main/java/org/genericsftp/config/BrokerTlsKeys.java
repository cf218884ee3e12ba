package org.genericsftp.config;

import java.nio.file.Path;

/** What can stand below {@code broker.tls}. */
final class BrokerTlsKeys {
    static final KeyTable TABLE = new KeyTable();

    static final Key<Path> TRUST = TABLE.derived(
            "trust",
            ValueType.PATH,
            "whom Java trusts",
            "A file with the certificates that are trusted, of authorities or of the broker itself: PEM, PKCS#12 or JKS");

    static final Key<String> TRUST_PASSWORD =
            TABLE.optional("trust-password", ValueType.SECRET, "The password of that file, where it is a store");

    static final Key<Path> CERTIFICATE = TABLE.optional(
            "certificate",
            ValueType.PATH,
            "A PEM file with the worker's own certificate and those that prove it, for brokers that ask for one");

    static final Key<Path> PRIVATE_KEY = TABLE.optional(
            "private-key", ValueType.PATH, "A PEM file with the certificate's private key, in PKCS#8, not encrypted");

    static final Key<Boolean> VERIFY_HOST_NAME = TABLE.usually(
            "verify-host-name",
            ValueType.YES_OR_NO,
            true,
            "Whether the broker's certificate must be for the host that the URL names");

    private BrokerTlsKeys() {}
}
