package org.genericsftp.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.job.FileJob;
import org.genericsftp.request.Response;
import org.genericsftp.testing.OwnerOnly;
import org.genericsftp.worker.RunningClient;

/** Runs commands in this JVM, on services that do as the test says, and keeps what they print. */
final class Harness {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    final Map<String, String> environment = new LinkedHashMap<>();
    final Map<String, FileJob> jobs = new LinkedHashMap<>();
    final List<String> opened = new ArrayList<>();
    final List<String> closed = new ArrayList<>();
    final List<RunningClient> running = new ArrayList<>();
    Optional<String> fileNameFault = Optional.empty();
    boolean terminal;
    boolean outIsTerminal;
    Runnable firstSignal = () -> {};
    Runnable hangUp = () -> {};
    final FakeBroker broker = new FakeBroker();

    private final Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    Harness(Path folder) {
        this.folder = folder;
    }

    /** A screen of its own, for what is printed without any command. */
    static Screen screen(StringWriter out, StringWriter err, boolean terminal) {
        return new Screen(new ProcessContext(
                new PrintWriter(out),
                new PrintWriter(err),
                terminal,
                terminal,
                Map.of(),
                () -> "",
                Optional::empty,
                action -> {},
                action -> {},
                Clock.systemUTC()));
    }

    int run(String... arguments) {
        CommandServices services = new CommandServices(this::open, this::create, broker, FakeBroker.CODEC);
        ProcessContext process = new ProcessContext(
                new PrintWriter(out),
                new PrintWriter(err),
                terminal,
                outIsTerminal,
                environment,
                () -> "host-1/4711",
                () -> fileNameFault,
                action -> firstSignal = action,
                action -> hangUp = action,
                Clock.fixed(NOW, ZoneOffset.UTC));
        return new Commands(services, process).execute(arguments);
    }

    /** A configuration of these clients, with a broker. */
    String configuration(String... clients) {
        StringBuilder yaml = new StringBuilder("broker: { url: 'tcp://localhost:61616' }\nsftp-clients:\n");
        for (String client : clients) {
            yaml.append("""
                      %s:
                        host: sftp.example.net
                        username: dataminer
                        password: s3cret
                        known-hosts: known_hosts
                        source-directory: /outgoing
                        destination-directory: /data/%s
                    """.formatted(client, client).indent(2));
        }
        return file(yaml.toString());
    }

    String file(String yaml) {
        try {
            return OwnerOnly.write(folder.resolve("worker.yaml"), yaml).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** The messages that were printed. */
    List<Response> messages() {
        return out().lines()
                .filter(line -> line.startsWith("{"))
                .map(FakeBroker.CODEC::decodeResponse)
                .toList();
    }

    private ClientAccess.OpenClient open(ClientConfiguration client) {
        FileJob job = jobs.get(client.name());
        if (job == null) {
            throw new AssertionError("Nobody expected " + client.name());
        }
        opened.add(client.name());
        return new ClientAccess.OpenClient(job, List.of((Closeable) () -> closed.add(client.name())));
    }

    private RunningClient create(
            ClientConfiguration client, BrokerSettings broker, String worker, Supplier<Set<String>> reservedQueues) {
        return running.stream()
                .filter(candidate -> candidate.name().equals(client.name()))
                .findFirst()
                .orElseThrow();
    }
}
