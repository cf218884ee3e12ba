#!/usr/bin/env bash
# ActiveMQ Classic: a consumer with a selector gets nothing while 200 messages of others wait before its own.
#
# activemq-broker and activemq-client 6.3.1, all defaults. Many requesters share one reply queue, and each receives by
# "JMSCorrelationID = '…'". Expected: each finds its reply, wherever it is in the queue. Seen: the broker offers to
# consumers only the first page of a queue (maxPageSize, 200); when none of these is selected, the queue stands still
# for the consumer, silently. A destination policy with a larger maxPageSize moves the border. Replies that nobody
# fetches any more do this to a shared reply queue: give replies a time to live, or each requester a queue of its own.
#
# Output:
#   behind 100 others: received
#   behind 300 others: not received
#   behind 300 others, maxPageSize 1000: received
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version>
<dependencies><dependency><groupId>org.apache.activemq</groupId><artifactId>activemq-broker</artifactId>
<version>6.3.1</version></dependency></dependencies></project>
POM
mvn -q -B -Dstyle.color=never dependency:copy-dependencies -DoutputDirectory=lib >maven.log || { cat maven.log; exit 1; }
cat >Probe.java <<'JAVA'
import jakarta.jms.*;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.policy.*;

class Probe {
    public static void main(String[] none) throws Exception {
        BrokerService broker = new BrokerService();
        broker.setPersistent(false);
        broker.setUseJmx(false);
        PolicyEntry large = new PolicyEntry();
        large.setQueue("large.>");
        large.setMaxPageSize(1000);
        PolicyMap policies = new PolicyMap();
        policies.setPolicyEntries(java.util.List.of(large));
        broker.setDestinationPolicy(policies);
        broker.addConnector("tcp://127.0.0.1:0");
        broker.start();
        try (Connection connection = new ActiveMQConnectionFactory(broker.getDefaultSocketURIString()).createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            boolean asSeen = received(session, "first", 100, "")
                    & !received(session, "second", 300, "")
                    & received(session, "large.third", 300, ", maxPageSize 1000");
            System.exit(asSeen ? 0 : 1);
        }
    }

    static boolean received(Session session, String name, int others, String policy) throws Exception {
        Queue queue = session.createQueue(name);
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i <= others; i++) {
            Message reply = session.createTextMessage("reply");
            reply.setJMSCorrelationID(i < others ? "another's " + i : "mine");
            producer.send(reply);
        }
        try (MessageConsumer consumer = session.createConsumer(queue, "JMSCorrelationID = 'mine'")) {
            boolean received = consumer.receive(5000) != null;
            System.out.println("behind " + others + " others" + policy + (received ? ": received" : ": not received"));
            return received;
        }
    }
}
JAVA
java -cp 'lib/*' Probe.java 2>log || { cat log; exit 1; }
