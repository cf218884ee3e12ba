package org.genericsftp.journal;

import java.time.Instant;

/** A version of a file was delivered. What {@link Journal#delivery} makes, for {@link Journal#write}. */
public record Delivery(Fingerprint file, Instant at) {}
