import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * Apache Artemis as a program: {@code CONFIGURATION PORTS}. When it has started it prints the ports; then it answers the name
 * of each queue or topic with its counts, as BrokerProcess has them, until its input ends. It is run as it stands here, for
 * the tests are not compiled against Artemis.
 */
final class ArtemisProgram {
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfigResourcePath(arguments[0]);
        broker.start();
        answers.println(arguments[1]);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String name = questions.readLine(); name != null; name = questions.readLine()) {
            answers.println(counts(broker.getActiveMQServer(), SimpleString.of(name.replaceFirst("^[a-z]+://", ""))));
        }
        broker.stop();
    }

    private static String counts(ActiveMQServer server, SimpleString address) throws Exception {
        long[] sum = new long[5];
        if (server.getAddressInfo(address) != null) {
            server.getPostOffice().getBindingsForAddress(address).getBindings().stream()
                    .filter(QueueBinding.class::isInstance)
                    .map(binding -> ((QueueBinding) binding).getQueue())
                    .forEach(queue -> add(sum, queue));
        }
        return sum[0] + " " + sum[1] + " " + sum[2] + " " + sum[3] + " " + sum[4];
    }

    /** Enqueued, dequeued, waiting, in flight, consumers. */
    private static void add(long[] sum, Queue queue) {
        sum[0] += queue.getMessagesAdded();
        sum[1] += queue.getMessagesAcknowledged();
        sum[2] += queue.getMessageCount();
        sum[3] += queue.getDeliveringCount();
        sum[4] += queue.getConsumerCount();
    }
}
