package org.genericsftp.operator;

import org.genericsftp.serve.ClientService;
import org.jspecify.annotations.Nullable;

/**
 * One client of this worker.
 *
 * @param service what serves it; null while it is paused, or has not been made
 */
public record ShownClient(ClientDetails details, @Nullable ClientService service) {
    public String name() {
        return details.name();
    }
}
