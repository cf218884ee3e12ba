package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.genericsftp.file.FileStamp;
import org.genericsftp.sftp.ReadWindow.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadWindowTest {
    private static Range<String> ask(ReadWindow<String> window, int most) {
        return window.ask(window.nextLength(most), "buffer");
    }

    @Test
    void asksForEveryByteOnce() {
        ReadWindow<String> window = new ReadWindow<>(0, 250);

        assertThat(window.nextLength(100)).isEqualTo(100);
        Range<String> first = ask(window, 100);
        Range<String> second = ask(window, 100);
        Range<String> third = ask(window, 100);

        assertThat(List.of(first.missingFrom(), second.missingFrom(), third.missingFrom()))
                .containsExactly(0L, 100L, 200L);
        assertThat(third.missing()).isEqualTo(50);
        assertThat(window.nextLength(100)).isZero();
    }

    @Test
    void hasNothingToAskOfAnEmptyFile() {
        ReadWindow<String> window = new ReadWindow<>(0, 0);

        assertThat(window.nextLength(100)).isZero();
        assertThat(window.complete()).isTrue();
    }

    @Test
    void givesRangesInOrderHoweverTheyArrive() {
        ReadWindow<String> window = new ReadWindow<>(0, 200);
        Range<String> first = ask(window, 100);
        Range<String> second = ask(window, 100);

        window.arrived(second, 100);
        assertThat(window.takeNext()).isEmpty();
        window.arrived(first, 100);

        assertThat(window.takeNext()).containsSame(first);
        assertThat(window.takeNext()).containsSame(second);
        assertThat(window.complete()).isTrue();
        assertThat(window.contiguous()).isEqualTo(200);
    }

    @Test
    void tellsWhatIsMissingOfAShortRange() {
        ReadWindow<String> window = new ReadWindow<>(1000, 1100);
        Range<String> range = ask(window, 100);

        window.arrived(range, 30);

        assertThat(range.missingFrom()).isEqualTo(1030);
        assertThat(range.missing()).isEqualTo(70);
        assertThat(window.takeNext()).isEmpty();
        window.arrived(range, 70);
        assertThat(window.takeNext()).containsSame(range);
    }

    @Test
    void seesThatAFileOfKnownSizeShrank() {
        ReadWindow<String> window = new ReadWindow<>(0, 100);

        assertThat(window.endsAt(ask(window, 100))).isFalse();
    }

    @Test
    void findsTheEndOfAFileOfUnknownSize() {
        ReadWindow<String> window = new ReadWindow<>(0, FileStamp.UNKNOWN_SIZE);
        Range<String> first = ask(window, 100);
        Range<String> second = ask(window, 100);
        Range<String> third = ask(window, 100);
        window.arrived(first, 100);
        window.arrived(second, 20);

        assertThat(window.endsAt(third)).isTrue();
        assertThat(window.endsAt(second)).isTrue();

        assertThat(window.nextLength(100)).isZero();
        assertThat(window.takeNext()).containsSame(first);
        assertThat(window.takeNext()).containsSame(second);
        assertThat(second.arrived()).isEqualTo(20);
        assertThat(window.takeNext()).containsSame(third);
        assertThat(window.complete()).isTrue();
        assertThat(window.contiguous()).isEqualTo(120);
    }

    @Test
    void refusesMoreBytesThanAreMissing() {
        ReadWindow<String> window = new ReadWindow<>(0, 100);
        Range<String> range = ask(window, 100);

        assertThatThrownBy(() -> window.arrived(range, 101)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> window.arrived(range, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void isWholeAfterAnyLegalSequenceOfAnswers(long seed) {
        Random random = new Random(seed);
        long from = random.nextInt(1000);
        long size = from + random.nextInt(100_000);
        boolean known = random.nextBoolean();
        ReadWindow<String> window = new ReadWindow<>(from, known ? size : FileStamp.UNKNOWN_SIZE);
        List<Range<String>> inFlight = new ArrayList<>();
        Deque<Range<String>> gaps = new ArrayDeque<>();
        long taken = 0;
        while (!window.complete()) {
            int length = window.nextLength(1 + random.nextInt(5000));
            if (length > 0 && inFlight.size() < 20 && random.nextBoolean()) {
                inFlight.add(window.ask(length, "buffer"));
            } else if (!gaps.isEmpty()) {
                inFlight.add(gaps.remove());
            } else if (!inFlight.isEmpty()) {
                Range<String> range = inFlight.remove(random.nextInt(inFlight.size()));
                long there = Math.min(range.missing(), size - range.missingFrom());
                if (there <= 0) {
                    assertThat(window.endsAt(range)).isTrue();
                } else {
                    window.arrived(range, 1 + random.nextInt((int) there));
                    if (range.missing() > 0) {
                        gaps.add(range);
                    }
                }
            }
            for (var next = window.takeNext(); next.isPresent(); next = window.takeNext()) {
                taken += next.get().arrived();
            }
        }
        assertThat(taken).isEqualTo(size - from);
        assertThat(window.contiguous()).isEqualTo(size);
    }
}
