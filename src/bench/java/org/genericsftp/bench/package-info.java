/**
 * The worker side by side with other programs that fetch files over SFTP, in one run, as ratios: {@code mvn -q -P bench}.
 * Knows the packaged worker from outside only, by its configuration file, its messages and its command line.
 */
@NullMarked
package org.genericsftp.bench;

import org.jspecify.annotations.NullMarked;
