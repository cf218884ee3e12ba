/**
 * The way to an SFTP server: connecting, checking its host key, logging in, and starting its sftp subsystem, whose two
 * byte streams are the {@link SftpTransport}. The only user of JSch. Knows nothing of what SFTP says over them.
 */
@NullMarked
package org.genericsftp.ssh;

import org.jspecify.annotations.NullMarked;
