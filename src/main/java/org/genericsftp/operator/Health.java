package org.genericsftp.operator;

import java.util.List;
import java.util.function.Supplier;
import org.genericsftp.serve.ClientService;
import org.jspecify.annotations.Nullable;

/**
 * Whether a worker is well, for whoever starts it anew or sends it work. It tells no names, for everybody may ask.
 *
 * @param answer what is so at the moment
 */
public record Health(String path, Supplier<Answer> answer) implements Extension {
    private static final String TEXT = "text/plain; charset=utf-8";

    /** The process answers: that is all. */
    public static Health live() {
        return new Health("/health/live", () -> new Answer(200, TEXT, "live\n"));
    }

    /** The broker is connected for each client. That an SFTP server is away is an answer to requests, not the worker's fault. */
    public static Health ready(ClientDirectory clients) {
        return new Health("/health/ready", () -> readiness(clients.clients()));
    }

    private static Answer readiness(List<ShownClient> clients) {
        List<ShownClient> meant =
                clients.stream().filter(client -> !client.details().paused()).toList();
        long connected = meant.stream()
                .map(ShownClient::service)
                .filter(Health::isConnected)
                .count();
        return connected == meant.size()
                ? new Answer(200, TEXT, "ready\n")
                : new Answer(
                        503,
                        TEXT,
                        "not ready: the broker is connected for " + connected + " of " + meant.size() + " clients\n");
    }

    private static boolean isConnected(@Nullable ClientService service) {
        return service != null && service.isConnected();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public Answer answer(@Nullable String accept) {
        return answer.get();
    }
}
