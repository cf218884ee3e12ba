package org.genericsftp.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerSettingsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://localhost:61616",
                "ssl://broker.example.net:61617?socket.verifyHostName=true",
                "nio+ssl://broker:61617",
                "failover:(tcp://one:61616,tcp://two:61616)?randomize=false",
                "failover://(tcp://one:61616)"
            })
    void takesAnyUrlOfAClient(String url) {
        assertThat(new BrokerSettings(url, null, null).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "localhost", "localhost:61616", "tcp:localhost", "tcp://", "tcp://two words"})
    void refusesWhatLacksATransport(String text) {
        assertThat(BrokerSettings.isUrl(text)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new BrokerSettings(text, null, null));
    }

    @Test
    void theirTextShowsNoSecrets() {
        String url = "failover:(ssl://a:1?socket.keyStorePassword=canary,tcp://b:2)?jms.password=canary";

        assertThat(new BrokerSettings(url, "worker", "canary"))
                .hasToString("broker failover:(ssl://a:1,tcp://b:2) as worker");
        assertThat(new BrokerSettings("tcp://b:2", null, null)).hasToString("broker tcp://b:2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BrokerSettings("tcp://a b?password=canary", null, null))
                .withMessageNotContaining("canary");
    }
}
