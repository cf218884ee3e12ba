package org.genericsftp.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.command.ActiveMQDestination;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.command.ActiveMQTopic;
import org.slf4j.LoggerFactory;

/**
 * A broker in a JVM of its own, with its store on disk: it can be stopped, killed and started again on the same ports with
 * the same store. OpenWire, STOMP and AMQP listen, as far as the release has them.
 */
public final class BrokerProcess implements AutoCloseable {
    private final BrokerRelease release;
    private final Path store;
    private final BrokerLimits limits;
    private BrokerSetup.Ports ports;
    private Process process;
    private BufferedReader answers;
    private PrintStream questions;

    private BrokerProcess(BrokerRelease release, Path store, BrokerLimits limits) throws IOException {
        this.release = release;
        this.store = store;
        this.limits = limits;
        this.ports = BrokerSetup.Ports.free();
        this.process = launch();
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        awaitReady();
    }

    /** @param store an empty folder, the caller's to delete */
    public static BrokerProcess start(Path store) throws IOException {
        return start(store, BrokerLimits.USUAL);
    }

    public static BrokerProcess start(Path store, BrokerLimits limits) throws IOException {
        return new BrokerProcess(BrokerRelease.OF_TESTS, store, limits);
    }

    public static BrokerProcess start(Path store, BrokerRelease release) throws IOException {
        return new BrokerProcess(release, store, BrokerLimits.USUAL);
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(release.command(new BrokerSetup(store, ports, limits, List.of())))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void awaitReady() throws IOException {
        ports = BrokerSetup.Ports.parse(readAnswer());
    }

    private String readAnswer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("The broker has ended; its errors are above");
        }
        return answer;
    }

    /** For OpenWire clients; the same after each restart. */
    public String url() {
        return "tcp://127.0.0.1:" + ports.openWire();
    }

    public int openWirePort() {
        return ports.openWire();
    }

    public int stompPort() {
        return ports.stomp();
    }

    /** The broker passes messages on as it gets them, which is its default. */
    public int amqpPort() {
        return ports.amqp();
    }

    /** The broker maps messages to those of JMS. */
    public int mappedAmqpPort() {
        return ports.amqpMapped();
    }

    /** Enqueued and dequeued count from the last start on. */
    public QueueCounts queue(String name) {
        return counts(new ActiveMQQueue(name));
    }

    /** As {@link #queue}. */
    public QueueCounts topic(String name) {
        return counts(new ActiveMQTopic(name));
    }

    /**
     * Takes a right from the workers at Artemis.
     *
     * @param permission as its configuration names it
     */
    public void withdraw(String address, String permission) throws IOException {
        questions.println("withdraw " + address + " " + permission);
        readAnswer();
    }

    /** Changes a queue of Artemis, as its console can. */
    public void exclusive(String queue, boolean exclusive) throws IOException {
        questions.println("exclusive " + queue + " " + exclusive);
        readAnswer();
    }

    private QueueCounts counts(ActiveMQDestination destination) {
        try {
            questions.println(destination.getQualifiedName());
            return QueueCounts.parse(readAnswer());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it in good order. */
    public void stop() throws InterruptedException {
        questions.close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("The broker does not end");
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts it again, after {@link #stop} or {@link #kill}. */
    public void restart() throws IOException {
        process = launch();
        answers = process.inputReader(StandardCharsets.UTF_8);
        questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        awaitReady();
    }

    @Override
    public void close() {
        kill();
    }

    /** The other JVM: prints its ports, then answers each destination with its counts, until its input ends. */
    static final class BrokerMain {
        private BrokerMain() {}

        public static void main(String[] arguments) throws Exception {
            PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            // Libraries may print; the answers must stay alone.
            System.setOut(System.err);
            // At each start it says that it takes less memory than it would like to.
            ((Logger) LoggerFactory.getLogger(BrokerService.class)).setLevel(Level.ERROR);
            BrokerService broker = BrokerSetup.fromArguments(arguments).start();
            BrokerSetup.Ports ports = BrokerSetup.portsOf(broker);
            answers.println(ports.toLine());
            BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String name = questions.readLine(); name != null; name = questions.readLine()) {
                ActiveMQDestination asked = ActiveMQDestination.createDestination(name, ActiveMQDestination.QUEUE_TYPE);
                answers.println(QueueCounts.of(broker, asked).toLine());
            }
            broker.stop();
            broker.waitUntilStopped();
        }
    }
}
