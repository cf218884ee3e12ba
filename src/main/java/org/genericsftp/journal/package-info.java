/**
 * Remembers at the destination which files were delivered, for clients whose consumers take files away. Trusts nothing that it
 * reads there, and knows nothing of jobs.
 */
@NullMarked
package org.genericsftp.journal;

import org.jspecify.annotations.NullMarked;
