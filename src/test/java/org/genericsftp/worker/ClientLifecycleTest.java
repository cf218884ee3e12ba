package org.genericsftp.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientLifecycleTest {
    private final List<String> happened = new ArrayList<>();

    @Test
    void closesWhatItHoldsAfterItsService() throws Exception {
        ClientLifecycle client = new ClientLifecycle(
                "plant-a",
                null,
                () -> happened.add("start"),
                grace -> happened.add("stop"),
                List.of(resource("source"), resource("destination")));

        client.start();

        assertThat(client.close(Grace.of(Duration.ofSeconds(1)))).isTrue();
        assertThat(happened).containsExactly("start", "stop", "source", "destination");
    }

    @Test
    void tellsWhenRequestsHadToBeGivenUp() throws Exception {
        ClientLifecycle client = new ClientLifecycle("plant-a", null, () -> {}, grace -> false, List.of());

        assertThat(client.close(Grace.of(Duration.ofSeconds(1)))).isFalse();
    }

    @Test
    void closesEverythingWhateverFails() {
        Closeable broken = () -> {
            throw new IOException("no");
        };
        ClientLifecycle client = new ClientLifecycle(
                "plant-a",
                null,
                () -> {},
                grace -> {
                    throw new InterruptedException();
                },
                List.of(broken, resource("destination")));

        assertThatThrownBy(() -> client.close(Grace.of(Duration.ofSeconds(1))))
                .isInstanceOf(InterruptedException.class);
        assertThat(happened).containsExactly("destination");
    }

    private Closeable resource(String name) {
        return () -> happened.add(name);
    }
}
