package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A secret of the configuration is seen by nobody but who needs it. */
class SecretsTest {
    private static final String CANARY = "c4n4ry";
    private static final Map<String, String> ENVIRONMENT = Map.of("SECRET", CANARY);

    @TempDir
    private Path folder;

    private ConfigurationFiles files;

    @BeforeEach
    void setUp() throws IOException {
        files = new ConfigurationFiles(folder);
        Files.writeString(folder.resolve("secret"), CANARY);
    }

    @Test
    void isNotInTheTextOfAConfiguration() throws ConfigurationException {
        Configuration configuration = files.read("""
                broker: { url: 'tcp://localhost:61616', username: worker, password: c4n4ry }
                sftp-clients:
                  a:
                    host: a
                    username: a
                    password: ${SECRET}
                    known-hosts: a
                    source-directory: a
                    destination-directory: a
                  b:
                    host: b
                    username: b
                    key-pair-path: b
                    key-pair-passphrase: ${file:secret}
                    known-hosts: b
                    source-directory: b
                    destination-directory: b
                """, ENVIRONMENT);

        assertThat(configuration.toString())
                .contains("tcp://localhost:61616", "key pair")
                .doesNotContain(CANARY);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isNotInErrors(String yaml) {
        List<String> errors = files.errorsOf(yaml, ENVIRONMENT);

        assertThat(errors).isNotEmpty().noneMatch(error -> error.contains(CANARY));
    }

    static Stream<String> mistakes() {
        String minimal = ConfigurationFiles.MINIMAL;
        return Stream.of(
                minimal + "    port: ${SECRET}\n",
                minimal + "    port: ${file:secret}\n",
                minimal + "    automatic-sync: ${UNSET:-c4n4ry}\n",
                minimal + "    pasword: c4n4ry\n",
                minimal + "    key-pair-passphrase: c4n4ry\n",
                minimal + "    sync-filter: { fileTime: { from: '${SECRET}' } }\n",
                minimal + "    queues: { requests: '${SECRET} ' }\n",
                minimal.replace("s3cret", "[c4n4ry]"),
                minimal.replace("s3cret", "{c4n4ry: x}"),
                minimal.replace("s3cret", "*c4n4ry"),
                minimal.replace("s3cret", "&c4n4ry"),
                minimal.replace("s3cret", "!c4n4ry!x"),
                minimal.replace("s3cret", "!!c4n4ry"),
                minimal.replace("s3cret", "'c4n4ry"),
                minimal.replace("s3cret", "\"c4n4ry\\q\""),
                minimal.replace("s3cret", "c4n4ry: x"),
                minimal.replace("s3cret", "@c4n4ry"),
                minimal.replace("s3cret", "%c4n4ry"),
                minimal.replace("s3cret", "|c4n4ry"),
                minimal.replace("s3cret", "c4n4ry ${"),
                minimal.replace("s3cret", "${c4n4ry !}"),
                minimal.replace("s3cret", "c4n4ry${UNSET}"),
                minimal.replace("s3cret", "c4n4ry\n    password: c4n4ry"),
                minimal.replace("s3cret", "c4n4ry\u0001"),
                "broker: { url: c4n4ry }\n" + minimal,
                "broker: { url: 'tcp://user:c4n4ry@host :1' }\n" + minimal);
    }
}
