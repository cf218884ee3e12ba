/**
 * The source: an SFTP version 3 client of our own, which lists folders and reads files with many requests in flight, and
 * learns what its servers can do. Knows nothing of what is asked for and where it goes.
 */
@NullMarked
package org.genericsftp.sftp;

import org.jspecify.annotations.NullMarked;
