package org.genericsftp.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
class SignalsTest {
    @Test
    void firstOneToEndStopsTheProcessInOrder() throws Exception {
        try (ChildJvm worker = ChildJvm.start(StoppableMain.class, Map.of(), "orderly")) {
            worker.awaitLine("ready");
            worker.terminate();

            assertThat(worker.exitCode()).isEqualTo(StoppableMain.ORDERLY);
        }
    }

    @Test
    void secondOneToEndEndsTheProcessAtOnce() throws Exception {
        try (ChildJvm worker = ChildJvm.start(StoppableMain.class, Map.of(), "stubborn")) {
            worker.awaitLine("ready");
            worker.terminate();
            worker.awaitLine("closing");
            worker.terminate();

            assertThat(worker.exitCode()).isEqualTo(128 + 15);
        }
    }

    @Test
    void hangUpDoesNotEndTheProcess() throws Exception {
        assumeFalse(isHangUpIgnored(), "Under nohup a JVM never hears of it");
        try (ChildJvm worker = ChildJvm.start(StoppableMain.class, Map.of(), "orderly")) {
            worker.awaitLine("ready");
            worker.hangUp();
            worker.awaitLine("hung up");
            worker.hangUp();
            worker.awaitLine("hung up");
            worker.terminate();

            assertThat(worker.exitCode()).isEqualTo(StoppableMain.ORDERLY);
        }
    }

    /** As proc(5) tells it: the lowest bit stands for signal 1. */
    private static boolean isHangUpIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line -> (Character.digit(line.charAt(line.length() - 1), 16) & 1) == 1);
    }
}
