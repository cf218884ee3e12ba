/**
 * SFTP servers that others wrote, each as a throwaway program on the loopback interface that works as an account
 * without rights of its own. Knows the worker's settings record, and nothing else of it.
 */
@NullMarked
package org.genericsftp.servers;

import org.jspecify.annotations.NullMarked;
