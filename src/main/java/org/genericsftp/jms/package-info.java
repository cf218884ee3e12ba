/**
 * The adapter for ActiveMQ, and the only user of JMS: connections, sessions, message bodies and addresses. It knows what is
 * received and sent only as the port of {@link org.genericsftp.serve} has it.
 */
@NullMarked
package org.genericsftp.jms;

import org.jspecify.annotations.NullMarked;
