/**
 * The port to where files come from. Knows no SFTP.
 */
@NullMarked
package org.genericsftp.source;

import org.jspecify.annotations.NullMarked;
