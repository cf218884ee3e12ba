package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.RealServers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A system that wants files, written in Python with a library that others wrote. */
record PythonRequester(Path python, String script, int port, Names names) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * How the broker wants queues to be named.
     *
     * @param queue what stands before a name where it is sent to, or received from
     * @param replyTo what stands before it in a reply-to
     */
    record Names(String queue, String replyTo) {}

    /** @param port where the broker listens for STOMP */
    static PythonRequester stomp(int port) {
        return stomp(port, new Names("/queue/", "/queue/"));
    }

    static PythonRequester stomp(int port, Names names) {
        return new PythonRequester(RealServers.requirePython("stomp"), "stomp_requester.py", port, names);
    }

    /** @param port where the broker listens for AMQP */
    static PythonRequester amqp(int port) {
        return amqp(port, new Names("queue://", "queue://"));
    }

    static PythonRequester amqp(int port, Names names) {
        return new PythonRequester(RealServers.requirePython("proton"), "amqp_requester.py", port, names);
    }

    /**
     * Sends a request and waits for its reply.
     *
     * @param replyTo the name of a queue, or {@code temporary}
     * @param correlationId none where it is empty
     * @param kind {@code text} or {@code bytes}
     */
    Reply ask(String queue, String json, String replyTo, String correlationId, String kind) {
        boolean temporary = replyTo.equals("temporary");
        String printed = Command.runWithInput(
                json,
                python.toString(),
                scriptFile().toString(),
                Integer.toString(port),
                names.queue() + queue,
                temporary ? replyTo : names.queue() + replyTo,
                temporary ? replyTo : names.replyTo() + replyTo,
                correlationId,
                kind);
        List<JsonNode> pages = new ArrayList<>();
        String answeredTo = "";
        for (String line : printed.lines().toList()) {
            JsonNode message = JSON.readTree(line);
            JsonNode page = MessageSchemas.read(message.path("body").asString());
            assertThat(message.path("type").asString())
                    .isEqualTo(page.path("type").asString());
            assertThat(message.path("status").asString(null))
                    .isEqualTo(page.path("status").asString(null));
            answeredTo = message.path("correlationId").asString();
            pages.add(page);
        }
        return new Reply(answeredTo, pages);
    }

    private Path scriptFile() {
        try {
            return Path.of(Objects.requireNonNull(PythonRequester.class.getResource("/requesters/" + script))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
