package org.genericsftp.ssh;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.genericsftp.file.Printable;
import org.genericsftp.ssh.ProxyRefusalException.Refused;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.genericsftp.ssh.Way.ProxyLogin;
import org.jspecify.annotations.Nullable;

/** The client's side of HTTP's CONNECT (RFC 9110, 9.3.6), with a Basic login (RFC 7617) where one is given. */
final class HttpConnect implements ProxyConversation {
    private static final int LONGEST_HEAD = 16 * 1024;
    private static final int LONGEST_WORDS = 80;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[0-9] ([0-9]{3})(?: (.*))?");
    private static final String CHALLENGE = "proxy-authenticate:";

    @Override
    public void ask(Socket connected, Endpoint host, @Nullable ProxyLogin login, LoginTurn turn)
            throws IOException, ProxyRefusalException {
        connected.getOutputStream().write(request(host, login).getBytes(ISO_8859_1));
        // It answers a login that it refuses at once, and all else when it is through to the host.
        turn.onTheWay();
        List<String> head = readHead(connected.getInputStream());
        Matcher line = STATUS_LINE.matcher(head.get(0));
        if (!line.matches()) {
            throw new IOException("it does not speak HTTP");
        }
        int status = Integer.parseInt(line.group(1));
        ProxyRefusalException refusal = status / 100 == 2 ? null : refusal(status, said(line), head, login);
        if (refusal == null || refusal.refused() != Refused.LOGIN) {
            turn.accepted();
        }
        if (refusal != null) {
            throw refusal;
        }
    }

    private static String said(Matcher line) {
        return line.group(1) + shortened(line.group(2) == null ? "" : " " + line.group(2));
    }

    private static String request(Endpoint host, @Nullable ProxyLogin login) {
        String authorization = "";
        if (login != null) {
            byte[] pair = (login.username() + ":" + login.password()).getBytes(UTF_8);
            authorization = "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(pair) + "\r\n";
        }
        Endpoint target = new Endpoint(ProxyConversation.asciiName(host.host()), host.port());
        return "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + authorization + "\r\n";
    }

    /** Byte by byte: what comes behind the head is not ours. */
    private static List<String> readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\n\r\n", Math.max(0, head.length() - 3)) < 0
                && head.indexOf("\n\n", Math.max(0, head.length() - 2)) < 0) {
            head.append((char) ProxyConversation.next(in));
            if (head.length() > LONGEST_HEAD || (head.length() == 5 && head.indexOf("HTTP/") != 0)) {
                throw new IOException("it does not speak HTTP");
            }
        }
        return head.toString().lines().toList();
    }

    private static ProxyRefusalException refusal(
            int status, String said, List<String> head, @Nullable ProxyLogin login) {
        return switch (status) {
            // Tinyproxy answers 401 to a wrong password, and 407 to none.
            case 401, 407 -> new ProxyRefusalException(Refused.LOGIN, loginRefused(head, login));
            case 400, 403, 405, 501 ->
                new ProxyRefusalException(Refused.CONNECTION, "does not allow this connection: " + said);
            case 404, 500, 502, 503, 504 ->
                new ProxyRefusalException(Refused.FOR_NOW, "does not get through to it: " + said);
            default -> new ProxyRefusalException(Refused.FOR_NOW, "does not connect: " + said);
        };
    }

    private static String loginRefused(List<String> head, @Nullable ProxyLogin login) {
        List<String> schemes = head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(CHALLENGE))
                .map(line -> line.substring(CHALLENGE.length()).strip().split(" ", 2)[0])
                .toList();
        if (!schemes.isEmpty() && schemes.stream().noneMatch("Basic"::equalsIgnoreCase)) {
            return "takes no Basic login; it wants" + shortened(" " + String.join(", ", schemes));
        }
        return login == null ? "wants a login, and none is configured" : "refuses the user name or the password";
    }

    private static String shortened(String words) {
        return Printable.escape(words.length() > LONGEST_WORDS ? words.substring(0, LONGEST_WORDS) + "…" : words);
    }
}
