/**
 * Lifecycles: starts the clients of one process, keeps it running until it is told to stop, and stops them in order.
 * Knows nothing of what a client does.
 */
@NullMarked
package org.genericsftp.worker;

import org.jspecify.annotations.NullMarked;
