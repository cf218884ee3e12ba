package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.genericsftp.testing.Extent;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers that are unkind at random, clients that do anything at random: whatever happens, each fetch ends once, with
 * the server's bytes in order, and nothing is left behind. {@code -Drandom.dialogues=5000} tries more of them, and
 * {@code -Drandom.first=17} begins with another.
 */
class RandomDialoguesTest {
    @RegisterExtension
    final ModelLanes lanes = new ModelLanes(1024 * 1024);

    static LongStream seeds() {
        long first = Long.getLong("random.first", 1);
        return LongStream.range(first, first + Long.getLong("random.dialogues", Extent.of(60, 200)));
    }

    @ParameterizedTest(name = "random.first={0}")
    @MethodSource("seeds")
    void endWellOrWithAnError(long seed) throws Exception {
        RandomDialogue dialogue = new RandomDialogue(seed);

        assertThat(dialogue.hold(lanes))
                .as("breaches of seed %d, %s", seed, dialogue)
                .isEmpty();
    }
}
