/**
 * Copies files from a source to a destination: bounded, one copy per destination path at a time. The only place with
 * a retry policy.
 */
@NullMarked
package org.genericsftp.transfer;

import org.jspecify.annotations.NullMarked;
