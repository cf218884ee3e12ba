package org.genericsftp.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.junit.jupiter.api.Test;

class UnremovedFilesTest {
    private final List<String> tried = new ArrayList<>();
    private final Map<String, ErrorCode> failing = new HashMap<>();
    private final UnremovedFiles unremoved = new UnremovedFiles(file -> {
        tried.add(file.value());
        ErrorCode code = failing.get(file.value());
        if (code != null) {
            throw new FileException(code, Remedy.LATER, file.value());
        }
    });

    @Test
    void areRemovedOnce() {
        give("a", "in/b");
        unremoved.removeAll();
        unremoved.removeAll();

        assertThat(tried).containsExactlyInAnyOrder("a", "in/b");
    }

    @Test
    void oneThatMayNotBeRemovedYetKeepsNoOtherFromIt() {
        give("a", "b", "c");
        failing.put("b", ErrorCode.PERMISSION_DENIED);
        unremoved.removeAll();
        assertThat(tried).hasSize(3);

        tried.clear();
        failing.clear();
        unremoved.removeAll();
        assertThat(tried).containsExactly("b");
    }

    @Test
    void aDestinationThatIsAwayIsAskedOnce() {
        give("a", "b", "c");
        List.of("a", "b", "c").forEach(name -> failing.put(name, ErrorCode.DESTINATION_UNAVAILABLE));
        unremoved.removeAll();
        assertThat(tried).hasSize(1);

        tried.clear();
        failing.clear();
        unremoved.removeAll();
        assertThat(tried).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void doNotPileUp() {
        for (int i = 0; i < 20_000; i++) {
            give("file" + i);
        }
        unremoved.removeAll();

        assertThat(tried).hasSize(10_000);
    }

    private void give(String... names) {
        for (String name : names) {
            unremoved.add(new RelativePath(name));
        }
    }
}
