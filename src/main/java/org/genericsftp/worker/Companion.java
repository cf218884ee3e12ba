package org.genericsftp.worker;

import java.io.Closeable;

/** Something that runs beside the clients, such as the operator page: the clients run whether it works or not. */
public interface Companion extends Closeable {
    /** Begins; called on a thread of its own once the clients have begun to start. */
    void start() throws Exception;

    /** Ends; may be called while it starts, and before. */
    @Override
    void close();
}
