package org.genericsftp.sftp;

import java.io.Closeable;
import java.io.OutputStream;

/**
 * A started sftp subsystem, as a pair of byte streams: what the server sends goes to the stream that the connecting
 * code was given, whose {@code close} tells the end; what the server shall get is written here.
 */
interface SftpTransport extends Closeable {
    /** Writes block while the server takes nothing; a packet is sent at each flush. */
    OutputStream outgoing();

    /** How the sftp subsystem ended, once it has, to be put behind a sentence; empty where that is not known. */
    default String lastWords() {
        return "";
    }

    /** Ends the connection at once, also under a blocked write, from any thread. Safe to call twice. */
    @Override
    void close();
}
