package org.genericsftp.cli;

import java.util.function.Function;
import org.genericsftp.request.Response;

/**
 * What the commands work through.
 *
 * @param json writes an answer as its message, in one line
 */
public record CommandServices(
        ClientAccess clients, WorkerClients workers, Requester requester, Function<Response, String> json) {}
