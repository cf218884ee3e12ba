/**
 * Broker in, broker out: takes requests from queues, runs them, and sends the answers in the same transaction. The
 * only user of JMS.
 */
@NullMarked
package org.genericsftp.jms;

import org.jspecify.annotations.NullMarked;
