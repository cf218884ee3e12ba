package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genericsftp.testing.FileExceptionAssert.assertFails;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.file.UnlistedFolder;
import org.genericsftp.source.Lane;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.TestSettings;
import org.genericsftp.testing.TestSftpServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The account that the worker logs in to is not the one that the files belong to, and has a home of its own. */
class OtherAccountOnOpenSshTest extends SftpSourceFixture {
    @Override
    TestSftpServer startServer() {
        return OpenSshServer.builder().withPassword().start();
    }

    @BeforeEach
    void needAnotherAccount() {
        assumeTrue(server().supportsPasswords());
    }

    private static void permit(Path folder, String permissions) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void tellsOfAFolderThatItMayReadAndNotEnter() throws Exception {
        put("open/a", 3);
        put("closed/b", 3);
        Files.createDirectory(tree().resolve("empty"));
        permit(tree().resolve("closed"), "rwxr--r--");

        List<SourceEntry> found = list(lane(), everything());

        assertThat(found).extracting(SourceEntry::name).containsExactlyInAnyOrder("open/a", "closed");
        assertThat(found)
                .filteredOn(UnlistedFolder.class::isInstance)
                .singleElement()
                .satisfies(entry -> assertThat(((UnlistedFolder) entry).why())
                        .hasMessageContaining("not enter")
                        .extracting(FileException::code)
                        .isEqualTo(ErrorCode.PERMISSION_DENIED));
    }

    @Test
    void failsWhereItMayReadTheSourceDirectoryAndNotEnterIt() throws Exception {
        put("a", 3);
        Lane lane = lane();
        permit(tree(), "rwxr--r--");

        assertFails(() -> list(lane, everything()))
                .with(ErrorCode.PERMISSION_DENIED)
                .forGood()
                .saying("the source directory", "not enter");
        assertThat(source().check()).last().satisfies(stage -> {
            assertThat(stage.stage()).isEqualTo(CheckStage.LIST_SOURCE);
            assertThat(stage.failure()).hasMessageContaining("not enter");
        });
    }

    /** Its home is the folder that the source directory is in. */
    @ParameterizedTest
    @ValueSource(strings = {"~/root", "~//root/", "root", "./root"})
    void findsASourceDirectoryBelowItsHome(String sourceDirectory) throws Exception {
        put("a", 3);
        try (SftpSource source =
                new SftpSource(TestSettings.withSourceDirectory(server().settings(), sourceDirectory), buffers())) {
            assertThat(list(lane(source), everything()))
                    .singleElement()
                    .isInstanceOf(RemoteFile.class)
                    .extracting(SourceEntry::name)
                    .isEqualTo("a");
        }
    }

    @Test
    void findsItsHome() throws Exception {
        put("a", 3);
        try (SftpSource source =
                new SftpSource(TestSettings.withSourceDirectory(server().settings(), "~"), buffers())) {
            assertThat(list(lane(source), everything()))
                    .extracting(SourceEntry::name)
                    .contains("root/a");
        }
    }

    @Test
    void takesAFolderNamedTildeForOneThatIsSoNamed() throws Exception {
        Path tilde = Files.createDirectory(tree().resolveSibling("~"));
        Files.write(tilde.resolve("b"), new byte[3]);
        try (SftpSource source =
                new SftpSource(TestSettings.withSourceDirectory(server().settings(), "./~"), buffers())) {
            assertThat(list(lane(source), everything()))
                    .extracting(SourceEntry::name)
                    .containsExactly("b");
        }
    }
}
