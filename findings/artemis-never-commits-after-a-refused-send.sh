#!/usr/bin/env bash
# Artemis over OpenWire: a transaction in which one send was refused can't be committed any more, though the exception was caught.
#
# Apache Artemis 2.56.0 with the activemq-client 5.19.10 that it brings, ActiveMQ Classic 5.18.6. A program receives a request in a
# transaction and answers it with createProducer(null), as is usual for reply-to. It has no right to send to that queue; the send is
# synchronous (jms.alwaysSyncSend=true), so that it throws; the program catches that, sends a note to another queue, and commits.
# Expected: as with Classic, the refused send is not in the transaction, and the rest is committed. Seen: the commit is refused for the
# right that the send lacked, all is undone, and the request is delivered again and again, as often as the client's redelivery policy
# has it (without end here; Artemis's max-delivery-attempts of 10 does not count these). A producer that is made for that queue is
# refused as it is made, which leaves the transaction whole.
#
# Output:
#   ActiveMQ Classic: reply refused, committed, request received once, note sent
#   Artemis, producer of the queue: reply refused, committed, request received once, note sent
#   Artemis: reply refused, not committed, request received 20 times and more, no note
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'POM'
<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version><packaging>pom</packaging>
<dependencies>
<dependency><groupId>org.apache.activemq</groupId><artifactId>activemq-broker</artifactId><version>5.18.6</version></dependency>
<dependency><groupId>org.apache.activemq</groupId><artifactId>activemq-jaas</artifactId><version>5.18.6</version></dependency>
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
import javax.jms.*;
import org.apache.activemq.ActiveMQConnectionFactory;

class Client {
    /** Receives a message, tries to answer it where the account may not send, notes that elsewhere, and commits; until none comes. */
    static String ask(String url, boolean producerOfQueue) throws Exception {
        String often = url + "?jms.alwaysSyncSend=true"
                + "&jms.redeliveryPolicy.maximumRedeliveries=-1&jms.redeliveryPolicy.initialRedeliveryDelay=10";
        Connection connection = new ActiveMQConnectionFactory("user", "secret", often).createConnection();
        connection.start();
        Session sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        sending.createProducer(sending.createQueue("requests")).send(sending.createTextMessage("request"));
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageConsumer requests = session.createConsumer(session.createQueue("requests"));
        String refused = "sent";
        String committed = "";
        int received = 0;
        while (received < 20 && requests.receive(2000) != null) {
            received++;
            try {
                Queue closed = session.createQueue("closed");
                if (producerOfQueue) {
                    session.createProducer(closed).send(session.createTextMessage("reply"));
                } else {
                    session.createProducer(null).send(closed, session.createTextMessage("reply"));
                }
            } catch (JMSException e) {
                refused = "refused";
            }
            session.createProducer(session.createQueue("notes")).send(session.createTextMessage("may not reply"));
            try {
                session.commit();
                committed = "committed";
            } catch (JMSException e) {
                committed = "not committed";
                session.rollback();
            }
        }
        MessageConsumer notes = sending.createConsumer(sending.createQueue("notes"));
        boolean noted = notes.receive(1000) != null;
        connection.close();
        return "reply " + refused + ", " + committed + ", request received "
                + (received == 20 ? "20 times and more" : received == 1 ? "once" : received + " times")
                + (noted ? ", note sent" : ", no note");
    }
}
JAVA
cat >Classic.java <<'JAVA'
import java.util.List;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.filter.DestinationMapEntry;
import org.apache.activemq.security.*;

class Classic {
    static AuthorizationEntry rights(String queue, String writers) throws Exception {
        var entry = new AuthorizationEntry();
        entry.setQueue(queue);
        entry.setRead("users");
        entry.setWrite(writers);
        entry.setAdmin("users");
        return entry;
    }

    public static void main(String[] none) throws Exception {
        var broker = new BrokerService();
        broker.setPersistent(false);
        broker.setUseJmx(false);
        var topics = new AuthorizationEntry();
        topics.setTopic(">");
        topics.setRead("users");
        topics.setWrite("users");
        topics.setAdmin("users");
        List<DestinationMapEntry> entries = List.of(
                topics, rights("requests", "users"), rights("notes", "users"), rights("closed", "nobody"));
        broker.setPlugins(new BrokerPlugin[] {
            new SimpleAuthenticationPlugin(List.of(new AuthenticationUser("user", "secret", "users"))),
            new AuthorizationPlugin(new DefaultAuthorizationMap(entries))
        });
        broker.addConnector("tcp://127.0.0.1:0");
        broker.start();
        String seen = Client.ask(broker.getDefaultSocketURIString(), false);
        System.out.println("ActiveMQ Classic: " + seen);
        System.exit(seen.equals("reply refused, committed, request received once, note sent") ? 0 : 1);
    }
}
JAVA
cat >Artemis.java <<'JAVA'
import java.net.ServerSocket;
import java.util.Set;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

class Artemis {
    static Set<Role> rights(boolean send) {
        return Set.of(new Role("users", send, true, true, true, true, true, true, true, true, true, false, false));
    }

    public static void main(String[] none) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var accounts = new SecurityConfiguration();
        accounts.addUser("user", "secret");
        accounts.addRole("user", "users");
        var broker = new EmbeddedActiveMQ();
        broker.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), accounts));
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .putSecurityRoles("#", rights(true))
                .putSecurityRoles("closed", rights(false))
                .addAcceptorConfiguration("openwire", "tcp://127.0.0.1:" + port + "?protocols=OPENWIRE"));
        broker.start();
        String ofQueue = Client.ask("tcp://127.0.0.1:" + port, true);
        String seen = Client.ask("tcp://127.0.0.1:" + port, false);
        System.out.println("Artemis, producer of the queue: " + ofQueue);
        System.out.println("Artemis: " + seen);
        System.exit(ofQueue.equals("reply refused, committed, request received once, note sent")
                && seen.equals("reply refused, not committed, request received 20 times and more, no note") ? 0 : 1);
    }
}
JAVA
run() { mkdir -p "$1-classes"; javac -nowarn -d "$1-classes" -cp "$2" "$1.java" Client.java 2>log && java -cp "$1-classes:$2" "$1" 2>log || { cat log; exit 1; }; }
run Classic "$work/classic/*"
run Artemis "$(echo "$work"/artemis/*/lib/*.jar | tr ' ' ':')"
