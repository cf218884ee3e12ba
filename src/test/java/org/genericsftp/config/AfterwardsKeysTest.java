package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.AllowedAfterwards;
import org.genericsftp.file.RelativePath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AfterwardsKeysTest {
    private static final RelativePath PROCESSED = new RelativePath("processed");

    @TempDir
    private Path folder;

    private ConfigurationFiles files;

    @BeforeEach
    void setUp() {
        files = new ConfigurationFiles(folder);
    }

    private ClientConfiguration client(String more) throws ConfigurationException {
        return files.read(ConfigurationFiles.MINIMAL + more).clients().get(0);
    }

    @Test
    void theSourceStaysAsItIsWithoutIt() throws ConfigurationException {
        ClientConfiguration client = client("");
        assertThat(client.job().afterwards()).isEqualTo(AllowedAfterwards.NONE);
        assertThat(client.service().afterwards()).isEqualTo(AllowedAfterwards.NONE);
        assertThat(client.sync().selection().afterwards()).isNull();
    }

    @Test
    void saysWhatRequestsMayAndWhatSyncsDo() throws ConfigurationException {
        ClientConfiguration deleting = client("    afterwards: { delete: true }\n");
        assertThat(deleting.job().afterwards()).isEqualTo(new AllowedAfterwards(true, null));
        assertThat(deleting.sync().selection().afterwards()).isNull();

        ClientConfiguration moving = client("    afterwards: { move-to: processed, sync: move }\n");
        assertThat(moving.service().afterwards()).isEqualTo(new AllowedAfterwards(false, PROCESSED));
        assertThat(moving.sync().selection().afterwards()).isEqualTo(new Afterwards(PROCESSED));

        ClientConfiguration both = client("    afterwards: { move-to: processed, delete: true, sync: delete }\n");
        assertThat(both.job().afterwards()).isEqualTo(new AllowedAfterwards(true, PROCESSED));
        assertThat(both.sync().selection().afterwards()).isEqualTo(Afterwards.DELETE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "afterwards: {} | afterwards: allows nothing: give delete: true, or move-to",
                "afterwards: { delete: false } | afterwards: allows nothing: give delete: true, or move-to",
                "afterwards: { move-to: ../x } | afterwards.move-to: expected a folder below the source directory, such as processed, found \"../x\"",
                "afterwards: { move-to: /x } | afterwards.move-to: expected a folder below the source directory, such as processed, found \"/x\"",
                "afterwards: { move-to: x, sync: delete } | afterwards.sync: needs delete: true",
                "afterwards: { delete: true, sync: move } | afterwards.sync: needs move-to",
                "durable: false; afterwards: { delete: true } | afterwards: does not go with durable: false, as copies could be lost that have no source",
                "sync-filter: { growing: true }; afterwards: { delete: true, sync: delete } | afterwards.sync: does not go with growing: true in sync-filter, as such files have no end",
                "sync-filter: { directory: X/y }; afterwards: { move-to: x, sync: move } | afterwards.sync: does not go with a directory in sync-filter that is where files are moved to",
            },
            quoteCharacter = '\0')
    void saysWhatCannotBeRight(String keys, String error) {
        String more = "    " + keys.replace("; ", "\n    ") + "\n";
        assertThat(files.errorsOf(ConfigurationFiles.MINIMAL + more))
                .singleElement()
                .asString()
                .endsWith("sftp-clients.plant-a." + error);
    }

    @Test
    void theOnlyCopyMustNotBeReplacedByAnotherClients() {
        String other = ConfigurationFiles.MINIMAL
                .replace("sftp-clients:\n", "")
                .replace("plant-a:", "plant-b:")
                .replace("/data/plant-a", "/data");
        String first = ConfigurationFiles.MINIMAL + "    afterwards: { delete: true }\n";
        assertThat(files.errorsOf(first + other))
                .singleElement()
                .asString()
                .startsWith(
                        "worker.yaml:2:3: sftp-clients.plant-a.afterwards: needs a destination that no other client has")
                .endsWith("The destination-directory of plant-a lies in that of plant-b");
        assertThat(files.errorsOf(first + other.replace("/data", "/data/plant-b")))
                .isEmpty();
        assertThat(files.errorsOf(ConfigurationFiles.MINIMAL + other)).isEmpty();
    }

    @Test
    void theOnlyCopyMustNotBeReplacedByThatOfAnotherLayout() {
        String layouts = "    layouts: { inbox: { flat: true } }\n";
        String delete = "    afterwards: { delete: true }\n";
        assertThat(files.errorsOf(ConfigurationFiles.MINIMAL + layouts)).isEmpty();
        assertThat(files.errorsOf(ConfigurationFiles.MINIMAL + layouts + delete))
                .singleElement()
                .asString()
                .contains("sftp-clients.plant-a.afterwards: does not go with layouts that share a folder")
                .contains("its own layout and the layout inbox");
        assertThat(files.errorsOf(ConfigurationFiles.MINIMAL
                        + layouts.replace("flat: true", "flat: true, folder: inbox")
                        + delete))
                .isEmpty();
    }

    @Test
    void whatWasMovedIsKnownInAnyCaseAndForm() {
        AllowedAfterwards allowed = new AllowedAfterwards(false, new RelativePath("Done/\u00dc"));
        assertThat(allowed.holdsMoved(new RelativePath("done/u\u0308/x"))).isTrue();
        assertThat(allowed.holdsMoved(new RelativePath("Done"))).isFalse();
        assertThat(AllowedAfterwards.NONE.holdsMoved(RelativePath.ROOT)).isFalse();
        assertThat(allowed.allows(Afterwards.moveTo("done/\u00dc").orElseThrow()))
                .isFalse();
    }
}
