package org.genericsftp.jms;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.genericsftp.request.FileRequest;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.ClockDifference;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.serve.ServedClient;
import org.genericsftp.serve.ServiceSettings;
import org.genericsftp.serve.ServiceThreads;
import org.genericsftp.sync.SyncSettings;

/** A worker with a fake job, in a JVM of its own, to be killed. */
final class WorkerProcess implements AutoCloseable {
    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    /** @param workMillis how long it takes for a request */
    static WorkerProcess start(String url, String client, int workMillis) throws IOException {
        return new WorkerProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        url,
                        client,
                        Integer.toString(workMillis))
                .inheritIO()
                .start());
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    /** The other JVM. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) throws InterruptedException {
            String client = arguments[1];
            long workMillis = Long.parseLong(arguments[2]);
            FakeJob job = FakeJob.doing(run -> {
                Thread.sleep(workMillis);
                run.outcomes().add(FakeJob.copied("a.csv"));
            });
            String worker = "killed/" + ProcessHandle.current().pid();
            Clock clock = Clock.systemUTC();
            ServiceSettings settings = ServiceSettings.of(client);
            SyncSettings sync = new SyncSettings(client, null, FileRequest.EVERYTHING);
            BrokerSettings broker = new BrokerSettings(arguments[0], null, null);
            new ClientService(
                            new ServedClient(settings, sync, job, Services.CODEC, worker, clock),
                            new JmsBroker(
                                    new BrokerConnections(broker, new ClockDifference(clock)),
                                    settings,
                                    worker,
                                    Set::of),
                            new ServiceThreads())
                    .start();
            Thread.currentThread().join();
        }
    }
}
