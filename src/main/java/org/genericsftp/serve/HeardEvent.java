package org.genericsftp.serve;

import org.genericsftp.request.Response;

/**
 * What a worker of the client, this one or another, has told everybody.
 *
 * @param json the same as it came; may hold fields that this release does not know
 */
public record HeardEvent(Response event, String json) {}
