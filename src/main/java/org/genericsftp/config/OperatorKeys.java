package org.genericsftp.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What can stand below {@code operator}. */
final class OperatorKeys {
    /** Nothing that would have to be looked up. */
    private static final Predicate<String> IS_ADDRESS = Pattern.compile(
                    "localhost|[0-9]+(\\.[0-9]+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")
            .asMatchPredicate();

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}");

    static final KeyTable TABLE = new KeyTable();

    static final Key<Integer> PORT = TABLE.required("port", ValueType.count(1, 65535), "The port of the page");

    static final Key<InetAddress> ADDRESS = TABLE.usually(
            "address",
            new ValueType<>(
                    "an IP address, or localhost", true, OperatorKeys::parseAddress, InetAddress::getHostAddress),
            InetAddress.getLoopbackAddress(),
            "The address on which it is served; `0.0.0.0` for all. Where others reach it, `token` is needed");

    static final Key<String> TOKEN = TABLE.derived(
            "token",
            ValueType.hidden(ValueType.text("a text of 8 characters or more, without spaces", "[\\x21-\\x7E]{8,}")),
            "made at each start, and logged",
            "What a browser must know to change anything, and to read anything where the address is not loopback");

    static final Key<Set<String>> HOSTS = TABLE.optional(
            "hosts",
            new ValueType<>(
                    "host names, parted by commas", true, OperatorKeys::parseHosts, hosts -> String.join(", ", hosts)),
            "Names by which browsers may call the server, beside `localhost` and IP addresses, parted by commas");

    static final Key<Boolean> EDITING = TABLE.usually(
            "editing", ValueType.YES_OR_NO, true, "Whether clients can be set up and changed on the page");

    static final Key<Path> CERTIFICATE = TABLE.optional(
            "certificate",
            ValueType.PATH,
            "A PEM file with the server's certificate and those that prove it: the page is then served by HTTPS");

    static final Key<Path> PRIVATE_KEY = TABLE.optional(
            "private-key", ValueType.PATH, "A PEM file with the certificate's private key, in PKCS#8, not encrypted");

    private OperatorKeys() {}

    private static Optional<InetAddress> parseAddress(String text) {
        try {
            return IS_ADDRESS.test(text) ? Optional.of(InetAddress.getByName(text)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static Optional<Set<String>> parseHosts(String text) {
        Set<String> hosts =
                Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toUnmodifiableSet());
        return hosts.stream().allMatch(HOST.asMatchPredicate()) ? Optional.of(hosts) : Optional.empty();
    }
}
