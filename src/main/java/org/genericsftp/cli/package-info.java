/**
 * The command line: what the commands take, print and end with. Knows the ports through which they work, and nothing of
 * what is behind those.
 */
@NullMarked
package org.genericsftp.cli;

import org.jspecify.annotations.NullMarked;
