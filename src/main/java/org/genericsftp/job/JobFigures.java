package org.genericsftp.job;

import org.genericsftp.source.SourceFigures;

/**
 * What the jobs of one client have done since it was made.
 *
 * @param retries how often something that had failed was tried again: a file, the listing, the destination
 * @param bytesReceived from the server, those included that had to come twice
 */
public record JobFigures(SourceFigures source, long retries, long bytesReceived) {}
