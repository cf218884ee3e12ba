package org.genericsftp.serve;

import java.time.Duration;

/** The broker as the service of one client sees it. An adapter implements this, and stays connected until it is closed. */
public interface Broker extends AutoCloseable {
    /** Where a client's letters come from. */
    enum Channel {
        /** Each letter goes to one receiver of one worker; the receivers of all workers compete. */
        REQUESTS,
        /** Each letter goes to one receiver, and the receiver of one worker at a time gets them all. */
        SYNC,
        /** Each letter goes to every worker that listens at the moment. Nothing is committed, and nothing comes again. */
        CONTROL,
        /** Where requests lie that wait. Each letter goes to one receiver; that of one worker at a time gets them all. */
        WAITING,
        /** Tells the worker that receives from {@link #WAITING} of what comes there. It is received from only while that is said. */
        ARRIVALS,
        /** As {@link #CONTROL}, for what operators ask of all workers: a place where workers may write, and requesters not. */
        OPERATORS
    }

    /**
     * Has letters handed to the handler, one after the other, on a thread of its own. To be called before the start; twice for
     * a channel makes two receivers.
     *
     * @param name of the receiver within the client
     */
    void receive(Channel channel, String name, LetterHandler handler);

    /**
     * The same for a channel of which the receiver is given one letter as soon as it may have one, and another each time that it
     * is asked for: what the handler wants of those behind it, it takes into its transaction.
     *
     * @param whenOver called when the letters may go to another worker from now on; must not block
     */
    void receiveWhenAsked(Channel channel, String name, LetterHandler handler, Runnable whenOver);

    /** Has the receiver of that channel, which receives when it is asked, get another letter. */
    void ask(Channel channel);

    /** Has the receivers of that channel get letters, until they are to pause or the connection breaks. */
    void beginReceiving(Channel channel);

    /** The receivers of that channel get no more letters until they are to begin again. */
    void pauseReceiving(Channel channel);

    /**
     * Connects, and does so anew whenever the connection breaks. The broker may come up later.
     *
     * @param whenLost called each time that the connection has broken, before there is a new one; must not block
     */
    void start(Runnable whenLost);

    boolean isConnected();

    Notices notices();

    /** For whoever operates the client. */
    BrokerAdmin admin();

    /** How this worker's clock compares with the broker's. */
    ClockDifference clockDifference();

    /** No receiver of that channel gets another letter. */
    void stopReceiving(Channel channel);

    /** No receiver gets another letter. */
    default void stopReceiving() {
        for (Channel channel : Channel.values()) {
            stopReceiving(channel);
        }
    }

    /** Waits for the letters that stopped receivers are still handling. Returns whether all ended in time. */
    boolean awaitHandled(Duration patience) throws InterruptedException;

    /** Disconnects. What is not committed by then is undone. */
    @Override
    void close();
}
