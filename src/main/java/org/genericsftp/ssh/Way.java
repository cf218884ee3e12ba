package org.genericsftp.ssh;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the worker and a server. With both, the proxy leads to the jump host.
 *
 * @param proxy null for none
 * @param jumpHost the last one on the way; null for none
 */
public record Way(@Nullable Proxy proxy, @Nullable JumpHost jumpHost) {
    public static final Way STRAIGHT = new Way(null, null);

    /** How a proxy is asked for a connection. */
    public enum Protocol {
        /** RFC 1928, with the login of RFC 1929. */
        SOCKS5,
        /** The method CONNECT (RFC 9110, 9.3.6), with a Basic login (RFC 7617). */
        HTTP
    }

    /**
     * A proxy; it looks up the names of the hosts that it leads to.
     *
     * @param login null where it lets anybody through
     */
    public record Proxy(
            Protocol protocol, Endpoint endpoint, @Nullable ProxyLogin login) {
        /** As it is configured. */
        @Override
        public String toString() {
            return (protocol == Protocol.SOCKS5 ? "socks5://" : "http://") + endpoint;
        }
    }

    /** Its text never shows the password. */
    public record ProxyLogin(String username, String password) {
        @Override
        public String toString() {
            return "login as " + username;
        }
    }

    /**
     * An SSH server that is logged in to, and opens the connection to the next one.
     *
     * @param through the one that leads to it; null for none
     */
    public record JumpHost(
            Endpoint endpoint,
            String username,
            Authentication authentication,
            HostKeyTrust hostKeyTrust,
            @Nullable JumpHost through) {
        public JumpHost(Endpoint endpoint, String username, Authentication authentication, HostKeyTrust hostKeyTrust) {
            this(endpoint, username, authentication, hostKeyTrust, null);
        }

        /** Itself, with those that lead to it before it. */
        public List<JumpHost> chain() {
            List<JumpHost> chain = new ArrayList<>(through == null ? List.of() : through.chain());
            chain.add(this);
            return chain;
        }
    }

    /** In the order in which a connection goes through them. */
    public List<JumpHost> jumpHosts() {
        return jumpHost == null ? List.of() : jumpHost.chain();
    }

    /** What a connection goes through, in that order. */
    List<Endpoint> stations() {
        List<Endpoint> stations = new ArrayList<>();
        if (proxy != null) {
            stations.add(proxy.endpoint());
        }
        jumpHosts().forEach(jump -> stations.add(jump.endpoint()));
        return List.copyOf(stations);
    }
}
