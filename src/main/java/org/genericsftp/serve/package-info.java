/**
 * What answering means: handles requests, sync triggers and control messages, and sends replies, events and notices. It owns
 * the port to the broker ({@link org.genericsftp.serve.Broker}), and must not know which broker that is, nor JMS.
 */
@NullMarked
package org.genericsftp.serve;

import org.jspecify.annotations.NullMarked;
