package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.ReportedError;
import org.genericsftp.job.CopySite.Patience;
import org.genericsftp.request.Result;
import org.genericsftp.sftp.Evil;
import org.genericsftp.sftp.EvilServer;
import org.genericsftp.sftp.SftpSettings.Limits;
import org.genericsftp.testing.Opened;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a server sends, nothing outside of the destination directory is touched, nothing in it is there but whole files
 * that the reply names, and the request ends in time and says why.
 */
@Timeout(60)
class EvilServersTest {
    @RegisterExtension
    static final Opened OPENED = new Opened();

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** What was seen once is told: retries are not what this is about. */
    private static final Patience PATIENT = new Patience(LONG, LONG, Duration.ZERO, Duration.ZERO);

    private static final Limits LIMITS = new Limits(2, 1000, 50);

    private static EvilServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        server = OPENED.add(EvilServer.started());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("org.genericsftp.sftp.Evil#all")
    void touchNothingButWhatIsCopiedAndAreTold(Evil evil) throws Exception {
        GuardedCopies copies = GuardedCopies.in(folder);
        boolean silent = evil.code() == ErrorCode.TIMEOUT;
        Patience patience = silent ? PATIENT.withConnect(SECOND.multipliedBy(3)).withStall(SECOND) : PATIENT;
        server.be(evil);
        Told told = new Told();
        Result result;
        try (CopySite site = new CopySite(server, copies.folder(), patience, LIMITS)) {
            result = assertTimeout(LONG.dividedBy(2), () -> site.copyEverything(told));
        }

        copies.assertNothingElseTouched(told.files, evil::bytesOf);
        List<ReportedError> errors = told.errors();
        Optional.ofNullable(result.error()).ifPresent(errors::add);
        assertThat(errors).allSatisfy(error -> assertThat(error.message()).matches("[ -~…]{1,2000}"));
        if (evil.code() != null) {
            assertThat(errors).anySatisfy(error -> {
                assertThat(error.code()).isEqualTo(evil.code());
                assertThat(error.message()).contains(evil.said());
            });
        }
    }

    /** A server may list a file twice, and then it is told of twice. */
    private static final class Told implements Outcomes {
        private final List<FileOutcome> files = new ArrayList<>();

        @Override
        public void add(FileOutcome outcome) {
            files.add(outcome);
        }

        @Override
        public void restart() {
            files.clear();
        }

        List<ReportedError> errors() {
            List<ReportedError> errors = new ArrayList<>();
            files.forEach(file -> Optional.ofNullable(file.error()).ifPresent(errors::add));
            return errors;
        }
    }
}
