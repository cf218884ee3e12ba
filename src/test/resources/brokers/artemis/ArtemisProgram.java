import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * Apache Artemis as a program: {@code CONFIGURATION PORTS}. When it has started it prints the ports; then it answers the name
 * of each queue or topic with its counts, as BrokerProcess has them, until its input ends. A line {@code withdraw ADDRESS
 * PERMISSION} takes that permission at that address from the workers, {@code exclusive QUEUE true} or {@code false} changes the
 * queue. It is run as it stands here, for the tests are not compiled against Artemis.
 */
final class ArtemisProgram {
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfigResourcePath(arguments[0]);
        broker.setSecurityManager(
                new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), accounts()));
        broker.start();
        answers.println(arguments[1]);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String name = questions.readLine(); name != null; name = questions.readLine()) {
            String[] words = name.split(" ");
            if (words[0].equals("withdraw")) {
                withdraw(broker.getActiveMQServer(), words[1], words[2]);
            } else if (words[0].equals("exclusive")) {
                broker.getActiveMQServer().locateQueue(words[1]).setExclusive(Boolean.parseBoolean(words[2]));
            }
            String asked = words[words.length == 1 ? 0 : 1];
            answers.println(counts(broker.getActiveMQServer(), SimpleString.of(asked.replaceFirst("^[a-z]+://", ""))));
        }
        broker.stop();
    }

    /** Where broker.xml asks for them: the worker's, and that of all who come without one. */
    private static SecurityConfiguration accounts() {
        SecurityConfiguration accounts = new SecurityConfiguration();
        accounts.addUser("worker", "secret");
        accounts.addRole("worker", "workers");
        accounts.addUser("test", "secret");
        accounts.addRole("test", "tests");
        accounts.setDefaultUser("test");
        return accounts;
    }

    /** @param permission as broker.xml names it */
    private static void withdraw(ActiveMQServer server, String address, String permission) throws Exception {
        Set<Role> left = new HashSet<>();
        for (Role role : server.getSecurityRepository().getMatch(address)) {
            Role copy = new Role();
            copy.setName(role.getName());
            copy.merge(role);
            if (role.getName().equals("workers")) {
                String setter = "set" + Character.toUpperCase(permission.charAt(0)) + permission.substring(1);
                Role.class.getMethod(setter, boolean.class).invoke(copy, false);
            }
            left.add(copy);
        }
        server.getSecurityRepository().addMatch(address, left);
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
