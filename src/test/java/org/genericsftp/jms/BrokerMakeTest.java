package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTempQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerMakeTest {
    @ParameterizedTest
    @CsvSource({
        "replies, queue://replies",
        "/queue/replies, queue://replies",
        "queue://replies, queue://replies",
        "/topic/replies, topic://replies",
        "topic://replies, topic://replies",
        "a/queue/b, queue://a/queue/b",
        "/temp-queue/replies, queue:///temp-queue/replies"
    })
    void takesPrefixesThatArtemisLeavesOffReplyTo(String name, String meant) {
        ActiveMQDestination replyTo = new ActiveMQQueue(name);

        assertThat(BrokerMake.ARTEMIS.received(replyTo).getQualifiedName()).isEqualTo(meant);
        assertThat(BrokerMake.CLASSIC.received(replyTo)).isSameAs(replyTo);
    }

    @Test
    void leavesOthersAlone() {
        ActiveMQDestination temporary = new ActiveMQTempQueue("ID:a-1-1:1:1");

        assertThat(BrokerMake.ARTEMIS.received(temporary)).isSameAs(temporary);
        assertThat(BrokerMake.ARTEMIS.received(null)).isNull();
    }
}
