/**
 * The destination that is a local directory, a mount among them: a jail that no path and no link leads out of. Knows
 * nothing of where the files come from.
 */
@NullMarked
package org.genericsftp.local;

import org.jspecify.annotations.NullMarked;
