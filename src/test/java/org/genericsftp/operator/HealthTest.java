package org.genericsftp.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.serve.Broker.Channel;
import org.genericsftp.serve.FakeJob;
import org.genericsftp.serve.Outside;
import org.genericsftp.serve.Outside.Sent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HealthTest {
    @RegisterExtension
    final ClientsInMemory clients = new ClientsInMemory();

    private final Health ready = Health.ready(clients);

    private static Extension.Answer ask(Extension health) {
        return health.answer(null);
    }

    @Test
    void theProcessIsLiveWhateverItIsConnectedTo() {
        clients.show("plant-a", null, false);
        assertThat(Health.live().path()).isEqualTo("/health/live");
        assertThat(ask(Health.live()).status()).isEqualTo(200);
    }

    @Test
    void aWorkerIsReadyOnceTheBrokerIsConnectedForEveryClient() {
        assertThat(ready.path()).isEqualTo("/health/ready");
        clients.start("plant-a", FakeJob.copying(), event -> {});
        assertThat(ask(ready).status()).isEqualTo(200);
        clients.show("plant-b", null, false);
        assertThat(ask(ready)).satisfies(answer -> {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body())
                    .isEqualTo("not ready: the broker is connected for 1 of 2 clients\n")
                    .doesNotContain("plant");
        });
        clients.show("plant-b", clients.make("plant-b", FakeJob.copying(), event -> {}), false);
        assertThat(ask(ready).status()).isEqualTo(503);
        clients.start("plant-b", FakeJob.copying(), event -> {});
        assertThat(ask(ready).status()).isEqualTo(200);
    }

    @Test
    void aPausedClientMakesNoWorkerUnready() {
        clients.show("plant-a", null, true);
        assertThat(ask(ready).status()).isEqualTo(200);
    }

    @Test
    void anSftpServerThatIsAwayMakesNoWorkerUnready() throws Exception {
        clients.start(
                "plant-a",
                FakeJob.doing(run -> {
                    throw new FileException(ErrorCode.CONNECTION_FAILED, Remedy.LATER, "away");
                }),
                event -> {});
        clients.broker().send(Channel.REQUESTS, Sent.of("{\"type\":\"FileRequest\"}"));
        clients.broker().replyWithin(Outside.PATIENCE);
        assertThat(clients.clients())
                .extracting(client -> client.service().figures().connectionValid())
                .containsExactly(false);
        assertThat(ask(ready).status()).isEqualTo(200);
    }

    @Test
    void everybodyMayAsk() {
        assertThat(ready.isOpen()).isTrue();
        assertThat(Health.live().isOpen()).isTrue();
    }
}
