package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.ServerFact;
import org.genericsftp.sftp.SftpSettings.Server;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionLimitsTest {
    private static final ServerLimits TOLD = new ServerLimits(261_120, 100);

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final Server SET_TO_EIGHT = new Server(8, 32_768, null, null, null, null, null);

    private static ServerProfile profile(Server server) {
        return ModelLanes.unknown(TestSettings.with(ModelLanes.SETTINGS, server));
    }

    private static SessionLimits limits(Server server, ServerLimits told) {
        return limits(profile(server), told);
    }

    private static SessionLimits limits(ServerProfile profile, ServerLimits told) {
        return new SessionLimits(profile, told, () -> true, Integer.MAX_VALUE);
    }

    @Test
    void areThoseThatTheServerTells() {
        SessionLimits limits = limits(Server.UNKNOWN, TOLD);

        assertThat(limits.readLength().bytes()).isEqualTo(261_120);
        assertThat(limits.handles().limit()).isEqualTo(100);
    }

    @Test
    void areLessWhereTheSettingsSaySo() {
        SessionLimits limits = limits(SET_TO_EIGHT, TOLD);
        for (int i = 0; i < 1_000; i++) {
            limits.readLength().arrived(32_768, 32_768);
        }

        assertThat(limits.readLength().bytes()).isEqualTo(32_768);
        assertThat(limits.handles().limit()).isEqualTo(8);
    }

    @Test
    void letReadsBeLongWhereTheSettingsSaySoAndTheServerSaysNothing() {
        SessionLimits limits = limits(new Server(null, 261_120, null, null, null, null, null), ServerLimits.UNTOLD);

        assertThat(limits.readLength().bytes()).isEqualTo(261_120);
    }

    @Test
    void letOneFileBeOpenWhereHandlesAreSaidNotToBeReliable() {
        assertThat(limits(new Server(null, null, false, null, null, null, null), TOLD)
                        .handles()
                        .limit())
                .isOne();
    }

    @ParameterizedTest(name = "of {0} allowed, {1} open")
    @CsvSource({
        "1000, 657, 125",
        "1000, 100, 50",
        "1000, 3, 2",
        "1000, 2, 2",
        "1000, 1, 1",
        "3, 2, 2",
        "2, 2, 1",
        "1, 1, 1"
    })
    void areFarLessOnceTheServerHasMixedUpWhatIsOpen(int allowed, int open, int next) {
        ServerProfile profile = profile(Server.UNKNOWN);
        ServerLimits told = new ServerLimits(261_120, allowed);

        limits(profile, told).handlesNotReliable(open, "it mixes them up");

        assertThat(limits(profile, told).handles().limit()).isEqualTo(next);
    }

    @Test
    void areLessThanTheSettingsSayOnceTheServerHasMixedUpSoMany() {
        ServerProfile profile = profile(SET_TO_EIGHT);

        limits(profile, TOLD).handlesNotReliable(5, "it mixes them up");

        assertThat(limits(profile, TOLD).handles().limit()).isEqualTo(2);
        assertThat(profile.facts())
                .extracting(ServerFact::name, ServerFact::value, ServerFact::reason)
                .contains(tuple("max-open-files", "2", "it mixes them up, with 5 open"));
    }

    @Test
    void beginLowWhereTheLastSessionEndedInVain() {
        SessionCaution caution = new SessionCaution();
        caution.lost(false, new FileException(ErrorCode.CONNECTION_FAILED, Remedy.NEW_SESSION, "lost"), Long.MAX_VALUE);

        assertThat(startingAfter(caution, Long.MAX_VALUE + MINUTE).handles().limit())
                .isEqualTo(8);
        assertThat(startingAfter(caution, Long.MAX_VALUE + 11 * MINUTE)
                        .handles()
                        .limit())
                .isEqualTo(100);
    }

    private static SessionLimits startingAfter(SessionCaution caution, long nowNanos) {
        return new SessionLimits(profile(Server.UNKNOWN), TOLD, () -> true, caution.openAtFirst(nowNanos));
    }
}
