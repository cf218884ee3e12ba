package org.genericsftp.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.ReportedError;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Phases;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.request.Totals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With OpenTelemetry's own implementation of its interface, as an agent brings it. */
class AgentSpansTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final TraceContext TRACE =
            new TraceContext("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "01", "a=1, b=2");
    private static final Phases PHASES = new Phases(millis(7), millis(10), millis(200), Duration.ZERO, millis(3));

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();
    private final AgentSpans spans = new AgentSpans(provider.get("test"));

    @AfterEach
    void end() {
        provider.close();
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private Spans.Span begin(@Nullable TraceContext trace) {
        Letter letter = new TracedLetter(trace);
        return spans.begin("plant-a", new Reading.Accepted(letter, "r-1", FileRequest.EVERYTHING), NOON);
    }

    private SpanData span(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Result result(ReplyStatus status, @Nullable ReportedError error) {
        return new Result(status, Totals.NONE, error, NOON);
    }

    @Test
    void theWorkAtARequestIsASpanOfItsTrace() {
        try (Spans.Span span = begin(TRACE)) {
            assertThat(Span.current().getSpanContext().getTraceId()).isEqualTo(TRACE.traceId());
            span.answered(result(ReplyStatus.COMPLETED, null), PHASES);
        }
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
        SpanData span = span("FileRequest");
        assertThat(span.getTraceId()).isEqualTo(TRACE.traceId());
        assertThat(span.getParentSpanId()).isEqualTo(TRACE.parentId());
        assertThat(span.getSpanContext().getTraceState().asMap())
                .containsEntry("a", "1")
                .containsEntry("b", "2");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getAttributes().asMap().values()).contains("plant-a", "r-1", "COMPLETED");
    }

    @Test
    void eachPhaseThatTookTimeIsASpanBelow() {
        try (Spans.Span span = begin(TRACE)) {
            span.answered(result(ReplyStatus.COMPLETED, null), PHASES);
        }
        assertThat(exporter.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .containsExactly("receive", "connect", "list", "reply", "FileRequest");
        SpanData list = span("list");
        assertThat(list.getParentSpanId()).isEqualTo(span("FileRequest").getSpanId());
        assertThat(list.getStartEpochNanos()).isEqualTo(nanos(NOON.plusMillis(10)));
        assertThat(list.getEndEpochNanos()).isEqualTo(nanos(NOON.plusMillis(210)));
        assertThat(span("receive").getStartEpochNanos()).isEqualTo(nanos(NOON.minusMillis(7)));
    }

    private static long nanos(Instant instant) {
        return TimeUnit.MILLISECONDS.toNanos(instant.toEpochMilli());
    }

    @Test
    void aRequestThatFailsOrIsBrokenOffIsASpanInError() {
        try (Spans.Span span = begin(null)) {
            ReportedError full = new ReportedError(ErrorCode.DISK_FULL, "It is full", false);
            span.answered(result(ReplyStatus.FAILED, full), PHASES);
        }
        assertThat(span("FileRequest").getStatus().getDescription()).isEqualTo("It is full");
        assertThat(span("FileRequest").getAttributes().asMap().values()).contains("DISK_FULL");
        exporter.reset();

        begin(null).close();
        assertThat(span("FileRequest").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span("FileRequest").getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void withoutAnAgentNothingIsTold() {
        assertThat(Spans.here()).isSameAs(Spans.NONE);
    }

    private record TracedLetter(@Nullable TraceContext trace) implements Letter {
        @Override
        public String id() {
            return "ID:1";
        }

        @Override
        public int deliveries() {
            return 1;
        }

        @Override
        public LetterTimes times() {
            return new LetterTimes(null, null, null, null, NOON);
        }

        @Override
        public ReturnAddress returnAddress() {
            return new ReturnAddress(null, "c", true, trace);
        }

        @Override
        public byte[] body(int longest) {
            return new byte[0];
        }
    }
}
