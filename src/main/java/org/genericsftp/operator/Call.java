package org.genericsftp.operator;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.genericsftp.file.Printable;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One request over HTTP, and its answer. For one thread. */
final class Call {
    private static final int LONGEST_BODY_BYTES = 256 * 1024;
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final HttpExchange exchange;
    private final SlowPeers.Watch watch;
    private final List<String> path;
    private boolean answered;

    Call(HttpExchange exchange, SlowPeers.Watch watch) {
        this.exchange = exchange;
        this.watch = watch;
        String raw = exchange.getRequestURI().getRawPath();
        this.path = Arrays.stream(raw.substring(Math.min(1, raw.length())).split("/", -1))
                .map(Call::decode)
                .toList();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    String method() {
        return exchange.getRequestMethod();
    }

    boolean reads() {
        return method().equals("GET") || method().equals("HEAD");
    }

    /** What stands between the path's slashes, each decoded. */
    List<String> path() {
        return path;
    }

    String rawPath() {
        return exchange.getRequestURI().getRawPath();
    }

    /** A parameter of the query; null where there is none. */
    @Nullable
    String parameter(String name) {
        String query = exchange.getRequestURI().getRawQuery();
        return query == null
                ? null
                : Arrays.stream(query.split("&"))
                        .filter(pair -> pair.startsWith(name + "="))
                        .findFirst()
                        .map(pair -> decode(pair.substring(name.length() + 1)))
                        .orElse(null);
    }

    Headers headers() {
        return exchange.getRequestHeaders();
    }

    InetAddress from() {
        return exchange.getRemoteAddress().getAddress();
    }

    /** The address from which it came. */
    String peer() {
        return from().getHostAddress();
    }

    SlowPeers.Watch watch() {
        return watch;
    }

    /** The body, which must be a JSON object. */
    ObjectNode body() throws HttpProblem, IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY_BYTES + 1);
        if (body.length > LONGEST_BODY_BYTES) {
            throw new HttpProblem(413, "TOO_LARGE", "A body has at most " + LONGEST_BODY_BYTES + " bytes");
        }
        try {
            return Json.readObject(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new HttpProblem(400, "MALFORMED", "The body is not a JSON object");
        }
    }

    void json(int status, JsonNode tree) throws IOException {
        answer(status, "application/json", Json.write(tree).getBytes(StandardCharsets.UTF_8));
    }

    void refuse(HttpProblem problem) throws IOException {
        if (problem.status() == 401) {
            responseHeaders().set("WWW-Authenticate", "Bearer");
        } else if (problem.status() == 429) {
            responseHeaders().set("Retry-After", "60");
        }
        ObjectNode error = Json.object();
        error.putObject("error")
                .put("code", problem.code())
                .put("message", problem.getMessage())
                .set(
                        "fields",
                        Json.array(
                                problem.fields(),
                                (field, fault) -> field.put("key", fault.key()).put("message", fault.message())));
        json(problem.status(), error);
    }

    /** An answer as a whole, which no cache keeps unless that was said before. */
    void answer(int status, String contentType, byte[] body) throws IOException {
        boolean hasBody = body.length > 0 && !method().equals("HEAD");
        begin(status, contentType, hasBody ? body.length : -1);
        if (hasBody) {
            exchange.getResponseBody().write(body);
        }
    }

    /**
     * Begins an answer.
     *
     * @param length -1 for no body, 0 for one that ends with the connection
     */
    void begin(int status, String contentType, long length) throws IOException {
        Headers headers = responseHeaders();
        headers.set("Content-Type", contentType);
        headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        if (!headers.containsKey("Cache-Control")) {
            headers.set("Cache-Control", "no-store");
        }
        answered = true;
        exchange.sendResponseHeaders(status, length);
    }

    Headers responseHeaders() {
        return exchange.getResponseHeaders();
    }

    /** Writes more of an answer that was begun, and sends it. */
    void write(byte[] bytes) throws IOException {
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
    }

    boolean isAnswered() {
        return answered;
    }

    void close() {
        exchange.close();
    }

    @Override
    public String toString() {
        return method() + " " + Printable.escape(rawPath()) + " from " + peer();
    }
}
