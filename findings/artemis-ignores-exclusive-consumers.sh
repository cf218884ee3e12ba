#!/usr/bin/env bash
# Artemis over OpenWire: a consumer that asks to be the only one of a queue ("?consumer.exclusive=true") is one of several.
#
# Apache Artemis 2.56.0 with the activemq-client 5.19.10 that it brings, ActiveMQ Classic 5.18.6. Two consumers, each with that
# option, wait at one queue, to which ten messages are sent. Expected of Artemis, whose OpenWire is for Classic's clients: what Classic
# does, which gives all ten to one and keeps the other in reserve, or an error. Seen: each gets five, and nobody is told. Programs
# that rely on the option for order, or for being the only one at work, lose that by a change of the broker. Artemis gives all to one
# where the queue itself is exclusive, by default-exclusive-queue in the settings of its address.
#
# Output:
#   ActiveMQ Classic, consumer.exclusive=true: 10 and 0
#   Artemis, consumer.exclusive=true: 5 and 5
#   Artemis, default-exclusive-queue: 10 and 0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>
<dependency><groupId>org.apache.activemq</groupId><artifactId>activemq-broker</artifactId><version>5.18.6</version></dependency>
</dependencies></project>
POM
cat >artemis.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>y</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>
<dependency><groupId>org.apache.artemis</groupId><artifactId>apache-artemis</artifactId><version>2.56.0</version>
<type>tar.gz</type><classifier>bin</classifier>
<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>
</dependencies></project>
POM
dependency() { mvn -q -B -Dstyle.color=never -f "$1" "dependency:$2" "-DoutputDirectory=$work/$3" >maven.log || { cat maven.log; exit 1; }; }
dependency pom.xml copy-dependencies classic
dependency artemis.xml unpack-dependencies artemis
cat >Client.java <<'JAVA'
import java.util.concurrent.atomic.AtomicInteger;
import javax.jms.*;
import org.apache.activemq.ActiveMQConnectionFactory;

class Client {
    static String ask(String url, String name) throws Exception {
        Connection connection = new ActiveMQConnectionFactory(url).createConnection();
        connection.start();
        AtomicInteger[] counts = {new AtomicInteger(), new AtomicInteger()};
        for (AtomicInteger count : counts) {
            Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
            session.createConsumer(session.createQueue(name + "?consumer.exclusive=true"))
                    .setMessageListener(message -> count.incrementAndGet());
        }
        Session sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = sending.createProducer(sending.createQueue(name));
        for (int i = 0; i < 10; i++) {
            producer.send(sending.createTextMessage("m"));
        }
        for (int i = 0; i < 100 && counts[0].get() + counts[1].get() < 10; i++) {
            Thread.sleep(100);
        }
        connection.close();
        int first = counts[0].get();
        int second = counts[1].get();
        return Math.max(first, second) + " and " + Math.min(first, second);
    }
}
JAVA
cat >Classic.java <<'JAVA'
class Classic {
    public static void main(String[] none) throws Exception {
        var broker = new org.apache.activemq.broker.BrokerService();
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.addConnector("tcp://127.0.0.1:0");
        broker.start();
        String seen = Client.ask(broker.getDefaultSocketURIString(), "q");
        System.out.println("ActiveMQ Classic, consumer.exclusive=true: " + seen);
        System.exit(seen.equals("10 and 0") ? 0 : 1);
    }
}
JAVA
cat >Artemis.java <<'JAVA'
import java.net.ServerSocket;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

class Artemis {
    public static void main(String[] none) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var broker = new EmbeddedActiveMQ();
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAddressSetting("alone", new AddressSettings().setDefaultExclusiveQueue(true))
                .addAcceptorConfiguration("openwire", "tcp://127.0.0.1:" + port + "?protocols=OPENWIRE"));
        broker.start();
        String seen = Client.ask("tcp://127.0.0.1:" + port, "q");
        String alone = Client.ask("tcp://127.0.0.1:" + port, "alone");
        System.out.println("Artemis, consumer.exclusive=true: " + seen);
        System.out.println("Artemis, default-exclusive-queue: " + alone);
        System.exit(seen.equals("5 and 5") && alone.equals("10 and 0") ? 0 : 1);
    }
}
JAVA
run() { mkdir -p "$1-classes"; javac -nowarn -d "$1-classes" -cp "$2" "$1.java" Client.java 2>log && java -cp "$1-classes:$2" "$1" 2>log || { cat log; exit 1; }; }
run Classic "$work/classic/*"
run Artemis "$(echo "$work"/artemis/*/lib/*.jar | tr ' ' ':')"
