package org.genericsftp.serve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void isReadAndWritten() {
        TraceContext trace = requireNonNull(TraceContext.of(PARENT, "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE"));
        assertThat(trace.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(trace.traceparent()).isEqualTo(PARENT);
        assertThat(trace.state()).isEqualTo("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-m\nore",
                " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
                "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01"
            })
    void whatIsNoTraceparentIsIgnored(String traceparent) {
        assertThat(TraceContext.of(traceparent, "vendor=1")).isNull();
    }

    @Test
    void whatIsNoTextIsIgnored() {
        assertThat(TraceContext.of(null, null)).isNull();
        assertThat(TraceContext.of(17, null)).isNull();
        assertThat(requireNonNull(TraceContext.of(PARENT, 17)).state()).isNull();
        assertThat(TraceContext.of("cc" + PARENT.substring(2) + "-" + "x".repeat(1000), null))
                .isNull();
    }

    @Test
    void aLaterVersionIsReadAsFarAsItIsKnown() {
        TraceContext trace = requireNonNull(TraceContext.of("cc" + PARENT.substring(2) + "-what-comes", null));
        assertThat(trace.traceparent()).isEqualTo(PARENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1", "tenant@system=x", "a=1, b=2 ,\tc=3", "a=1,,b=2", "0key=x", "a= x", "a_-*/b=!~"})
    void aTracestateIsCarriedOn(String tracestate) {
        assertThat(requireNonNull(TraceContext.of(PARENT, tracestate)).state()).isEqualTo(tracestate);
    }

    @ParameterizedTest
    @MethodSource
    void aTracestateThatIsNoneIsLeftBehindAlone(String tracestate) {
        TraceContext trace = requireNonNull(TraceContext.of(PARENT, tracestate));
        assertThat(trace.state()).isNull();
        assertThat(trace.traceparent()).isEqualTo(PARENT);
    }

    static Stream<String> aTracestateThatIsNoneIsLeftBehindAlone() {
        return Stream.of(
                "",
                " ",
                "a",
                "=1",
                "A=1",
                "a=",
                "a=b=c",
                "a=ü",
                "a=1\r\nb=2",
                "a=1,a=2",
                "a@b@c=1",
                "@a=1",
                "a@1=1",
                "k".repeat(257) + "=1",
                "a=" + "v".repeat(257),
                "a=" + "v".repeat(510),
                IntStream.range(0, 33).mapToObj(i -> "k" + i + "=1").collect(Collectors.joining(",")));
    }
}
