package org.genericsftp.serve;

import org.genericsftp.file.Printable;
import org.slf4j.MDC;

/** What each line that this thread logs says of what it is about. */
final class LogContext {
    private static final String CLIENT = "client";
    private static final String REQUEST = "request";
    private static final String TRACE = "trace";

    private LogContext() {}

    /** This thread works for the client, until {@link #leave}. */
    static void belongTo(String client) {
        MDC.put(CLIENT, client);
    }

    static void leave() {
        MDC.remove(CLIENT);
    }

    static void begin(Reading.Answerable reading) {
        MDC.put(REQUEST, Printable.escape(reading.requestId()));
        TraceContext trace = reading.letter().returnAddress().trace();
        if (trace != null) {
            MDC.put(TRACE, trace.traceId());
        }
    }

    static void end() {
        MDC.remove(REQUEST);
        MDC.remove(TRACE);
    }
}
