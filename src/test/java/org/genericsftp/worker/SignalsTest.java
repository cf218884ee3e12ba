package org.genericsftp.worker;

import static org.assertj.core.api.Assertions.assertThat;

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
}
