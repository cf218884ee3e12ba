package org.genericsftp.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.genericsftp.lab.Tally.Count;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenRequestsTest {
    private final Tally tally = new Tally(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private final OpenRequests open = new OpenRequests(tally);
    private final Asked asked = new Asked("1", "queue", "{}", List.of(), false, false, false);

    @BeforeEach
    void ask() throws Exception {
        assertThat(open.open(asked, Duration.ZERO)).isTrue();
    }

    @Test
    void areThoseWithoutAnAnswer() {
        assertThat(open.unansweredIds()).containsExactly("1");
        open.answered(asked);
        assertThat(open.unansweredIds()).isEmpty();
        assertThat(open.count()).isZero();
    }

    @Test
    void areNotAnsweredTwice() {
        open.answered(asked);
        open.answered(asked);

        assertThat(tally.violations()).singleElement().asString().contains("1: answered 2 times");
    }

    @Test
    void mayBeAnsweredTwiceWhenTheyWereSentTwice() {
        open.sentAgain(asked);
        open.answered(asked);
        open.answered(asked);

        assertThat(tally.violations()).isEmpty();
        assertThat(tally.get(Count.DUPLICATE_ANSWERS)).isEqualTo(1);
    }

    @Test
    void mayBeAnsweredTwiceWhenTheBrokerWasLostInBetween() {
        open.answered(asked);
        open.brokerIsLost();
        open.answered(asked);
        assertThat(tally.violations()).isEmpty();

        open.answered(asked);
        assertThat(tally.violations()).isNotEmpty();
    }
}
