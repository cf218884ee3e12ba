package org.genericsftp.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.genericsftp.request.FileRequest;
import org.genericsftp.testing.Opened;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Those who would tie up the page's server, and with it the worker. None of them is more than a nuisance. */
@Timeout(120)
class AttacksTest {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    @RegisterExtension
    final Opened openedHere = new Opened();

    private static OperatorSite site;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        site = OPENED.add(OperatorSite.start(folder));
    }

    private static RawHttp connect() throws IOException {
        return new RawHttp(site.port());
    }

    /** Whether the page is answered, and requests are. */
    private static void expectService() throws Exception {
        await().untilAsserted(
                        () -> assertThat(site.get("/api/worker").statusCode()).isEqualTo(200));
        assertThat(site.ask(FileRequest.EVERYTHING).result()).isNotNull();
    }

    @Test
    void oversizedHeadersAreCutOff() throws Exception {
        for (String headers : List.of(
                "X-Long: " + "x".repeat(100_000),
                IntStream.range(0, 200).mapToObj(i -> "X-" + i + ": 1").collect(Collectors.joining("\r\n")))) {
            String answer = "";
            try {
                answer = RawHttp.ask(site.port(), "GET /api/worker", "Host: localhost", headers);
            } catch (IOException e) {
                // The server need not read on.
            }
            assertThat(answer).doesNotContain("200 OK");
        }
        expectService();
    }

    @Test
    void guessedTokensAreNotTriedForEver() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(apply("guess-" + i).statusCode()).isEqualTo(401);
        }
        HttpResponse<String> refused = apply(OperatorSite.TOKEN);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("60");
        assertThat(refused.body()).contains("TOO_MANY_GUESSES");
        expectService();
    }

    private static HttpResponse<String> apply(String token) throws Exception {
        return site.http()
                .send(
                        site.request("/api/clients/plant-a/apply")
                                .header("Authorization", "Bearer " + token)
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
    }

    @Test
    void aRequestLineWithoutEndIsCutOff() throws Exception {
        try (RawHttp endless = connect()) {
            int sent = 0;
            boolean cutOff = false;
            while (!cutOff && sent < 64 << 20) {
                try {
                    endless.send("x".repeat(64 << 10));
                    sent += 64 << 10;
                } catch (IOException e) {
                    cutOff = true;
                }
            }
            assertThat(cutOff).isTrue();
        }
        expectService();
    }

    @Test
    void aThousandIdleConnectionsHarmNothing() throws Exception {
        List<RawHttp> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 1_000; i++) {
                RawHttp connection = connect();
                idle.add(connection);
                if (i % 2 == 0) {
                    sendIfOpen(connection);
                }
            }
            assertThat(site.ask(FileRequest.EVERYTHING).result()).isNotNull();
        } finally {
            for (RawHttp connection : idle) {
                connection.close();
            }
        }
        expectService();
    }

    /** The beginning of a request, whose end never comes. */
    private static void sendIfOpen(RawHttp connection) {
        try {
            connection.send("GET /api/worker HTTP/1.1\r\nHost: localhost\r\n");
        } catch (IOException e) {
            // There are enough of them already.
        }
    }

    @Test
    void aReaderThatNeverReadsIsDropped() throws Exception {
        EventStreams streams = new EventStreams();
        SlowPeers slowPeers = new SlowPeers();
        ScheduledExecutorService timer =
                openedHere.add(closing(Executors.newScheduledThreadPool(1))).executor();
        slowPeers.start(timer);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ScheduledExecutorService calls =
                openedHere.add(closing(Executors.newScheduledThreadPool(4))).executor();
        server.setExecutor(calls);
        CountDownLatch ended = new CountDownLatch(1);
        server.createContext("/", exchange -> {
            try (SlowPeers.Watch watch = slowPeers.watch(Duration.ofSeconds(10))) {
                streams.serve(new Call(exchange, watch));
            } catch (HttpProblem e) {
                throw new IOException(e);
            } finally {
                ended.countDown();
            }
        });
        server.start();
        openedHere.add(() -> server.stop(0));
        ObjectNode filling = Json.object().put("filling", "x".repeat(8 << 10));
        try (RawHttp deaf = new RawHttp(server.getAddress().getPort())) {
            deaf.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            await().until(() -> !streams.isEmpty());
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                for (int i = 0; i < 500; i++) {
                    streams.send("worker", filling);
                }
                return streams.isEmpty();
            });
            // Nobody waits for it any more: its thread is free.
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private record Closing(ScheduledExecutorService executor) implements AutoCloseable {
        @Override
        public void close() {
            executor.shutdownNow();
        }
    }

    private static Closing closing(ScheduledExecutorService executor) {
        return new Closing(executor);
    }
}
