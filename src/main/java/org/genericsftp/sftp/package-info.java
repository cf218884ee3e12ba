/**
 * The source: an SFTP version 3 client of our own, with many requests in flight, on JSch's transport. The only user of
 * JSch. Knows nothing of requests, filters or destinations.
 */
@NullMarked
package org.genericsftp.sftp;

import org.jspecify.annotations.NullMarked;
