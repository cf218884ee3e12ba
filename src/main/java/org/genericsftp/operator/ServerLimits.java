package org.genericsftp.operator;

import java.util.Map;

/**
 * Bounds for what the JDK's server gives to those who connect. It reads them from system properties when its classes are
 * loaded; one that is set already is left as it is.
 */
final class ServerLimits {
    /** Open connections; each takes a file descriptor, which the copies need too. */
    static final int MOST_CONNECTIONS = 256;

    /** Requests that are answered, or sent, at a time; pages that listen to events included. */
    static final int MOST_CALLS = 96;

    /** Checks and questions to the broker that are under way at a time. */
    static final int MOST_TASKS = 16;

    private static final Map<String, String> PROPERTIES = Map.of(
            "jdk.httpserver.maxConnections", String.valueOf(MOST_CONNECTIONS),
            // Seconds that a request may take until its headers and body are there.
            "sun.net.httpserver.maxReqTime", "10",
            // Seconds that a connection may do nothing.
            "sun.net.httpserver.idleInterval", "30",
            "sun.net.httpserver.maxReqHeaders", "64",
            "sun.net.httpserver.maxReqHeaderSize", "32768",
            // Else each small answer waits for the acknowledgement of the one before.
            "sun.net.httpserver.nodelay", "true");

    private ServerLimits() {}

    /** To be called before the first server is made. */
    static void apply() {
        PROPERTIES.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
