/**
 * The port to where the copies go, and what all its adapters hold to: which names can be kept, and how a file is named
 * while it is written. Knows neither local files nor SMB.
 */
@NullMarked
package org.genericsftp.destination;

import org.jspecify.annotations.NullMarked;
