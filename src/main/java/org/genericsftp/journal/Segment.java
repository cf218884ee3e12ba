package org.genericsftp.journal;

import java.time.Instant;

/**
 * A file of the journal, as it was read or written last.
 *
 * @param begun when it was, as its name says
 */
record Segment(String name, Instant begun, long sizeBytes, Entries entries) {}
