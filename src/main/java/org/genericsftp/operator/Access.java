package org.genericsftp.operator;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what. A browser that another site has led here is turned away: by the name by which it calls the server (a name
 * that such a site has bound to our address), by the origin that it tells, and by what it tells of how it came to ask. The token
 * travels in a header that no other site can have a browser send.
 */
final class Access {
    private static final Pattern NUMERIC_HOST =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9A-Fa-f:.]+(%\\w+)?]");
    private static final Pattern PORT = Pattern.compile(":[0-9]{0,5}$");
    private static final String SCHEME = "Bearer ";

    private final TokenGuesses tokens;
    private final boolean readersNeedToken;
    private final Set<String> hosts;

    /** @param token what a browser must know to change anything */
    Access(String token, InetAddress address, Set<String> hosts) {
        this.tokens = new TokenGuesses(digest(token), System::nanoTime);
        this.readersNeedToken = !address.isLoopbackAddress();
        this.hosts = new HashSet<>(Set.of("localhost"));
        hosts.forEach(host -> this.hosts.add(host.toLowerCase(Locale.ROOT)));
    }

    /** Turns away what calls the server by a name that is not its own. An address that is a number can't be made another's. */
    void requireOwnName(Headers headers) throws HttpProblem {
        List<String> named = headers.getOrDefault("Host", List.of());
        String host = named.size() == 1 ? PORT.matcher(named.get(0)).replaceFirst("") : "";
        if (!hosts.contains(host.toLowerCase(Locale.ROOT))
                && !NUMERIC_HOST.matcher(host).matches()) {
            throw new HttpProblem(
                    403, "FOREIGN_HOST", "The server is not known by this name; see the setting operator.hosts");
        }
    }

    /** Turns away what another site has a browser ask. Its user may follow a link from there to the page. */
    void requireOwnOrigin(Headers headers, boolean isForPage) throws HttpProblem {
        String origin = headers.getFirst("Origin");
        String site = headers.getFirst("Sec-Fetch-Site");
        boolean fromHere = site == null || site.equals("same-origin") || site.equals("none");
        boolean followsLink = isForPage && "navigate".equals(headers.getFirst("Sec-Fetch-Mode"));
        if (!isOwn(origin, headers.getFirst("Host")) || !(fromHere || followsLink)) {
            throw new HttpProblem(403, "FOREIGN_ORIGIN", "Another site has asked for this");
        }
    }

    /** Behind a proxy that adds TLS the scheme differs. */
    private static boolean isOwn(@Nullable String origin, @Nullable String host) {
        return origin == null
                || origin.equalsIgnoreCase("http://" + host)
                || origin.equalsIgnoreCase("https://" + host);
    }

    void requireReader(Headers headers, InetAddress from) throws HttpProblem {
        if (readersNeedToken) {
            requireToken(headers, from);
        }
    }

    void requireToken(Headers headers, InetAddress from) throws HttpProblem {
        String given = headers.getFirst("Authorization");
        boolean hasScheme = given != null && given.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        if (given == null
                || !hasScheme
                || !tokens.isToken(digest(given.substring(SCHEME.length()).strip()), from)) {
            throw new HttpProblem(401, "UNAUTHORIZED", given == null ? "The token is needed" : "This is not the token");
        }
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
