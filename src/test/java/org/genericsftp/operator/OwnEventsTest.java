package org.genericsftp.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.request.ConnectionStatusChanged;
import org.genericsftp.request.Response;
import org.junit.jupiter.api.Test;

class OwnEventsTest {
    private final OwnEvents events = new OwnEvents();
    private final List<Response> taken = new ArrayList<>();

    private static Response event(String worker) {
        return new ConnectionStatusChanged("plant-a", worker, null, null, Instant.EPOCH);
    }

    @Test
    void whatIsToldEarlyIsKept() {
        events.accept(event("first"));
        events.accept(event("second"));
        events.goTo(taken::add);
        events.accept(event("third"));
        assertThat(taken).extracting(Response::worker).containsExactly("first", "second", "third");
    }

    @Test
    void whatNobodyTakesDoesNotFillTheMemory() {
        for (int i = 0; i < 5000; i++) {
            events.accept(event("w"));
        }
        events.goTo(taken::add);
        assertThat(taken).hasSize(1000);
    }
}
