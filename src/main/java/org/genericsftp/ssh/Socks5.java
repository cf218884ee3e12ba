package org.genericsftp.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.regex.Pattern;
import org.genericsftp.ssh.ProxyRefusalException.Refused;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.genericsftp.ssh.Way.ProxyLogin;
import org.jspecify.annotations.Nullable;

/** The client's side of SOCKS version 5 (RFC 1928), with user name and password (RFC 1929) where they are given. */
final class Socks5 implements ProxyConversation {
    private static final int VERSION = 5;
    private static final int LOGIN_VERSION = 1;
    private static final int NO_LOGIN = 0;
    private static final int USER_AND_PASSWORD = 2;
    private static final int NO_METHOD = 0xFF;
    private static final int CONNECT = 1;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;
    private static final int LONGEST = 255;

    /** Looked up by nobody: {@link InetAddress} takes them as they are. */
    private static final Pattern NUMERIC =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    @Override
    public void ask(Socket connected, Endpoint host, @Nullable ProxyLogin login, LoginTurn turn)
            throws IOException, ProxyRefusalException {
        InputStream in = connected.getInputStream();
        OutputStream out = connected.getOutputStream();
        out.write(
                login == null
                        ? new byte[] {VERSION, 1, NO_LOGIN}
                        : new byte[] {VERSION, 2, NO_LOGIN, USER_AND_PASSWORD});
        expectVersion(in);
        int method = ProxyConversation.next(in);
        if (method == USER_AND_PASSWORD && login != null) {
            logIn(in, out, login);
        } else if (method == NO_METHOD) {
            throw new ProxyRefusalException(
                    Refused.LOGIN,
                    login == null
                            ? "wants a login, and none is configured"
                            : "takes no login with a user name and password");
        } else if (method != NO_LOGIN) {
            throw new IOException("it wants a login of a kind that it was not offered: method " + method);
        }
        turn.accepted();
        out.write(request(host));
        readReply(in);
    }

    private static void expectVersion(InputStream in) throws IOException {
        int version = ProxyConversation.next(in);
        if (version != VERSION) {
            throw new IOException("it does not speak SOCKS version 5");
        }
    }

    private static void logIn(InputStream in, OutputStream out, ProxyLogin login)
            throws IOException, ProxyRefusalException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(LOGIN_VERSION);
        put(request, login.username().getBytes(UTF_8));
        put(request, login.password().getBytes(UTF_8));
        out.write(request.toByteArray());
        int unusedVersion = ProxyConversation.next(in);
        if (ProxyConversation.next(in) != 0) {
            throw new ProxyRefusalException(Refused.LOGIN, "refuses the user name or the password");
        }
    }

    private static byte[] request(Endpoint host) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(new byte[] {VERSION, CONNECT, 0});
        if (NUMERIC.matcher(host.host()).matches()) {
            byte[] address = InetAddress.getByName(host.host()).getAddress();
            request.write(address.length == 4 ? IPV4 : IPV6);
            request.writeBytes(address);
        } else {
            request.write(NAME);
            put(request, ProxyConversation.asciiName(host.host()).getBytes(UTF_8));
        }
        request.write(host.port() >> 8);
        request.write(host.port());
        return request.toByteArray();
    }

    private static void put(ByteArrayOutputStream request, byte[] text) throws IOException {
        if (text.length > LONGEST) {
            throw new IOException(
                    "a name or a password is longer than the " + LONGEST + " bytes that SOCKS has room for");
        }
        request.write(text.length);
        request.writeBytes(text);
    }

    private static void readReply(InputStream in) throws IOException, ProxyRefusalException {
        expectVersion(in);
        int reply = ProxyConversation.next(in);
        if (reply != 0) {
            throw refusal(reply);
        }
        int unusedReserved = ProxyConversation.next(in);
        int type = ProxyConversation.next(in);
        int addressLength = switch (type) {
            case IPV4 -> 4;
            case IPV6 -> 16;
            case NAME -> ProxyConversation.next(in);
            default -> throw new IOException("it does not speak SOCKS version 5");
        };
        for (int i = 0; i < addressLength + 2; i++) {
            int unused = ProxyConversation.next(in);
        }
    }

    private static ProxyRefusalException refusal(int reply) {
        return switch (reply) {
            case 1 -> new ProxyRefusalException(Refused.FOR_NOW, "failed to connect (general failure)");
            case 2 -> new ProxyRefusalException(Refused.CONNECTION, "does not allow this connection by its rules");
            case 3 -> new ProxyRefusalException(Refused.FOR_NOW, "finds the network unreachable");
            case 4 -> new ProxyRefusalException(Refused.FOR_NOW, "finds the host unreachable, or its name unknown");
            case 5 -> new ProxyRefusalException(Refused.FOR_NOW, "was refused the connection");
            case 6 -> new ProxyRefusalException(Refused.FOR_NOW, "was too long under way (TTL expired)");
            case 7 -> new ProxyRefusalException(Refused.CONNECTION, "does not support the command CONNECT");
            case 8 -> new ProxyRefusalException(Refused.CONNECTION, "does not support this type of address");
            default -> new ProxyRefusalException(Refused.FOR_NOW, "failed to connect (reply " + reply + ")");
        };
    }
}
