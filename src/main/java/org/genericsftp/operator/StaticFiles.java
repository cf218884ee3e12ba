package org.genericsftp.operator;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The files of the page, and of the library that it draws plots with, out of the program's own archive. */
final class StaticFiles {
    private static final String PAGE = "page/";
    private static final String LIBRARY = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final String LIBRARY_PATH = "/lib/uplot/";
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*)+");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "json", "application/json",
            "woff2", "font/woff2",
            "txt", "text/plain; charset=utf-8");

    private final Map<String, Optional<Stored>> known = new ConcurrentHashMap<>();

    private static final class Stored {
        private final String type;
        /** Differs where the bytes do. */
        private final String tag;

        private final byte[] bytes;

        Stored(String type, byte[] bytes) {
            this.type = type;
            this.tag = tagOf(bytes);
            this.bytes = bytes;
        }
    }

    void answer(Call call) throws HttpProblem, IOException {
        String path = call.rawPath().equals("/") ? "/index.html" : call.rawPath();
        Stored file = find(path);
        if (file == null) {
            throw HttpProblem.notFound();
        }
        // Asked for again each time, so that a page never runs with the scripts of another release.
        call.responseHeaders().set("Cache-Control", "no-cache");
        call.responseHeaders().set("ETag", file.tag);
        if (file.tag.equals(call.headers().getFirst("If-None-Match"))) {
            call.begin(304, file.type, -1);
        } else {
            call.answer(200, file.type, file.bytes);
        }
    }

    private @Nullable Stored find(String path) throws IOException {
        if (!PATH.matcher(path).matches()) {
            return null;
        }
        Optional<Stored> file = known.get(path);
        if (file == null) {
            file = read(path);
            // No more than there are files.
            if (file.isPresent()) {
                known.put(path, file);
            }
        }
        return file.orElse(null);
    }

    private static Optional<Stored> read(String path) throws IOException {
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        String name = path.startsWith(LIBRARY_PATH)
                ? LIBRARY + path.substring(LIBRARY_PATH.length())
                : PAGE + path.substring(1);
        if (type == null) {
            return Optional.empty();
        }
        try (InputStream in = StaticFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            return Optional.of(new Stored(type, bytes));
        }
    }

    private static String tagOf(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
