/**
 * SFTP version 3 as it goes over the wire: the requests and replies, their bytes, and the {@link Multiplexer}, which has
 * many of them in flight on one transport and brings each request its reply. Knows nothing of what they are asked for:
 * files, listings, limits.
 */
@NullMarked
package org.genericsftp.packets;

import org.jspecify.annotations.NullMarked;
