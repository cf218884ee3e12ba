/**
 * The destination that is a folder on a Windows share, reached by SMB 2 or 3: a jail that no path and no link leads out
 * of. The only user of the SMB client; knows nothing of where the files come from.
 */
@NullMarked
package org.genericsftp.share;

import org.jspecify.annotations.NullMarked;
