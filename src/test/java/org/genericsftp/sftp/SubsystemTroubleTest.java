package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.subsystem.SubsystemFactory;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.StageResult;
import org.genericsftp.testing.MinaSftpServer;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.RealServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An sftp subsystem that is none, or not only one, behind a real sshd. */
@Timeout(60)
class SubsystemTroubleTest {
    private static final String ADVICE = "something on the server prints at each login, such as .bashrc, .profile or a"
            + " ForceCommand, and should do so on terminals only";

    @Test
    void aTextThatComesFirstIsQuoted() {
        String sftpServer = RealServers.require("sftp-server").toString();
        assertThat(failureWith("echo 'Welcome to the vault, tester!'; echo; exec " + sftpServer))
                .hasMessageContaining("it sent the text \"Welcome to the vault, tester!")
                .hasMessageContaining(ADVICE);
    }

    @Test
    void aTextThatBeginsLikeDataOrNamesIsQuoted() {
        // The fifth letter stands where a packet has its type: g is that of DATA, h that of NAME.
        assertThat(failureWith("echo 'Debugging is on'; sleep 10"))
                .hasMessageContaining("the text \"Debugging is on\" before the first packet");
        assertThat(failureWith("echo 'Aachhen for ever'; sleep 10"))
                .hasMessageContaining("the text \"Aachhen for ever\" before the first packet");
    }

    @Test
    void aTextWithColoursAndUmlautsIsQuotedOnOneLine() {
        assertThat(failureWith("printf '\\033[1mGrüß\\r\\tGott\\033[0m\\n'; sleep 10"))
                .hasMessageContaining("the text \"\\u001B[1mGrüß Gott\\u001B[0m\" before the first packet");
    }

    /** OpenSSH's sshd keeps a subsystem's standard error to itself; others don't. */
    @Test
    void whatItWroteToItsStandardErrorAndItsStatusAreTold() {
        try (MinaSftpServer server = MinaSftpServer.started();
                SftpSource source = new SftpSource(server.settings(), new ReadBuffers(1 << 20))) {
            server.server().setSubsystemFactories(List.of(new Complaining("vault: no\u0007 quota left\r\nbye\n", 3)));
            assertThat(failureOf(source))
                    .hasMessageContaining("sftp subsystem ended with status 3, and wrote to its standard error:"
                            + " \"vault: no\\u0007 quota left bye\"");
        }
    }

    @Test
    void aLongComplaintIsCut() {
        try (MinaSftpServer server = MinaSftpServer.started();
                SftpSource source = new SftpSource(server.settings(), new ReadBuffers(1 << 20))) {
            server.server().setSubsystemFactories(List.of(new Complaining("no quota left ".repeat(10_000), 0)));
            assertThat(failureOf(source))
                    .hasMessageContaining("ended with status 0, and wrote to its standard error: \"no quota left no")
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(800));
        }
    }

    @Test
    void aStatusAloneIsTold() {
        assertThat(failureWith("sleep 0.1; exit 4")).hasMessageContaining("sftp subsystem ended with status 4");
    }

    @Test
    void aProgramThatIsMissingIsNamed() {
        try (OpenSshServer server = OpenSshServer.builder()
                        .withSubsystem("/nowhere/sftp-server")
                        .start();
                SftpSource source = source(server)) {
            assertThat(failureOf(source))
                    .hasMessageContaining("sftp subsystem ended with status 127 (its program was not found)");
        }
    }

    @Test
    void wordsOnTheStandardErrorDoNoHarm() {
        String sftpServer = RealServers.require("sftp-server").toString();
        try (OpenSshServer server = OpenSshServer.builder()
                        .withSubsystemScript("seq 1000 >&2", "exec " + sftpServer)
                        .start();
                SftpSource source = source(server)) {
            assertThat(source.check()).extracting(StageResult::failure).containsOnlyNulls();
        }
    }

    /** A subsystem that writes to its standard error, and exits. */
    private record Complaining(String words, int status) implements SubsystemFactory {
        @Override
        public String getName() {
            return "sftp";
        }

        @Override
        public Command createSubsystem(ChannelSession channel) {
            return new AbstractCommandSupport(words, null) {
                @Override
                public void run() {
                    try {
                        getErrorStream().write(words.getBytes(StandardCharsets.UTF_8));
                        getErrorStream().flush();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    onExit(status);
                }
            };
        }
    }

    private static FileException failureWith(String script) {
        try (OpenSshServer server =
                        OpenSshServer.builder().withSubsystemScript(script).start();
                SftpSource source = source(server)) {
            return failureOf(source);
        }
    }

    private static SftpSource source(OpenSshServer server) {
        return new SftpSource(server.settings(), new ReadBuffers(1 << 20));
    }

    private static FileException failureOf(SftpSource source) {
        List<StageResult> stages = source.check();
        FileException failure =
                Objects.requireNonNull(stages.get(stages.size() - 1).failure());
        assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTION_FAILED);
        assertThat(stages).extracting(StageResult::stage).contains(CheckStage.AUTHENTICATE);
        return failure;
    }
}
