package org.genericsftp.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;
import org.genericsftp.ssh.Way;
import org.genericsftp.ssh.Way.JumpHost;
import org.genericsftp.ssh.Way.Protocol;
import org.genericsftp.ssh.Way.Proxy;
import org.genericsftp.ssh.Way.ProxyLogin;
import org.jspecify.annotations.Nullable;

/** The keys of a client that say what stands between the worker and the SFTP server. */
final class WayKeys {
    private static final int SSH_PORT = 22;
    private static final int LONGEST_FOR_SOCKS = 255;
    private static final String HOST = "([^\\s/@:\\[\\]\\p{Cntrl}]+|\\[[0-9A-Fa-f:.]+\\])";
    private static final String PORT = ":([0-9]{1,5})";
    private static final Pattern PROXY_FORM = Pattern.compile("(socks5|http)://" + HOST + PORT + "/?");
    private static final Pattern JUMP_FORM =
            Pattern.compile("(?:([^\\s@:\\p{Cntrl}]+)@)?" + HOST + "(?:" + PORT + ")?");

    static final KeyTable TABLE = new KeyTable();

    static final Key<Proxy> PROXY = TABLE.optional(
            "proxy",
            new ValueType<>("socks5://host:port or http://host:port", true, WayKeys::parseProxy, Proxy::toString),
            "A proxy that leads to the server, or to `jump-host` if there is one: `socks5://host:port`, or `http://host:port`"
                    + " for one with the method CONNECT. It looks up the host's name");

    static final Key<String> PROXY_USERNAME =
            TABLE.optional("proxy-username", ValueType.TEXT, "The account at the proxy, if it wants a login");

    static final Key<String> PROXY_PASSWORD = TABLE.optional(
            "proxy-password", ValueType.SECRET, "Its password, which goes to the proxy without encryption");

    static final Key<JumpAddresses> JUMP_HOST = TABLE.optional(
            "jump-host",
            new ValueType<>(
                    "[user@]host[:port], or several with commas between them",
                    true,
                    JumpAddresses::parse,
                    JumpAddresses::toString),
            "An SSH server that leads to the SFTP server, as with `ssh -J`: `[user@]host[:port]`. It looks up the server's"
                    + " name; the server is known by its own name and key all the same. Of several, with commas between"
                    + " them, each leads to the next one; all have the same key pair");

    static final Key<String> JUMP_USERNAME = TABLE.derived(
            "jump-username", ValueType.TEXT, "that of jump-host, or username", "The account at the jump host");

    static final Key<String> JUMP_PASSWORD =
            TABLE.optional("jump-password", ValueType.SECRET, "Its password, where it has no key");

    static final Key<Path> JUMP_KEY_PAIR_PATH = TABLE.derived(
            "jump-key-pair-path",
            ValueType.PATH,
            "key-pair-path, where there is no jump-password",
            "The private key of the account at the jump host");

    static final Key<String> JUMP_KEY_PAIR_PASSPHRASE = TABLE.optional(
            "jump-key-pair-passphrase", ValueType.SECRET, "What `jump-key-pair-path` is encrypted with, if it is");

    static final Key<Path> JUMP_KNOWN_HOSTS = TABLE.derived(
            "jump-known-hosts",
            ValueType.PATH,
            "known-hosts, where there is no jump-host-key",
            "The `known_hosts` file that has the jump host's keys");

    static final Key<HostKeys> JUMP_HOST_KEY = TABLE.optional(
            "jump-host-key",
            HostKeys.TYPE,
            "The jump host's fingerprints, or `accept-new` beside `jump-known-hosts`, as for `host-key`");

    private static final TrustKeys JUMP_TRUST = new TrustKeys(JUMP_KNOWN_HOSTS, JUMP_HOST_KEY);

    private final Section section;
    private final Path folder;

    private WayKeys(Section section, Path folder) {
        this.section = section;
        this.folder = folder;
    }

    /** Where a jump host is. */
    record JumpAddress(@Nullable String username, Endpoint endpoint) {
        static Optional<JumpAddress> parse(String text) {
            Matcher parts = JUMP_FORM.matcher(text);
            return parts.matches()
                    ? parseEndpoint(parts.group(2), parts.group(3), SSH_PORT)
                            .map(endpoint -> new JumpAddress(parts.group(1), endpoint))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return (username == null ? "" : username + "@") + endpoint;
        }
    }

    /** In the order in which they are gone through. */
    record JumpAddresses(List<JumpAddress> all) {
        static Optional<JumpAddresses> parse(String text) {
            List<Optional<JumpAddress>> parts = Stream.of(text.split(",", -1))
                    .map(String::strip)
                    .map(JumpAddress::parse)
                    .toList();
            return parts.stream().allMatch(Optional::isPresent)
                    ? Optional.of(new JumpAddresses(
                            parts.stream().flatMap(Optional::stream).toList()))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return all.stream().map(JumpAddress::toString).collect(Collectors.joining(","));
        }
    }

    private static Optional<Proxy> parseProxy(String text) {
        Matcher parts = PROXY_FORM.matcher(text);
        return parts.matches()
                ? parseEndpoint(parts.group(2), parts.group(3), 0)
                        .map(endpoint -> new Proxy(
                                parts.group(1).equals("http") ? Protocol.HTTP : Protocol.SOCKS5, endpoint, null))
                : Optional.empty();
    }

