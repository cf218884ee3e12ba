package org.genericsftp.jms;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.genericsftp.serve.Broker;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.ClientQueues;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.serve.OutgoingMessage;
import org.genericsftp.serve.Outside;
import org.genericsftp.serve.ServiceSettings;
import org.genericsftp.serve.TraceContext;
import org.genericsftp.testing.EmbeddedBroker;
import org.genericsftp.testing.TcpProxy;
import org.jspecify.annotations.Nullable;

/** Others at an ActiveMQ broker, which the workers reach through a proxy. */
final class ActiveMqOutside implements Outside {
    private final ServiceSettings client = ServiceSettings.of("client");
    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final TcpProxy network = TcpProxy.to("127.0.0.1", broker.openWirePort());
    private final JavaRequester requester = new JavaRequester(broker.url());
    private final JavaRequester others = new JavaRequester(broker.url());
    private final MessageConsumer events =
            consumer(others.session().createTopic(client.queues().events()));
    private @Nullable MessageConsumer invalid;
    private final List<JmsBroker> workers = new ArrayList<>();

    ActiveMqOutside() throws Exception {}

    /** Made when it is needed: what lies there is handed to it at once, and nobody else gets it. */
    private MessageConsumer invalid() throws JMSException {
        if (invalid == null) {
            invalid = consumer(others.session().createQueue(client.queues().invalid()));
        }
        return invalid;
    }

    private MessageConsumer consumer(jakarta.jms.Destination from) throws JMSException {
        return others.session().createConsumer(from);
    }

    @Override
    public Broker worker(String name) {
        BrokerSettings settings = new BrokerSettings("tcp://127.0.0.1:" + network.port(), null, null);
        JmsBroker worker = new JmsBroker(
                new BrokerConnections(settings, new ClockDifference(Clock.systemUTC())), client, name, Set::of);
        workers.add(worker);
        return worker;
    }

    @Override
    public void send(Channel to, Sent sent) throws JMSException {
        Session session = requester.session();
        TextMessage message = session.createTextMessage(sent.body());
        message.setJMSCorrelationID(sent.correlationId());
        if (sent.answered()) {
            message.setJMSReplyTo(requester.replyQueue());
        }
        if (sent.traceparent() != null) {
            message.setStringProperty(TraceContext.TRACEPARENT, sent.traceparent());
            message.setStringProperty(TraceContext.TRACESTATE, sent.tracestate());
        }
        ClientQueues queues = client.queues();
        int mode = sent.persistent() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT;
        switch (to) {
            case REQUESTS -> requester.send(queues.requests(), message, mode, sent.timeToLive());
            case SYNC -> requester.send(queues.sync(), message, mode, sent.timeToLive());
            case WAITING -> requester.send(queues.waiting(), message, mode, sent.timeToLive());
            case ARRIVALS -> requester.send(queues.arrivals(), message, mode, sent.timeToLive());
            case CONTROL -> requester.publish(queues.control(), message);
            case OPERATORS -> requester.publish(queues.events(), message);
        }
    }

    @Override
    public @Nullable Received replyWithin(Duration patience) throws JMSException {
        return received(requester.replyWithin(patience));
    }

    @Override
    public @Nullable Received eventWithin(Duration patience) throws JMSException {
        return received(events.receive(patience.toMillis()));
    }

    private static @Nullable Received received(@Nullable Message message) throws JMSException {
        if (message == null) {
            return null;
        }
        String group = message.getStringProperty("JMSXGroupID");
        return new Received(
                new OutgoingMessage(
                        message.getJMSType(),
                        ((TextMessage) message).getText(),
                        message.getJMSCorrelationID(),
                        message.getStringProperty("status"),
                        group == null ? null : new OutgoingMessage.Group(group, message.getIntProperty("JMSXGroupSeq")),
                        TraceContext.of(
                                message.getStringProperty(TraceContext.TRACEPARENT),
                                message.getStringProperty(TraceContext.TRACESTATE))),
                message.getJMSDeliveryMode() == DeliveryMode.PERSISTENT);
    }

    @Override
    public @Nullable Kept keptWithin(Duration patience) throws JMSException {
        TextMessage message = (TextMessage) invalid().receive(patience.toMillis());
        return message == null
                ? null
                : new Kept(message.getText(), message.getStringProperty("code"), message.getStringProperty("reason"));
    }

    @Override
    public void leave() throws JMSException {
        requester.close();
    }

    @Override
    public void cut() {
        network.reset();
    }

    @Override
    public void close() throws Exception {
        workers.forEach(JmsBroker::close);
        requester.close();
        others.close();
        network.close();
        broker.close();
    }
}
