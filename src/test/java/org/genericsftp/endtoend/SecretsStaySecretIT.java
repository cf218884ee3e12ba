package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.genericsftp.testing.BrokerProcess;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.RealServers;
import org.genericsftp.testing.SshKeys;
import org.genericsftp.testing.WorkerConfiguration;
import org.genericsftp.testing.WorkerJar;
import org.genericsftp.testing.WorkerProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that would be noticed wherever they appeared, with everything logged that can be. */
@Timeout(120)
class SecretsStaySecretIT {
    private static final String BROKER = "canary-of-the-broker";
    private static final String WRONG = "canary-wrong-password";
    private static final String PASSPHRASE = "canary-ü-of-the-key";

    @TempDir
    Path folder;

    /** What others can see, by where they see it. */
    private final Map<String, String> seen = new LinkedHashMap<>();

    @Test
    void appearNeitherInLogsNorInMessagesNorInTheProcessList() throws Exception {
        try (OpenSshServer server = OpenSshServer.builder().withPassword().start();
                BrokerProcess broker = BrokerProcess.start(Files.createDirectory(folder.resolve("store")))) {
            Folders.file(server.rootDirectory(), "a.csv", 10, Folders.FIRST);
            String right = server.supportsPasswords() ? server.password() : "canary-not-used";
            Map<String, String> environment = Map.of(
                    "LC_ALL", "C.UTF-8", "LOG_LEVEL", "trace", "BROKER_SECRET", BROKER, "WRONG", WRONG, "RIGHT", right);
            WorkerConfiguration configuration = configuration(server, broker);

            try (WorkerProcess worker = WorkerProcess.start(configuration, environment)) {
                worker.awaitReady(broker, "wrong");
                askForEverything(broker);
                seen.put("process list", Command.run(RealServers.require("ps").toString(), "-e", "-ww", "-o", "args"));
                worker.terminate();
                assertThat(worker.exitCode()).as(worker.log()).isZero();
                seen.put("log", worker.log());
            }
            String file = configuration.writeTo(folder).toString();
            runCommand(environment, "check", "-c", file);
            runCommand(environment, "apply", "-c", file);
            configuration.client("broken", server, folder).with("password", Map.of("nested", WRONG));
            runCommand(environment, "apply", "-c", configuration.writeTo(folder).toString());

            assertThat(seen.get("log")).as("everything is logged").contains("TRACE", "DEBUG");
            assertThat(seen.get("process list")).contains("run -c");
            assertThat(seen.get("wrong")).contains("AUTHENTICATION_FAILED");
            assertThat(seen.get("passphrase")).contains("COMPLETED");
            seen.forEach((where, text) ->
                    assertThat(text).as(where).doesNotContain(BROKER, WRONG, PASSPHRASE, "of-the-key", right));
        }
    }

    private WorkerConfiguration configuration(OpenSshServer server, BrokerProcess broker) throws Exception {
        SshKeys.KeyFiles key = SshKeys.generate(folder, SshKeys.Type.ED25519, SshKeys.Format.OPENSSH, PASSPHRASE);
        server.authorize(key);
        Path secret = Files.writeString(folder.resolve("passphrase-file"), PASSPHRASE + "\n");
        Path copies = Files.createDirectory(folder.resolve("copies"));
        WorkerConfiguration all = WorkerConfiguration.at(broker.url())
                .broker("username", "worker")
                .broker("password", "${BROKER_SECRET}");
        all.client("passphrase", server, copies)
                .with("key-pair-path", key.privateKey().toString())
                .with("key-pair-passphrase", "${file:" + secret + "}");
        all.client("literal", server, copies).without("key-pair-path").with("password", WRONG);
        all.client("wrong", server, copies).without("key-pair-path").with("password", "${WRONG}");
        if (server.supportsPasswords()) {
            all.client("right", server, copies).without("key-pair-path").with("password", "${RIGHT}");
        }
        return all;
    }

    private void askForEverything(BrokerProcess broker) throws Exception {
        for (String client : new String[] {"passphrase", "wrong"}) {
            try (EventsTopic events = new EventsTopic(broker.url(), client);
                    JmsRequester requester = JmsRequester.at(broker.url())) {
                String requests = "sftp." + client + ".requests";
                Reply reply = requester.ask(requests, "{ \"type\": \"FileRequest\" }");
                Reply check = requester.ask(requests, "{ \"type\": \"ConnectionCheck\" }");
                events.await("RequestReport", report -> true);
                seen.put(client, reply.pages().toString());
                seen.put("check of " + client, check.pages().toString());
                seen.put("events of " + client, events.texts().toString());
            }
        }
    }

    private void runCommand(Map<String, String> environment, String... arguments) {
        WorkerJar.Ended ended = WorkerJar.run(environment, arguments);
        seen.put(String.join(" ", arguments) + " ended with " + ended.exitCode(), ended.out() + ended.err());
    }
}
