package org.genericsftp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;

class OpenedTest {
    private static final ExtensionContext UNUSED = null;

    private final List<String> closed = new ArrayList<>();
    private final Opened opened = new Opened();

    @Test
    void closesTheLastFirstAndEachOnce() throws Exception {
        opened.add(() -> closed.add("server"));
        opened.add(() -> closed.add("client"));

        opened.afterEach(UNUSED);
        opened.afterEach(UNUSED);

        assertThat(closed).containsExactly("client", "server");
    }

    @Test
    void closesTheOthersThoughOneFails() {
        opened.add(() -> closed.add("server"));
        opened.add(() -> {
            throw new IOException("the client is stuck");
        });

        assertThatThrownBy(() -> opened.afterEach(UNUSED)).hasMessage("the client is stuck");
        assertThat(closed).containsExactly("server");
    }

    @Test
    void keepsWhatIsForAllTestsOfTheClass() throws Exception {
        opened.beforeAll(UNUSED);
        opened.add(() -> closed.add("server"));

        opened.afterEach(UNUSED);
        assertThat(closed).isEmpty();
        opened.afterAll(UNUSED);
        assertThat(closed).containsExactly("server");
    }
}
