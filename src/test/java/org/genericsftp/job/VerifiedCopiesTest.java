package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Verification;
import org.genericsftp.file.Verified;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Result;
import org.genericsftp.testing.MinaSftpServer;
import org.genericsftp.testing.OpenSshServer;
import org.genericsftp.testing.ProFtpdServer;
import org.genericsftp.testing.TestSftpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What real servers say of their files' bytes, and what becomes of copies that differ. */
class VerifiedCopiesTest {
    private static final String BIG = "folder/big";

    @TempDir
    Path copies;

    private final CollectedOutcomes outcomes = new CollectedOutcomes();

    /** Servers, and by what each can say what its files hold. */
    enum Kind {
        OPENSSH(Verified.SHA256SUM),
        OPENSSH_WITHOUT_COMMANDS(Verified.NOT),
        OPENSSH_WITH_ONE_CHANNEL(Verified.NOT),
        PROFTPD(Verified.CHECK_FILE),
        MINA(Verified.CHECK_FILE);

        private final Verified by;

        Kind(Verified by) {
            this.by = by;
        }

        TestSftpServer start() {
            return switch (this) {
                case OPENSSH -> OpenSshServer.started();
                case OPENSSH_WITHOUT_COMMANDS ->
                    OpenSshServer.builder().option("ForceCommand internal-sftp").start();
                case OPENSSH_WITH_ONE_CHANNEL ->
                    OpenSshServer.builder().option("MaxSessions 1").start();
                case PROFTPD -> ProFtpdServer.started();
                case MINA -> MinaSftpServer.started();
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void areToldWithWhatProvesThem(Kind kind) throws IOException {
        try (TestSftpServer server = kind.start();
                VerifiedCopies site = new VerifiedCopies(server, copies)) {
            Result report = site.copy(Verification.SERVER_IF_OFFERED, outcomes);

            assertThat(report.status()).isEqualTo(ReplyStatus.COMPLETED);
            site.assertWhole();
            for (String name : VerifiedCopies.NAMES) {
                Verified expected = name.equals("empty") && kind.by != Verified.SHA256SUM ? Verified.REREAD : kind.by;
                assertThat(outcomes.of(name).verified()).as(name).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void areFailedWhereProofIsAskedForAndNotOffered(Kind kind) throws IOException {
        try (TestSftpServer server = kind.start();
                VerifiedCopies site = new VerifiedCopies(server, copies)) {
            site.copy(Verification.SERVER, outcomes);

            if (kind.by == Verified.NOT) {
                assertThat(outcomes.of(BIG).error().code()).isEqualTo(ErrorCode.NOT_VERIFIED);
                assertThat(outcomes.of(BIG).error().retryable()).isFalse();
                assertThat(copies.resolve(BIG)).doesNotExist();
                assertThat(outcomes.names(Outcome.COPIED)).containsExactly("empty");
            } else {
                assertThat(outcomes.of(BIG).verified()).isEqualTo(kind.by);
                assertThat(outcomes.names(Outcome.FAILED)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void areReadAgainOverAnotherConnection(Kind kind) throws IOException {
        try (TestSftpServer server = kind.start();
                VerifiedCopies site = new VerifiedCopies(server, copies)) {
            assertThat(site.copy(Verification.REREAD, outcomes).status()).isEqualTo(ReplyStatus.COMPLETED);

            site.assertWhole();
            for (String name : VerifiedCopies.NAMES) {
                assertThat(outcomes.of(name).verified()).as(name).isEqualTo(Verified.REREAD);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Verification.class,
            names = {"SERVER", "REREAD"})
    void areComparedWhereTheyAreThereAndCopiedAgainWhereTheyDiffer(Verification verify) throws IOException {
        try (TestSftpServer server = OpenSshServer.started();
                VerifiedCopies site = new VerifiedCopies(server, copies)) {
            site.copy(Verification.NONE, new CollectedOutcomes());
            site.spoil(BIG);
            CollectedOutcomes unlooked = new CollectedOutcomes();
            site.copy(Verification.NONE, unlooked);

            Result report = site.copy(verify, outcomes);

            assertThat(unlooked.of(BIG).outcome()).isEqualTo(Outcome.UNCHANGED);
            assertThat(unlooked.of(BIG).verified()).isNull();
            assertThat(report.status()).isEqualTo(ReplyStatus.COMPLETED);
            assertThat(outcomes.names(Outcome.COPIED)).containsExactly(BIG);
            assertThat(outcomes.of("small").outcome()).isEqualTo(Outcome.UNCHANGED);
            assertThat(outcomes.of("small").verified())
                    .isEqualTo(verify == Verification.REREAD ? Verified.REREAD : Verified.SHA256SUM);
            site.assertWhole();
        }
    }

    /** A line break ends a command in some shells, quoted or not. */
    @Test
    void areNotToldToAShellByNamesWithLineBreaks() throws IOException {
        try (TestSftpServer server = OpenSshServer.started();
                VerifiedCopies site = new VerifiedCopies(server, copies)) {
            site.put("line\nbreak", 700);

            site.copy(Verification.SERVER_IF_OFFERED, outcomes);

            assertThat(outcomes.of("line\nbreak").verified()).isEqualTo(Verified.NOT);
            assertThat(outcomes.of(BIG).verified()).isEqualTo(Verified.SHA256SUM);
        }
    }

    @Test
    void areReadAgainOverOneConnectionMore() throws IOException {
        try (OpenSshServer server = OpenSshServer.started();
                VerifiedCopies site = new VerifiedCopies(server, copies)) {
            site.copy(Verification.SERVER, new CollectedOutcomes());
            int before = logins(server);

            site.copy(Verification.REREAD, outcomes);

            assertThat(before).isEqualTo(1);
            assertThat(logins(server)).isEqualTo(2);
        }
    }

    private static int logins(OpenSshServer server) {
        return server.log().split("Accepted publickey", -1).length - 1;
    }
}
