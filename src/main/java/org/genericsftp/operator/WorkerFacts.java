package org.genericsftp.operator;

import java.time.Instant;

/**
 * What is shown of this worker.
 *
 * @param broker its URL, without what could be a secret
 */
public record WorkerFacts(String name, String version, Instant startedAt, String broker) {}
