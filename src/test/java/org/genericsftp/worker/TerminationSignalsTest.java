package org.genericsftp.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
class TerminationSignalsTest {
    @Test
    void firstOneStopsTheProcessInOrder() throws Exception {
        try (ChildJvm worker = ChildJvm.start(StoppableMain.class, Map.of(), "orderly")) {
            worker.awaitLine("ready");
            worker.terminate();

            assertThat(worker.exitCode()).isEqualTo(StoppableMain.ORDERLY);
        }
    }

    @Test
    void secondOneEndsTheProcessAtOnce() throws Exception {
        try (ChildJvm worker = ChildJvm.start(StoppableMain.class, Map.of(), "stubborn")) {
            worker.awaitLine("ready");
            worker.terminate();
            worker.awaitLine("closing");
            worker.terminate();

            assertThat(worker.exitCode()).isEqualTo(128 + 15);
        }
    }
}
