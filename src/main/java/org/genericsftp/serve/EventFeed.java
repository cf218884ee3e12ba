package org.genericsftp.serve;

import java.io.Closeable;
import java.util.Map;

/** Hears what the workers of many clients tell, over one connection. Nothing is repeated to who listens later. */
public interface EventFeed extends Closeable {
    /**
     * Hears these topics from soon on, and no others; does not block. For any thread. It connects when this is first called, and
     * anew whenever the connection breaks.
     *
     * @param topics the topic of each client, by the client's name
     */
    void listenTo(Map<String, String> topics);

    @Override
    void close();

    /** Is told what was heard; must not block. */
    @FunctionalInterface
    interface Listener {
        /**
         * Something has come.
         *
         * @param client whose topic it came on
         * @param body as it came, of bounded length
         */
        void heard(String client, byte[] body);
    }
}
