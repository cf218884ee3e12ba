package org.genericsftp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.opentest4j.TestAbortedException;

@DisabledOnOs(OS.WINDOWS)
class RealServersTest {
    @Test
    @DisabledIfEnvironmentVariable(named = "HIDE_REAL_SERVERS", matches = "true")
    void findsWhatIsThere() {
        assertThat(RealServers.require("sh")).matches(Files::isExecutable);
    }

    @Test
    void namesThePackageOfWhatIsMissing() {
        Throwable ended = catchThrowable(() -> RealServers.require("no-such-program"));

        assertThat(ended)
                .isInstanceOfAny(TestAbortedException.class, AssertionError.class)
                .hasMessageContaining("no-such-program (Debian package no-such-program)");
    }

    @Test
    void theCommandThatRunsAllTestsInstallsEveryPackage() throws Exception {
        assertThat(Files.readString(Path.of(".ci", "all-tests")).split("[\\s()]+"))
                .containsAll(RealServers.packages());
    }
}
