/**
 * The port to where the copies go, and what all its adapters have in common: which names can be kept, how a file is
 * written under a temporary name, and what is removed of those. Knows neither local files nor SMB.
 */
@NullMarked
package org.genericsftp.destination;

import org.jspecify.annotations.NullMarked;
