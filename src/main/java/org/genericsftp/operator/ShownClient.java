package org.genericsftp.operator;

import java.time.Instant;
import java.util.List;
import org.genericsftp.serve.ClientService;
import org.jspecify.annotations.Nullable;

/**
 * One client of this worker.
 *
 * @param quietUntil when the quiet hours end for which it is paused; null where there are none, or an operator has paused it
 * @param service what serves it; null while it is paused, or has not been made
 * @param ending what served it with other settings, or before it was paused, and still finishes what runs
 */
public record ShownClient(
        ClientDetails details,
        @Nullable Instant quietUntil,
        @Nullable ClientService service,
        List<ClientService> ending) {
    public ShownClient {
        ending = List.copyOf(ending);
    }

    /** What can tell its workers to do something; null where nothing of it is left. */
    @Nullable
    ClientService anyService() {
        return service != null || ending.isEmpty() ? service : ending.get(0);
    }

    public String name() {
        return details.name();
    }
}
