package org.genericsftp.cli;

import java.util.Map;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.serve.ClientQueues;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** To whom a request goes. */
final class AddressOptions {
    @Option(
            names = "--broker",
            required = true,
            paramLabel = "URL",
            description = "The broker, such as tcp://localhost:61616.")
    private String url = "";

    @Option(
            names = "--client",
            required = true,
            paramLabel = "NAME",
            description = "The client whose workers are asked.")
    private String client = "";

    @Option(
            names = "--queue",
            paramLabel = "NAME",
            description = "The client's request queue, where it is not sftp.<client>.requests.")
    private @Nullable String queue;

    @Mixin
    private AccountOptions account = new AccountOptions();

    String client() {
        return client;
    }

    String queue() {
        return queue == null ? ClientQueues.named(client).requests() : queue;
    }

    String controlTopic() {
        return ClientQueues.named(client).control();
    }

    BrokerSettings broker(Map<String, String> environment) throws UsageException {
        return account.at(url, environment);
    }
}
