package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.ResourceAllocationException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.apache.activemq.ConnectionClosedException;
import org.apache.activemq.transport.RequestTimedOutIOException;
import org.apache.activemq.util.JMSExceptionSupport;
import org.junit.jupiter.api.Test;

class JmsErrorsTest {
    private static JMSException causedBy(Throwable cause) {
        return JMSExceptionSupport.create(cause);
    }

    @Test
    void whatTheBrokerAnswersIsARefusal() {
        assertThat(JmsErrors.isRefusal(new InvalidDestinationException("no such queue")))
                .isTrue();
        assertThat(JmsErrors.isRefusal(new JMSSecurityException("no"))).isTrue();
        assertThat(JmsErrors.isRefusal(causedBy(new SecurityException("no")))).isTrue();
    }

    @Test
    void aBrokersExceptionThatTheWorkerHasNoClassForIsARefusalToo() {
        assertThat(JmsErrors.isRefusal(causedBy(new Throwable("some.broker.Exception: no such queue"))))
                .isTrue();
    }

    @Test
    void aBrokenConnectionIsNone() {
        assertThat(JmsErrors.isRefusal(causedBy(new EOFException()))).isFalse();
        assertThat(JmsErrors.isRefusal(causedBy(new RequestTimedOutIOException())))
                .isFalse();
        assertThat(JmsErrors.isRefusal(new ConnectionClosedException())).isFalse();
        assertThat(JmsErrors.isRefusal(new IllegalStateException("The Session is closed")))
                .isFalse();
    }

    @Test
    void aBrokerThatIsFullIsNone() {
        assertThat(JmsErrors.isRefusal(new ResourceAllocationException("no space")))
                .isFalse();
    }

    @Test
    void theReasonIsTheInnermostInOneLine() {
        assertThat(JmsErrors.reason(causedBy(new UnknownHostException("nohost"))))
                .isEqualTo("UnknownHostException: nohost");
        assertThat(JmsErrors.reason(causedBy(new ConnectException("Connection refused"))))
                .isEqualTo("Connection refused");
        assertThat(JmsErrors.reason(causedBy(new EOFException()))).isEqualTo("EOFException");
        assertThat(JmsErrors.reason(new JMSException("two\nlines of text"))).isEqualTo("two\\u000Alines of text");
    }
}
