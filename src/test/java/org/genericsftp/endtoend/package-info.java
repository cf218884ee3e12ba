/**
 * The packaged program as its users meet it, between a broker and an SFTP server that are processes of their own. Knows
 * nothing of the program's insides: it writes configuration files, sends messages, and looks at files and exit codes.
 */
@NullMarked
package org.genericsftp.endtoend;

import org.jspecify.annotations.NullMarked;
