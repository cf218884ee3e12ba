package org.genericsftp.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FileNameEncodingTest {
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "utf8"})
    void isFineAsUtf8(String encoding) {
        assertThat(FileNameEncoding.faultOf(encoding)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ANSI_X3.4-1968", "ISO-8859-1", "no-such-encoding"})
    void isAtFaultAsAnythingElse(String encoding) {
        assertThat(FileNameEncoding.faultOf(encoding))
                .contains("File names would be written as " + encoding + ", but have to be UTF-8:"
                        + " set a UTF-8 locale for this process, such as LC_ALL=C.UTF-8, and start it again");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void followsTheLocaleOfTheProcess() throws Exception {
        try (ChildJvm posix = ChildJvm.start(PrintFault.class, Map.of("LC_ALL", "C"));
                ChildJvm utf8 = ChildJvm.start(PrintFault.class, Map.of("LC_ALL", "C.UTF-8"))) {
            assertThat(posix.awaitLine("start it again")).contains("ANSI_X3.4-1968", "LC_ALL=C.UTF-8");
            assertThat(utf8.awaitLine("fine")).isEqualTo("fine");
        }
    }

    static final class PrintFault {
        private PrintFault() {}

        public static void main(String[] arguments) {
            System.out.println(FileNameEncoding.fault().orElse("fine"));
        }
    }
}
