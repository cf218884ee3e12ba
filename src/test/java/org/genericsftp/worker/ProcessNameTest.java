package org.genericsftp.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessNameTest {
    @Test
    void isHostAndProcess() {
        assertThat(ProcessName.usual())
                .matches("[^/]+/" + ProcessHandle.current().pid());
    }
}
