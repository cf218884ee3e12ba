package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTempQueue;
import org.apache.activemq.command.ActiveMQTempTopic;
import org.apache.activemq.command.ActiveMQTopic;
import org.genericsftp.serve.ReplyQueues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyToPolicyTest {
    private final ReplyToPolicy policy = new ReplyToPolicy("our-own-name-for-requests"::equals, ReplyQueues.USUAL);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replies",
                "billing.replies",
                "sftp.plant-a.replies",
                "sftp.requests",
                "my.sftp.plant-a.requests",
                "activemq-replies",
                "idlqueue",
                "dlq.billing",
                "my-dlq",
                "Consumer.a.VirtualTopic.b"
            })
    void repliesGoToAnybodysQueues(String name) {
        assertThat(policy.objectionTo(new ActiveMQQueue(name))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "our-own-name-for-requests",
                "sftp.plant-a.requests",
                "sftp.plant-b.sync",
                "sftp.x.control",
                "sftp.x.events",
                "sftp.x.invalid",
                "ActiveMQ.DLQ",
                "ActiveMQ.Advisory.Connection",
                "activemq.dlq",
                "DLQ",
                "DLQ.orders",
                "orders.DLQ",
                "orders.DLQ.old",
                "ExpiryQueue",
                "a,b",
                "a,topic://b",
                "orders.*",
                "orders.>",
                ">",
                "a?consumer.exclusive=true",
                "sftp.plant-a.requests::sftp.plant-a.requests",
                "a::sftp.plant-a.requests",
                " sftp.plant-a.requests "
            })
    void repliesDoNotGoToOursNorTheBrokersNorToMany(String name) {
        assertThat(policy.objectionTo(new ActiveMQQueue(name))).isNotNull();
    }

    @Test
    void repliesGoWhereTheOperatorLetsThemAndToTemporaryQueues() {
        ReplyToPolicy narrow = new ReplyToPolicy(
                "billing.requests"::equals,
                ReplyQueues.parse("billing.* DLQ.x !*.old").orElseThrow());
        for (String allowed : new String[] {"billing.replies", "billing.a.b", "DLQ.x"}) {
            assertThat(narrow.objectionTo(new ActiveMQQueue(allowed))).isNull();
        }
        for (String refused : new String[] {"replies", "billing", "billing.old", "billing.requests", "DLQ.y"}) {
            assertThat(narrow.objectionTo(new ActiveMQQueue(refused))).isNotNull();
        }
        assertThat(narrow.objectionTo(new ActiveMQTempQueue("ID:host-1:1:1"))).isNull();
        ReplyToPolicy wide =
                new ReplyToPolicy(queue -> false, ReplyQueues.parse("*").orElseThrow());
        assertThat(wide.objectionTo(new ActiveMQQueue("ActiveMQ.DLQ"))).isNotNull();
        assertThat(wide.objectionTo(new ActiveMQQueue("sftp.x.requests"))).isNotNull();
    }

    @Test
    void repliesGoToTemporaryQueues() {
        assertThat(policy.objectionTo(new ActiveMQTempQueue("ID:host-1:1:1"))).isNull();
    }

    @Test
    void temporaryQueuesDoNotHideMany() {
        ActiveMQDestination composite = new ActiveMQTempQueue("ID:host-1:1:1,queue://sftp.plant-a.requests");
        assertThat(policy.objectionTo(composite)).isNotNull();
    }

    @Test
    void repliesDoNotGoToTopics() {
        assertThat(policy.objectionTo(new ActiveMQTopic("replies"))).isNotNull();
        assertThat(policy.objectionTo(new ActiveMQTempTopic("ID:host-1:1:1"))).isNotNull();
    }
}
