package org.genericsftp.operator;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a stream of server-sent events. */
final class EventReader implements Closeable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    EventReader(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    HttpResponse<InputStream> response() {
        return response;
    }

    /** The data of the next event of the type that is as wanted; waits for it. */
    JsonNode next(String type, Predicate<JsonNode> wanted) throws IOException {
        String event = "";
        while (true) {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("The stream has ended without an event " + type);
            }
            if (line.startsWith("event: ")) {
                event = line.substring(7);
            } else if (line.startsWith("data: ") && event.equals(type)) {
                JsonNode data = JSON.readTree(line.substring(6));
                if (wanted.test(data)) {
                    return data;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
