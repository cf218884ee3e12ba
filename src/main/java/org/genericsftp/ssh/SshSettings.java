package org.genericsftp.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where an SSH server is, and how both sides prove who they are. */
public record SshSettings(
        Endpoint endpoint,
        String username,
        Authentication authentication,
        HostKeyTrust hostKeyTrust,
        Timing timing,
        SshAlgorithms algorithms,
        Way way) {

    /** Straight to the server. */
    public SshSettings(
            Endpoint endpoint,
            String username,
            Authentication authentication,
            HostKeyTrust hostKeyTrust,
            Timing timing,
            SshAlgorithms algorithms) {
        this(endpoint, username, authentication, hostKeyTrust, timing, algorithms, Way.STRAIGHT);
    }

    /** Straight to the server, with the usual algorithms. */
    public SshSettings(
            Endpoint endpoint,
            String username,
            Authentication authentication,
            HostKeyTrust hostKeyTrust,
            Timing timing) {
        this(endpoint, username, authentication, hostKeyTrust, timing, SshAlgorithms.USUAL);
    }

    public record Endpoint(String host, int port) {
        @Override
        public String toString() {
            return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
        }
    }

    /** Which server this is: an address means something only where it is called from. */
    public Place place() {
        return new Place(endpoint, way.stations());
    }

    /** Who logs in there. */
    SharedLogins.Account account() {
        return new SharedLogins.Account(place(), username, authentication);
    }

    /** @param via what a connection goes through, in that order */
    public record Place(Endpoint endpoint, List<Endpoint> via) {
        public Place {
            via = List.copyOf(via);
        }
    }

    /** How the worker proves who it is. Its text never shows a secret. */
    public sealed interface Authentication {
        default boolean hasKeyPair() {
            return this instanceof KeyPair || (this instanceof Several several && several.keyPair() != null);
        }

        record Password(String password) implements Authentication {
            @Override
            public String toString() {
                return "password";
            }
        }

        /** @param certificate null for the one beside the key, if there is one */
        record KeyPair(
                Path privateKey,
                @Nullable String passphrase,
                @Nullable Path certificate) implements Authentication {
            public KeyPair(Path privateKey, @Nullable String passphrase) {
                this(privateKey, passphrase, null);
            }

            @Override
            public String toString() {
                return "key pair " + privateKey;
            }
        }

        /**
         * What a server wants one after the other.
         *
         * @param keyPair null where it takes no key
         * @param password null where it takes no password
         * @param answers to what else it asks by keyboard-interactive (RFC 4256)
         */
        record Several(@Nullable KeyPair keyPair, @Nullable Password password, List<Answer> answers)
                implements Authentication {
            public Several {
                answers = List.copyOf(answers);
            }
        }
    }

    /**
     * An answer that is always the same.
     *
     * @param question as the server puts it, {@code *} standing for any text
     */
    public record Answer(String question, String text) {
        @Override
        public String toString() {
            return "answer to " + question;
        }
    }

    /** How the server proves who it is. */
    public sealed interface HostKeyTrust {
        /** An OpenSSH known_hosts file, hashed entries and {@code [host]:port} included. */
        record KnownHosts(Path file) implements HostKeyTrust {}

        /** An OpenSSH known_hosts file, which the key of a server that it does not have is written into. */
        record AcceptNew(Path file) implements HostKeyTrust {}

        /** The key's fingerprint is one of these, as {@code ssh-keygen -l} prints it: {@code SHA256:} and unpadded Base64. */
        record Fingerprint(List<String> sha256) implements HostKeyTrust {
            public Fingerprint {
                sha256 = List.copyOf(sha256);
            }

            public Fingerprint(String sha256) {
                this(List.of(sha256));
            }
        }

        /** No key is trusted yet: the server's is looked at, and refused. */
        record NoneYet() implements HostKeyTrust {}
    }

    /**
     * Bounds on how long things take.
     *
     * @param connect one deadline over name resolution, connect, banner, key exchange, authentication, subsystem start
     *     and the look at the source directory
     * @param keepAlive how long a connection is silent before it is probed
     */
    public record Timing(Duration connect, Duration keepAlive) {
        public static final Timing DEFAULT = new Timing(Duration.ofSeconds(20), Duration.ofSeconds(15));
    }
}
