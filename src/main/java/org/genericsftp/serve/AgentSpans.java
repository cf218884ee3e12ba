package org.genericsftp.serve;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.time.Instant;
import org.genericsftp.file.ReportedError;
import org.genericsftp.request.Phases;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.jspecify.annotations.Nullable;

/** Spans by OpenTelemetry's API: one for each request and sync, and below it one for each phase. Nothing is said of single files. */
final class AgentSpans implements Spans {
    private final Tracer tracer;

    AgentSpans() {
        this(GlobalOpenTelemetry.getTracer("org.genericsftp"));
    }

    AgentSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // closed with the span
    public Span begin(String client, Reading.Answerable reading, Instant at) {
        String type = reading instanceof Reading.Accepted accepted
                ? accepted.request().type()
                : "rejected message";
        io.opentelemetry.api.trace.Span span = tracer.spanBuilder(type)
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(parent(reading.letter().returnAddress().trace()))
                .setStartTimestamp(at)
                .setAttribute("sftp.client", client)
                .setAttribute("messaging.message.conversation_id", reading.requestId())
                .startSpan();
        return new RequestSpan(span, at, span.makeCurrent());
    }

    private static Context parent(@Nullable TraceContext trace) {
        if (trace == null) {
            return Context.root();
        }
        SpanContext remote = SpanContext.createFromRemoteParent(
                trace.traceId(), trace.parentId(), TraceFlags.fromHex(trace.flags(), 0), stateOf(trace.state()));
        return Context.root().with(io.opentelemetry.api.trace.Span.wrap(remote));
    }

    private static TraceState stateOf(@Nullable String text) {
        TraceStateBuilder state = TraceState.builder();
        if (text != null) {
            String[] members = text.split(",", -1);
            // What is put last comes first.
            for (int i = members.length - 1; i >= 0; i--) {
                String[] entry = members[i].strip().split("=", 2);
                if (entry.length == 2) {
                    state.put(entry[0], entry[1]);
                }
            }
        }
        return state.build();
    }

    private final class RequestSpan implements Span {
        private final io.opentelemetry.api.trace.Span span;
        private final Instant begun;
        private final Scope scope;
        private boolean answered;

        RequestSpan(io.opentelemetry.api.trace.Span span, Instant begun, Scope scope) {
            this.span = span;
            this.begun = begun;
            this.scope = scope;
        }

        @Override
        public void answered(Result result, Phases phases) {
            answered = true;
            ReportedError error = result.error();
            span.setAttribute("sftp.status", result.status().name());
            span.setAttribute("sftp.files.matched", result.totals().matched());
            span.setAttribute("sftp.files.copied", result.totals().copied());
            span.setAttribute("sftp.bytes.copied", result.totals().bytes());
            if (error != null) {
                span.setAttribute("error.type", error.code().name());
            }
            if (result.status() == ReplyStatus.FAILED || result.status() == ReplyStatus.EXPIRED) {
                span.setStatus(StatusCode.ERROR, error == null ? "" : error.message());
            }
            Instant begin = phase("receive", begun.minus(phases.queue()), phases.queue());
            begin = phase("connect", begin, phases.connect());
            begin = phase("list", begin, phases.list());
            begin = phase("copy", begin, phases.copy());
            phase("reply", begin, phases.reply());
        }

        @Override
        public void waits() {
            answered = true;
            span.setAttribute("sftp.status", "WAITING");
        }

        /** Returns its end. A phase that was not reached has no span. */
        private Instant phase(String name, Instant begin, Duration took) {
            Instant end = begin.plus(took);
            if (!took.isZero()) {
                SpanBuilder child = tracer.spanBuilder(name)
                        .setParent(Context.root().with(span))
                        .setStartTimestamp(begin);
                child.startSpan().end(end);
            }
            return end;
        }

        @Override
        public void close() {
            if (!answered) {
                span.setStatus(StatusCode.ERROR, "broken off");
            }
            scope.close();
            span.end();
        }
    }
}
