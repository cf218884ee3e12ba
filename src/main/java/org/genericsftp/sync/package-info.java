/**
 * When a sync starts by itself, and what the connection of each client was last seen to be.
 */
@NullMarked
package org.genericsftp.sync;

import org.jspecify.annotations.NullMarked;
