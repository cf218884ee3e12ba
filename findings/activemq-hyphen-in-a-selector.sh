#!/usr/bin/env bash
# ActiveMQ Classic: a selector on a property with a hyphen in its name is a subtraction, and is not refused.
#
# activemq-broker and activemq-client 6.3.1. Headers such as "x-request-id" are usual with STOMP and AMQP; the JMS client
# sets such a property, too, though JMS asks for a Java identifier, and it arrives as it was set. Expected: a selector
# "x-request-id = '7'" finds the message, or is refused. Seen: the selector is accepted, is x minus request minus id, and
# never true; "x-request-id IS NULL" is true of a message that has the property. No way of quoting is accepted.
#
# Output:
#   received, x-request-id is 7
#   x-request-id = '7': accepted, finds nothing
#   x-request-id IS NULL: accepted, finds the message
#   "x-request-id" = '7': refused
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

class Probe {
    public static void main(String[] none) throws Exception {
        BrokerService broker = new BrokerService();
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.addConnector("tcp://127.0.0.1:0");
        broker.start();
        try (Connection connection = new ActiveMQConnectionFactory(broker.getDefaultSocketURIString()).createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue queue = session.createQueue("q");
            send(session, queue);
            Message received = session.createConsumer(queue).receive(5000);
            System.out.println("received, x-request-id is " + received.getStringProperty("x-request-id"));
            String found = select(session, "x-request-id = '7'")
                    + select(session, "x-request-id IS NULL")
                    + select(session, "\"x-request-id\" = '7'");
            System.exit(found.equals("nothing message refused ") ? 0 : 1);
        }
    }

    static void send(Session session, Queue queue) throws Exception {
        Message message = session.createTextMessage("x");
        message.setStringProperty("x-request-id", "7");
        session.createProducer(queue).send(message);
    }

    static String select(Session session, String selector) throws Exception {
        Queue queue = session.createTemporaryQueue();
        send(session, queue);
        try (MessageConsumer consumer = session.createConsumer(queue, selector)) {
            boolean found = consumer.receive(2000) != null;
            System.out.println(selector + ": accepted, finds " + (found ? "the message" : "nothing"));
            return found ? "message " : "nothing ";
        } catch (InvalidSelectorException e) {
            System.out.println(selector + ": refused");
            return "refused ";
        }
    }
}
JAVA
java -cp 'lib/*' Probe.java 2>log || { cat log; exit 1; }
