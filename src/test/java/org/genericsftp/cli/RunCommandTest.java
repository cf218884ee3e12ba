package org.genericsftp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.genericsftp.worker.Grace;
import org.genericsftp.worker.RunningClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunCommandTest {
    @TempDir
    private Path folder;

    private Harness harness;

    @BeforeEach
    void setUp() {
        harness = new Harness(folder);
    }

    @Test
    void runsAllClientsUntilTheFirstSignal() {
        CountDownLatch bothStarted = new CountDownLatch(2);
        harness.running.add(new Client("plant-a", bothStarted, true));
        harness.running.add(new Client("plant-b", bothStarted, true));
        Thread signal = new Thread(() -> {
            try {
                bothStarted.await();
                harness.firstSignal.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        signal.start();

        assertThat(harness.run("run", "-c", harness.configuration("plant-a", "plant-b")))
                .isZero();
    }

    @Test
    void tellsByItsExitCodeThatRequestsWereGivenUp() {
        CountDownLatch started = new CountDownLatch(1);
        harness.running.add(new Client("plant-a", started, false) {
            @Override
            public void start() {
                harness.firstSignal.run();
            }
        });

        assertThat(harness.run("run", "-c", harness.configuration("plant-a"))).isEqualTo(3);
    }

    @Test
    void endsWhenNothingCanBeStarted() {
        harness.running.add(new Client("plant-a", new CountDownLatch(1), true) {
            @Override
            public void start() {
                throw new IllegalStateException("no");
            }
        });

        assertThat(harness.run("run", "-c", harness.configuration("plant-a"))).isEqualTo(1);
    }

    @Test
    void needsABroker() {
        String file = harness.file("""
                sftp-clients:
                  a:
                    host: a
                    username: a
                    password: a
                    known-hosts: a
                    source-directory: a
                    destination-directory: a
                """);

        assertThat(harness.run("run", "-c", file)).isEqualTo(2);

        assertThat(harness.err()).isEqualToIgnoringNewLines(file + ": broker: is missing, and the worker needs one");
    }

    private static class Client implements RunningClient {
        private final String name;
        private final CountDownLatch started;
        private final boolean orderly;

        Client(String name, CountDownLatch started, boolean orderly) {
            this.name = name;
            this.started = started;
            this.orderly = orderly;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void start() {
            started.countDown();
        }

        @Override
        public boolean close(Grace grace) {
            return orderly;
        }
    }
}
