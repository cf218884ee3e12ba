package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Destination;
import jakarta.jms.TextMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genericsftp.serve.ClientQueues;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.testing.QueueCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RefusedReplyToTest {
    @RegisterExtension
    static final ActiveMq broker = new ActiveMq();

    @Test
    void aRequestThatIsToBeAnsweredWhereItMustNotIsKeptAndNotWorkedOn() throws Exception {
        Services services = broker.services();
        JavaRequester requester = broker.requester();
        ClientQueues queues = services.queues();
        FakeJob job = FakeJob.copying("a.csv");
        services.start(job);
        List<Destination> refused = List.of(
                requester.session().createQueue(queues.requests()),
                requester.session().createQueue(queues.invalid()),
                requester.session().createQueue("sftp.another.sync"),
                requester.session().createQueue("sftp-other-requests"),
                requester.session().createQueue("ActiveMQ.DLQ"),
                requester.session().createQueue("one,two"),
                requester.session().createQueue("all.>"),
                requester.session().createTopic("replies"),
                requester.session().createTemporaryTopic());

        Map<Destination, String> reasons = new LinkedHashMap<>();
        for (Destination replyTo : refused) {
            TextMessage request = requester.text("{\"type\":\"FileRequest\"}");
            request.setJMSReplyTo(replyTo);
            requester.send(queues.requests(), request);
            TextMessage kept = (TextMessage) requester.takeFrom(queues.invalid());
            assertThat(kept.getText()).isEqualTo(request.getText());
            assertThat(kept.getStringProperty("code")).isEqualTo("REPLY_TO_REFUSED");
            assertThat(kept.getStringProperty("originalReplyTo")).isEqualTo(replyTo.toString());
            assertThat(kept.getJMSReplyTo()).isNull();
            reasons.put(replyTo, kept.getStringProperty("reason"));
        }

        assertThat(reasons).allSatisfy((replyTo, reason) -> assertThat(reason).contains(replyTo.toString()));
        assertThat(job.runs()).isEmpty();
        assertThat(broker.queue(queues.requests()).enqueued()).isEqualTo(refused.size());
        assertThat(List.of("sftp.another.sync", "sftp-other-requests", "ActiveMQ.DLQ", "one", "two"))
                .allSatisfy(queue -> assertThat(broker.queue(queue)).isEqualTo(QueueCounts.NONE));
        assertThat(broker.topic("replies")).isEqualTo(QueueCounts.NONE);
    }

    @Test
    void repliesGoOnlyWhereTheOperatorLetsThem() throws Exception {
        JavaRequester requester = broker.requester();
        try (Services narrow = new Services(broker.url())) {
            narrow.withReplyQueues("billing.*").start(FakeJob.copying("a.csv"));
            for (String replyTo : List.of("billing.replies", "others.replies")) {
                TextMessage request = requester.text("{\"type\":\"FileRequest\"}");
                request.setJMSReplyTo(requester.session().createQueue(replyTo));
                requester.send(narrow.queues().requests(), request);
            }
            assertThat(requester.takeFrom("billing.replies")).isNotNull();
            assertThat(requester.takeFrom(narrow.queues().invalid()).getStringProperty("reason"))
                    .contains("others.replies", "reply-queues");
        }
    }
}
