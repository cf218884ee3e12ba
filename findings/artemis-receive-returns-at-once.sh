#!/usr/bin/env bash
# Artemis over OpenWire: receive() of a consumer without prefetch does not wait for a message, but returns null at once.
#
# Apache Artemis 2.56.0 with the activemq-client 5.19.10 that it brings, ActiveMQ Classic 5.18.6. Jakarta Messaging (JMS) has receive() block until a message comes or the consumer
# is closed. A consumer without prefetch (jms.prefetchPolicy.queuePrefetch=0) asks the broker for a message with a
# MessagePull, whose timeout of 0 means for ActiveMQ Classic to wait for ever. Expected: the same of Artemis, whose OpenWire is
# for Classic's clients. Seen: it means not to wait. receive(5000), which sends the timeout along, does wait.
#
# Output:
#   ActiveMQ Classic: receive() returns a message that comes 1 s later
#   Artemis: receive() returns null before it comes; receive(5000) returns a message that comes 1 s later
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
import java.util.concurrent.CompletableFuture;
import javax.jms.*;
import org.apache.activemq.ActiveMQConnectionFactory;

class Client {
    static String ask(String url, long timeout) throws Exception {
        String unread = url + "?jms.prefetchPolicy.queuePrefetch=0&jms.watchTopicAdvisories=false";
        Connection connection = new ActiveMQConnectionFactory(unread).createConnection();
        connection.start();
        Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = session.createQueue("q" + timeout);
        MessageConsumer consumer = session.createConsumer(queue);
        var received = CompletableFuture.supplyAsync(() -> {
            try {
                return timeout == 0 ? consumer.receive() : consumer.receive(timeout);
            } catch (JMSException e) {
                throw new RuntimeException(e);
            }
        });
        Thread.sleep(1000);
        boolean early = received.isDone();
        Session other = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        other.createProducer(queue).send(other.createTextMessage("m"));
        String returned = received.get() == null ? "null" : "a message";
        connection.close();
        return returned + (early ? " before it comes" : " that comes 1 s later");
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
        String seen = Client.ask(broker.getDefaultSocketURIString(), 0);
        System.out.println("ActiveMQ Classic: receive() returns " + seen);
        System.exit(seen.equals("a message that comes 1 s later") ? 0 : 1);
    }
}
JAVA
cat >Artemis.java <<'JAVA'
import java.net.ServerSocket;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

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
                .addAcceptorConfiguration("openwire", "tcp://127.0.0.1:" + port + "?protocols=OPENWIRE"));
        broker.start();
        String forEver = Client.ask("tcp://127.0.0.1:" + port, 0);
        String limited = Client.ask("tcp://127.0.0.1:" + port, 5000);
        System.out.println("Artemis: receive() returns " + forEver + "; receive(5000) returns " + limited);
        System.exit(forEver.equals("null before it comes") && limited.equals("a message that comes 1 s later") ? 0 : 1);
    }
}
JAVA
run() { mkdir -p "$1-classes"; javac -nowarn -d "$1-classes" -cp "$2" "$1.java" Client.java 2>log && java -cp "$1-classes:$2" "$1" 2>log || { cat log; exit 1; }; }
run Classic "$work/classic/*"
run Artemis "$(echo "$work"/artemis/*/lib/*.jar | tr ' ' ':')"
