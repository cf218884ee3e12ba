package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import org.genericsftp.sftp.SftpSettings.Server;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.Test;

class SessionLimitsTest {
    private static final ServerLimits TOLD = new ServerLimits(261_120, 100);

    private static SessionLimits limits(Server server, ServerLimits told) {
        return new SessionLimits(ModelLanes.unknown(TestSettings.with(ModelLanes.SETTINGS, server)), told, () -> true);
    }

    @Test
    void areThoseThatTheServerTells() {
        SessionLimits limits = limits(Server.UNKNOWN, TOLD);

        assertThat(limits.readLength().bytes()).isEqualTo(261_120);
        assertThat(limits.handles().limit()).isEqualTo(100);
    }

    @Test
    void areLessWhereTheSettingsSaySo() {
        SessionLimits limits = limits(new Server(8, 32_768, null, null, null, null, null), TOLD);
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
}
