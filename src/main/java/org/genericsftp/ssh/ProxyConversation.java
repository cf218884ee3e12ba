package org.genericsftp.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.IDN;
import java.net.Socket;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.genericsftp.ssh.Way.Protocol;
import org.genericsftp.ssh.Way.ProxyLogin;
import org.jspecify.annotations.Nullable;

/** Asks a proxy for a connection to a host. */
interface ProxyConversation {
    /**
     * Returns when the proxy is through to the host; whatever comes after that is the host's, and has not been read.
     *
     * @param connected to the proxy; closed by others when time is over
     * @param turn is told when the proxy has accepted the login
     * @throws ProxyRefusalException where the proxy says no
     * @throws IOException also where what answers is no such proxy
     */
    void ask(Socket connected, Endpoint host, @Nullable ProxyLogin login, LoginTurn turn)
            throws IOException, ProxyRefusalException;

    static ProxyConversation in(Protocol protocol) {
        return protocol == Protocol.SOCKS5 ? new Socks5() : new HttpConnect();
    }

    /** The next byte, which must come. */
    static int next(InputStream in) throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new EOFException(
                    "it closed the connection without an answer, as some do that don't get through to the server");
        }
        return value;
    }

    /** A host's name as the DNS has it (RFC 5890). */
    static String asciiName(String name) {
        try {
            return IDN.toASCII(name);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }
}
