package org.genericsftp.serve;

import java.time.Instant;
import org.genericsftp.request.Phases;
import org.genericsftp.request.Result;

/** Tells a tracing agent of the work at requests. */
interface Spans {
    /** Where there is no agent, nothing is told, and nothing of OpenTelemetry is loaded. */
    Spans NONE = (client, reading, at) -> Span.NONE;

    /** To be ended on the thread that begins it; until then this thread's other doings belong to it. */
    Span begin(String client, Reading.Answerable reading, Instant at);

    /** The work at one request or sync. */
    interface Span extends AutoCloseable {
        Span NONE = new Span() {
            @Override
            public void answered(Result result, Phases phases) {}

            @Override
            public void waits() {}

            @Override
            public void close() {}
        };

        /** It has been answered, now. */
        void answered(Result result, Phases phases);

        /** It is to wait; who answers it has a span of its own. */
        void waits();

        /** Ends it; what was not answered was broken off. */
        @Override
        void close();
    }

    /** Where an agent is in this process, it is told. */
    static Spans here() {
        try {
            Class.forName("io.opentelemetry.javaagent.OpenTelemetryAgent", false, ClassLoader.getSystemClassLoader());
            return new AgentSpans();
        } catch (ClassNotFoundException e) {
            return NONE;
        }
    }
}
