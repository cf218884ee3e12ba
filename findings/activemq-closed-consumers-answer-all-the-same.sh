#!/usr/bin/env bash
# ActiveMQ Classic: a transaction whose message was given to another consumer commits without an error.
#
# activemq-broker and activemq-client 6.3.1. A slow consumer strategy closes the consumer of a transacted session: the
# broker sends a ConsumerControl, which the client only logs while a message is in hand, and one second later removes the
# consumer and gives its message to the next. The first then sends its reply and commits. Expected: an error, for what was
# received is not its own any more. Seen: the broker logs "no matching consumer, ignoring ack" and commits the reply; so
# does every other consumer that takes longer. A message that was acknowledged in the transaction before the removal stays
# with the transaction, and goes to others after a rollback only; "jms.transactedIndividualAck" does that on receipt, and
# has KahaDB keep its journal from then on.
#
# Output:
#   usual acknowledgement: 2 replies to 1 message
#   transactedIndividualAck: 1 replies to 1 message
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
import java.util.List;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.broker.region.policy.*;

class Probe {
    public static void main(String[] none) throws Exception {
        BrokerService broker = new BrokerService();
        broker.setPersistent(false);
        broker.setUseJmx(false);
        AbortSlowAckConsumerStrategy impatient = new AbortSlowAckConsumerStrategy();
        impatient.setMaxTimeSinceLastAck(500);
        impatient.setCheckPeriod(100);
        impatient.setMaxSlowDuration(100);
        PolicyEntry policy = new PolicyEntry();
        policy.setQueue("requests.>");
        policy.setSlowConsumerStrategy(impatient);
        PolicyMap policies = new PolicyMap();
        policies.setPolicyEntries(List.of(policy));
        broker.setDestinationPolicy(policies);
        broker.addConnector("tcp://127.0.0.1:0");
        broker.start();
        String url = broker.getDefaultSocketURIString() + "?jms.prefetchPolicy.all=0";
        boolean asSeen = replies(url, "a", "usual acknowledgement") == 2
                & replies(url + "&jms.transactedIndividualAck=true", "b", "transactedIndividualAck") == 1;
        System.exit(asSeen ? 0 : 1);
    }

    static int replies(String url, String name, String how) throws Exception {
        try (Connection connection = new ActiveMQConnectionFactory(url).createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            session.createProducer(session.createQueue("requests." + name)).send(session.createTextMessage("request"));
            Thread first = new Thread(() -> work(connection, name));
            first.start();
            Thread.sleep(200);
            Thread second = new Thread(() -> work(connection, name));
            second.start();
            first.join();
            second.join();
            MessageConsumer replies = session.createConsumer(session.createQueue("replies." + name));
            int count = 0;
            while (replies.receive(500) != null) {
                count++;
            }
            System.out.println(how + ": " + count + " replies to 1 message");
            return count;
        }
    }

    static void work(Connection connection, String name) {
        try {
            Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
            if (session.createConsumer(session.createQueue("requests." + name)).receive(4000) != null) {
                Thread.sleep(3000);
                session.createProducer(session.createQueue("replies." + name)).send(session.createTextMessage("reply"));
                session.commit();
            }
        } catch (Exception e) {
            System.out.println(e);
        }
    }
}
JAVA
java -cp 'lib/*' Probe.java 2>log || { cat log; exit 1; }