    private static Optional<Endpoint> parseEndpoint(String host, @Nullable String port, int usualPort) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int number = port == null ? usualPort : Integer.parseInt(port);
        return number >= 1 && number <= 65535 ? Optional.of(new Endpoint(bare, number)) : Optional.empty();
    }

    /** Notes what does not fit together. */
    static void check(Section section) {
        WayKeys keys = new WayKeys(section, Path.of(""));
        keys.checkProxy();
        keys.checkJumpHost();
    }

    /** @param folder where relative paths start */
    static Way read(Section section, Path folder, SshDefaults client) {
        WayKeys keys = new WayKeys(section, folder);
        return new Way(keys.proxy(), keys.jumpHost(client));
    }

    /** What the client's own server has, and a jump host has, too, unless it is said otherwise. */
    record SshDefaults(String username, Authentication authentication, HostKeyTrust trust) {}

    private void checkProxy() {
        require(PROXY, PROXY_USERNAME, PROXY_PASSWORD);
        if (section.has(PROXY_USERNAME) != section.has(PROXY_PASSWORD)) {
            section.fault(
                    section.has(PROXY_USERNAME) ? PROXY_PASSWORD : PROXY_USERNAME,
                    "is missing: a login has proxy-username and proxy-password");
        }
        Predicate<String> tooLong = text -> text.getBytes(UTF_8).length > LONGEST_FOR_SOCKS;
        if (section.find(PROXY)
                .filter(proxy -> proxy.protocol() == Protocol.SOCKS5)
                .isPresent()) {
            Stream.of(PROXY_USERNAME, PROXY_PASSWORD)
                    .filter(key -> section.find(key).filter(tooLong).isPresent())
                    .forEach(key -> section.fault(key, "is longer than the 255 bytes that SOCKS has room for"));
        } else if (section.find(PROXY_USERNAME)
                .filter(name -> name.contains(":"))
                .isPresent()) {
            section.fault(PROXY_USERNAME, "has a colon, which ends the name in HTTP (RFC 7617)");
        }
    }

    private void checkJumpHost() {
        require(
                JUMP_HOST,
                JUMP_USERNAME,
                JUMP_PASSWORD,
                JUMP_KEY_PAIR_PATH,
                JUMP_KEY_PAIR_PASSPHRASE,
                JUMP_KNOWN_HOSTS,
                JUMP_HOST_KEY);
        if (!section.has(JUMP_HOST)) {
            return;
        }
        boolean named = section.find(JUMP_HOST)
                .filter(addresses -> addresses.all().stream().anyMatch(address -> address.username() != null))
                .isPresent();
        if (named && section.has(JUMP_USERNAME)) {
            section.fault(JUMP_USERNAME, "can't stand beside a user in jump-host: give one of them");
        }
        if (Stream.of(JUMP_PASSWORD, JUMP_KEY_PAIR_PATH, ClientKeys.KEY_PAIR_PATH)
                .allMatch(section::lacks)) {
            section.fault(JUMP_PASSWORD, "is missing: give jump-password or jump-key-pair-path");
        }
        if (section.has(JUMP_PASSWORD)
                && section.find(JUMP_HOST)
                        .filter(addresses -> addresses.all().size() > 1)
                        .isPresent()) {
            section.fault(
                    JUMP_PASSWORD,
                    "can't be given for several jump hosts: each would be shown it; give jump-key-pair-path");
        }
        section.requireBeside(JUMP_KEY_PAIR_PASSPHRASE, JUMP_KEY_PAIR_PATH);
        JUMP_TRUST.check(section);
        if (Stream.of(JUMP_KNOWN_HOSTS, JUMP_HOST_KEY, ClientKeys.KNOWN_HOSTS).allMatch(section::lacks)) {
            section.fault(JUMP_KNOWN_HOSTS, "is missing: give jump-known-hosts or jump-host-key");
        }
    }

    private void require(Key<?> needed, Key<?>... keys) {
        Stream.of(keys).forEach(key -> section.requireBeside(key, needed));
    }

    private @Nullable Proxy proxy() {
        return section.find(PROXY)
                .map(proxy -> new Proxy(
                        proxy.protocol(),
                        proxy.endpoint(),
                        section.find(PROXY_USERNAME)
                                .map(name -> new ProxyLogin(name, section.get(PROXY_PASSWORD)))
                                .orElse(null)))
                .orElse(null);
    }

    private @Nullable JumpHost jumpHost(SshDefaults client) {
        JumpHost last = null;
        for (JumpAddress address :
                section.find(JUMP_HOST).map(JumpAddresses::all).orElse(List.of())) {
            last = new JumpHost(
                    address.endpoint(),
                    Optional.ofNullable(address.username())
                            .or(() -> section.find(JUMP_USERNAME))
                            .orElse(client.username()),
                    authentication(client.authentication()),
                    JUMP_TRUST.read(section, folder).orElse(client.trust()),
                    last);
        }
        return last;
    }

    private Authentication authentication(Authentication client) {
        Authentication.Password password =
                section.find(JUMP_PASSWORD).map(Authentication.Password::new).orElse(null);
        Authentication.KeyPair keyPair = section.find(JUMP_KEY_PAIR_PATH)
                .map(path -> new Authentication.KeyPair(
                        folder.resolve(path),
                        section.find(JUMP_KEY_PAIR_PASSPHRASE).orElse(null)))
                .orElse(null);
        if (keyPair != null && password != null) {
            return new Authentication.Several(keyPair, password, List.of());
        }
        if (keyPair != null) {
            return keyPair;
        }
        // The server's password is shown to nobody else.
        return password == null ? keyPairOf(client) : password;
    }

    private static Authentication keyPairOf(Authentication client) {
        return client instanceof Authentication.Several several && several.keyPair() != null
                ? several.keyPair()
                : client;
    }
}
