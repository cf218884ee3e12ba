package org.genericsftp.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.serve.Outside.Sent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.node.ObjectNode;

/** What the page shows of a client whose settings have changed while a request ran, or that was paused then. */
@Timeout(60)
class ChangedClientTest {
    private static final String CLIENT = "plant-a";

    @RegisterExtension
    private final ClientsInMemory clients = new ClientsInMemory();

    private final ClientRecords records = new ClientRecords(Clock.systemUTC());
    private final ClientViews views = new ClientViews(records);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void tearDown() {
        goOn.countDown();
    }

    private ClientService startOne(FakeJob job) {
        clients.start(CLIENT, job, event -> {});
        return Objects.requireNonNull(clients.find(CLIENT).orElseThrow().service());
    }

    private ClientService startBusy(FakeJob job) throws Exception {
        ClientService busy = startOne(job);
        clients.broker().send(Channel.REQUESTS, Sent.of("{\"type\":\"FileRequest\",\"requestId\":\"r-1\"}"));
        await().until(() -> busy.running().size() == 1);
        return busy;
    }

    private FakeJob untilToldToGoOn() {
        return FakeJob.doing(run -> goOn.await());
    }

    private List<String> shownToRun() {
        return views.running(clients.find(CLIENT).orElseThrow(), Instant.now()).stream()
                .map(running -> running.active().requestId())
                .toList();
    }

    private String state() {
        ObjectNode line = Json.object();
        views.line(line, clients.find(CLIENT).orElseThrow(), Instant.now());
        return line.get("state").asString();
    }

    private void assertShownUntilItIsDone(ClientService old, @Nullable ClientService current, String state)
            throws Exception {
        clients.show(CLIENT, current, current == null, List.of(old));
        assertThat(shownToRun()).containsExactly("r-1");
        assertThat(state()).isEqualTo(state);
        assertThat(inFlight()).isEqualTo(1);
        goOn.countDown();
        await().until(() -> shownToRun().isEmpty());
        assertThat(inFlight()).isZero();
    }

    private double inFlight() {
        PolledClient polled = new PolledClient(CLIENT);
        polled.look(clients.find(CLIENT).orElseThrow());
        return polled.inFlight();
    }

    @Test
    void whatRunsWithItsOldSettingsIsShownUntilItIsDone() throws Exception {
        ClientService old = startBusy(untilToldToGoOn());
        assertShownUntilItIsDone(old, startOne(FakeJob.copying()), "busy");
    }

    @Test
    void whatRunsOfAPausedClientIsShownUntilItIsDone() throws Exception {
        assertShownUntilItIsDone(startBusy(untilToldToGoOn()), null, "paused");
    }

    @Test
    void whatRunsOfAPausedClientCanBeCancelled() throws Exception {
        ClientService old = startBusy(FakeJob.doing(FakeJob.Run::untilCancelled));
        clients.show(CLIENT, null, true, List.of(old));
        ClientActions actions = new ClientActions(
                records, new ConnectionChecks(records, new EventStreams(), Runnable::run, Clock.systemUTC()));
        actions.cancel(clients.find(CLIENT).orElseThrow(), "r-1", "127.0.0.1");
        await().until(() -> shownToRun().isEmpty());
    }
}
