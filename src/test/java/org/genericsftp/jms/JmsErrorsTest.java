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
import org.genericsftp.serve.BrokerException.Failure;
import org.junit.jupiter.api.Test;

class JmsErrorsTest {
    private static JMSException causedBy(Throwable cause) {
        return JMSExceptionSupport.create(cause);
    }

    private static Failure failure(JMSException e) {
        return JmsErrors.describe(e).failure();
    }

    @Test
    void whatTheBrokerAnswersIsARefusal() {
        assertThat(failure(new InvalidDestinationException("no such queue"))).isEqualTo(Failure.REFUSED);
        assertThat(failure(new JMSSecurityException("no"))).isEqualTo(Failure.REFUSED);
        assertThat(failure(causedBy(new SecurityException("no")))).isEqualTo(Failure.REFUSED);
    }

    @Test
    void aBrokersExceptionThatTheWorkerHasNoClassForIsARefusalToo() {
        assertThat(failure(causedBy(new Throwable("some.broker.Exception: no such queue"))))
                .isEqualTo(Failure.REFUSED);
    }

    @Test
    void aBrokenConnectionIsNone() {
        assertThat(failure(causedBy(new EOFException()))).isEqualTo(Failure.BROKEN);
        assertThat(failure(causedBy(new RequestTimedOutIOException()))).isEqualTo(Failure.BROKEN);
        assertThat(failure(new ConnectionClosedException())).isEqualTo(Failure.BROKEN);
        assertThat(failure(new IllegalStateException("The Session is closed"))).isEqualTo(Failure.BROKEN);
    }

    @Test
    void aBrokerThatIsFullIsAnother() {
        assertThat(failure(new ResourceAllocationException("no space"))).isEqualTo(Failure.FULL);
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
