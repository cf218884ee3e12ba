package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.DeliveryMode;
import jakarta.jms.MapMessage;
import jakarta.jms.TextMessage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.RelativePath;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
import org.genericsftp.serve.FakeJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as JMS clients send and get them. */
class MessagesTest {
    @RegisterExtension
    static final ActiveMq broker = new ActiveMq();

    private Services services;
    private JavaRequester requester;

    @BeforeEach
    void connect() {
        services = broker.services();
        requester = broker.requester();
    }

    @Test
    void anAnswerHasOfTheRequestsHeadersOnlyTheCorrelationId() throws Exception {
        services.start(FakeJob.copying("a.csv"));
        TextMessage request = requester.message("{\"type\":\"FileRequest\",\"requestId\":\"r-1\"}");
        request.setJMSCorrelationID("c-1");
        request.setStringProperty("theirs", "not to be copied");
        requester.send(broker.requests(), request);

        TextMessage message = requester.nextReply();
        assertThat(message.getJMSCorrelationID()).isEqualTo("c-1");
        assertThat(message.getJMSType()).isEqualTo("FileReply");
        assertThat(JavaRequester.propertiesOf(message)).containsExactlyInAnyOrder("status", "JMSXDeliveryCount");
        assertThat(message.getStringProperty("status")).isEqualTo("COMPLETED");
        assertThat(message.getJMSReplyTo()).isNull();
    }

    @Test
    void aRequestWithoutCorrelationIdIsCorrelatedByItsMessageId() throws Exception {
        services.start(FakeJob.copying());
        String messageId = requester.send(broker.requests(), requester.message("{\"type\":\"FileRequest\"}"));
        TextMessage reply = requester.nextReply();
        assertThat(reply.getJMSCorrelationID()).isEqualTo(messageId);
        assertThat(((FileReply) JavaRequester.read(reply)).requestId()).isEqualTo(messageId);
    }

    @Test
    void bytesThatHoldUtf8AreARequestToo() throws Exception {
        services.start(FakeJob.copying("ünï.csv"));
        requester.send(
                broker.requests(),
                requester.answered(requester.bytes("{\"type\":\"FileRequest\",\"requester\":\"Köln 😀\"}")));
        assertThat(requester.page().files()).extracting(FileOutcome::name).containsExactly("ünï.csv");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMapIsTheObjectThatItMeans(boolean compressed) throws Exception {
        FakeJob job = FakeJob.copying("a.csv");
        services.start(job);
        try (JavaRequester mapping = new JavaRequester(broker.url() + "?jms.useCompression=" + compressed)) {
            MapMessage request = mapping.session().createMapMessage();
            request.setString("type", "FileRequest");
            request.setString("requester", "Köln 😀 \"\n");
            request.setBoolean("dryRun", true);
            request.setInt("maxFiles", 1000);
            request.setObject("fileName", Map.of("include", List.of("*.csv", "*.xml"), "caseSensitive", false));
            request.setObject("metadata", Map.of("long", Long.MAX_VALUE, "double", 1.5, "char", 'x'));
            mapping.send(broker.requests(), mapping.answered(request));
            FileReply reply = mapping.page();
            assertThat(reply.files()).extracting(FileOutcome::name).containsExactly("a.csv");
            assertThat(reply.metadata())
                    .containsEntry("long", Long.MAX_VALUE)
                    .containsEntry("double", new BigDecimal("1.5"))
                    .containsEntry("char", "x");
        }
        FileRequest read = job.runs().get(0).request();
        assertThat(read.requester()).isEqualTo("Köln 😀 \"\n");
        assertThat(read.dryRun()).isTrue();
        assertThat(read.maxFiles()).isEqualTo(1000);
        assertThat(read.filter().names().matches(new RelativePath("A.XML"))).isTrue();
    }

    @Test
    void textBeyondTheBasicPlaneSurvivesBothWays() throws Exception {
        services.start(FakeJob.copying("😀.csv"));
        requester.send(
                broker.requests(), requester.message("{\"type\":\"FileRequest\",\"metadata\":{\"who\":\"😀\"}}"));
        FileReply reply = requester.page();
        assertThat(reply.files()).extracting(FileOutcome::name).containsExactly("😀.csv");
        assertThat(reply.metadata()).isEqualTo(Map.of("who", "😀"));
    }

    @Test
    void aReplyIsPersistentAsItsRequestWasAndLivesItsOwnTime() throws Exception {
        services.start(FakeJob.copying());
        requester.send(
                broker.requests(),
                requester.message("{\"type\":\"FileRequest\"}"),
                DeliveryMode.NON_PERSISTENT,
                Duration.ofMinutes(1));
        TextMessage shortLived = requester.nextReply();
        assertThat(shortLived.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(shortLived.getJMSExpiration() - shortLived.getJMSTimestamp())
                .isEqualTo(Duration.ofDays(1).toMillis());

        requester.send(broker.requests(), requester.message("{\"type\":\"FileRequest\"}"));
        assertThat(requester.nextReply().getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
    }
}
