/**
 * The source: an SFTP version 3 client of our own, with many requests in flight. Knows nothing of SSH, requests, filters
 * or destinations.
 */
@NullMarked
package org.genericsftp.sftp;

import org.jspecify.annotations.NullMarked;
