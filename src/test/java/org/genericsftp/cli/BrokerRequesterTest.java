package org.genericsftp.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.genericsftp.cli.Requester.NoAnswerException;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.message.MessageCodec;
import org.genericsftp.request.FileRequest;
import org.genericsftp.testing.EmbeddedBroker;
import org.genericsftp.testing.ShiftedBrokerClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BrokerRequesterTest {
    private final BrokerRequester requester = new BrokerRequester(new MessageCodec());

    @Test
    void tellsThatNobodyAnswered() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            BrokerSettings settings = new BrokerSettings(broker.url(), null, null);

            assertThatThrownBy(() -> requester.ask(
                            settings, "sftp.plant-a.requests", FileRequest.EVERYTHING, Duration.ofMillis(50)))
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessage("Queue sftp.plant-a.requests: no answer within 50ms; is a worker running?");
        }
    }

    @Test
    void tellsThatTheBrokersClockMayHaveEndedTheRequest() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(new ShiftedBrokerClock(Duration.ofMinutes(10)))) {
            BrokerSettings settings = new BrokerSettings(broker.url(), null, null);

            assertThatThrownBy(() -> requester.ask(settings, "queue", FileRequest.EVERYTHING, Duration.ofMillis(50)))
                    .isInstanceOf(NoAnswerException.class)
                    .message()
                    .startsWith("Queue queue: no answer within 50ms; the clock here is ")
                    .endsWith(" s behind the broker's, so that the request has expired there on arrival");
        }
    }

    @Test
    void tellsThatTheBrokerIsNotThere() throws IOException {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freePort = socket.getLocalPort();
        }
        BrokerSettings settings = new BrokerSettings("tcp://127.0.0.1:" + freePort, "scott", "c4n4ry");

        assertThatThrownBy(() -> requester.ask(settings, "queue", FileRequest.EVERYTHING, Duration.ofSeconds(1)))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("broker tcp://127.0.0.1:" + freePort + " as scott")
                .hasMessageNotContaining("c4n4ry");
    }
}
