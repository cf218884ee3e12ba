#!/usr/bin/env bash
# ActiveMQ Classic: the statistics plugin answers a question that is sent to a topic, which leaves nothing behind where it is off.
#
# activemq-broker and activemq-client 6.3.1. Its documentation has the question sent to the queue ActiveMQ.Statistics.Broker.
# Expected: only the queue works, so that on a broker without the plugin each question stays in a queue that nobody reads.
# Seen: the plugin looks at the name only, so that the topic of that name is answered as well; and without the plugin a
# message to a topic that nobody hears is gone. Whoever doesn't know whether the plugin is on asks by topic.
#
# Output:
#   with the plugin, by queue: answered; by topic: answered
#   without, by queue: no answer, 1 message left; by topic: no answer, 0 messages left
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
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.plugin.StatisticsBrokerPlugin;

class Probe {
    static final String NAME = "ActiveMQ.Statistics.Broker";

    public static void main(String[] none) throws Exception {
        String with = "by queue: " + ask(true, false).answer() + "; by topic: " + ask(true, true).answer();
        Told byQueue = ask(false, false);
        Told byTopic = ask(false, true);
        System.out.println("with the plugin, " + with);
        System.out.println("without, by queue: " + byQueue.answer() + ", " + byQueue.left() + " message left; by topic: "
                + byTopic.answer() + ", " + byTopic.left() + " messages left");
        System.exit(with.equals("by queue: answered; by topic: answered")
                        && byQueue.equals(new Told("no answer", 1))
                        && byTopic.equals(new Told("no answer", 0))
                ? 0 : 1);
    }

    record Told(String answer, long left) {}

    static Told ask(boolean plugin, boolean byTopic) throws Exception {
        BrokerService broker = new BrokerService();
        broker.setPersistent(false);
        broker.setUseJmx(false);
        if (plugin) {
            broker.setPlugins(new BrokerPlugin[] {new StatisticsBrokerPlugin()});
        }
        broker.addConnector("tcp://127.0.0.1:0");
        broker.start();
        try (Connection connection = new ActiveMQConnectionFactory(broker.getDefaultSocketURIString()).createConnection()) {
            connection.start();
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            Queue answers = session.createTemporaryQueue();
            Message question = session.createMessage();
            question.setJMSReplyTo(answers);
            session.createProducer(byTopic ? session.createTopic(NAME) : session.createQueue(NAME)).send(question);
            boolean answered = session.createConsumer(answers).receive(3000) != null;
            var queue = broker.getDestination(new ActiveMQQueue(NAME));
            return new Told(answered ? "answered" : "no answer", queue.getDestinationStatistics().getMessages().getCount());
        } finally {
            broker.stop();
        }
    }
}
JAVA
java -cp 'lib/*' Probe.java 2>log || { cat log; exit 1; }
