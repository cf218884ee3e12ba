package org.genericsftp.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentTextTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final List<Delivery> THREE = List.of(
            new Delivery(new Fingerprint(1, 2), NOON),
            new Delivery(new Fingerprint(-5, -7), NOON.plusSeconds(1)),
            new Delivery(new Fingerprint(0, 0), NOON.plusSeconds(2)));

    private static byte[] segment(List<Delivery> deliveries) {
        byte[] lines = SegmentText.lines(deliveries);
        byte[] segment = Arrays.copyOf(SegmentText.HEADER, SegmentText.HEADER.length + lines.length);
        System.arraycopy(lines, 0, segment, SegmentText.HEADER.length, lines.length);
        return segment;
    }

    private static Map<Fingerprint, Long> entries(byte[] segment) {
        Map<Fingerprint, Long> entries = new HashMap<>();
        SegmentText.read(segment).entries().forEach(entries::put);
        return entries;
    }

    private static Map<Fingerprint, Long> expected(int lines) {
        Map<Fingerprint, Long> expected = new HashMap<>();
        THREE.subList(0, lines)
                .forEach(each -> expected.put(each.file(), each.at().getEpochSecond()));
        return expected;
    }

    @Test
    void whatWasWrittenIsRead() {
        assertThat(new String(segment(THREE), StandardCharsets.US_ASCII))
                .startsWith("gsc-journal-1\n6ae")
                .hasLineCount(4);
        assertThat(entries(segment(THREE))).isEqualTo(expected(3));
        assertThat(SegmentText.read(segment(THREE)).damaged()).isZero();
    }

    @Test
    void ofATornSegmentTheWholeLinesAreRead() {
        byte[] whole = segment(THREE);
        for (int length = 0; length < whole.length; length++) {
            byte[] torn = Arrays.copyOf(whole, length);
            int lines = Math.max(0, length - SegmentText.HEADER.length) / SegmentText.LINE_BYTES;
            assertThat(entries(torn)).as("%d bytes", length).isEqualTo(expected(lines));
            boolean betweenLines = length >= SegmentText.HEADER.length
                    && (length - SegmentText.HEADER.length) % SegmentText.LINE_BYTES == 0;
            assertThat(SegmentText.read(torn).damaged()).as("%d bytes", length).isEqualTo(betweenLines ? 0 : 1);
        }
    }

    @Test
    void aBitThatFellOverCostsItsLineAndTheNextAtMost() {
        byte[] whole = segment(THREE);
        for (int at = SegmentText.HEADER.length; at < whole.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) (1 << bit);
                SegmentText.Read read = SegmentText.read(damaged);
                assertThat(entries(damaged).entrySet())
                        .as("byte %d", at)
                        .isSubsetOf(expected(3).entrySet());
                assertThat(read.entries().size()).as("byte %d", at).isGreaterThanOrEqualTo(1);
                // In a digit of hexadecimal, upper case reads like lower case.
                assertThat(read.damaged() > 0 || entries(damaged).equals(expected(3)))
                        .isTrue();
            }
        }
    }

    @Test
    void nothingIsReadOfOtherFormats() {
        byte[] other = segment(THREE);
        other[SegmentText.HEADER.length - 2] = '2';
        assertThat(entries(other)).isEmpty();
        Random random = new Random(4);
        IntStream.range(0, 2000).forEach(i -> {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            assertThat(entries(noise)).isEmpty();
            byte[] after = segment(List.of());
            byte[] both = Arrays.copyOf(after, after.length + noise.length);
            System.arraycopy(noise, 0, both, after.length, noise.length);
            assertThat(entries(both)).isEmpty();
        });
    }

    @Test
    void manyEntriesAreFoundAgainAndTheLaterTimeStays() {
        Entries entries = new Entries();
        Random random = new Random(7);
        Map<Fingerprint, Long> model = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            // Many with one first half, and many that are put twice.
            Fingerprint file = new Fingerprint(random.nextInt(2_000), random.nextInt(6) - 3);
            long second = 1L + random.nextInt(1_000_000);
            entries.put(file, second);
            model.merge(file, second, Math::max);
        }
        Map<Fingerprint, Long> told = new HashMap<>();
        entries.forEach(told::put);
        assertThat(told).isEqualTo(model);
        assertThat(entries.size()).isEqualTo(model.size());
        model.forEach((file, second) -> assertThat(entries.second(file)).isEqualTo(second));
        assertThat(entries.second(new Fingerprint(-1, 0))).isZero();
        assertThat(entries.newest())
                .isEqualTo(model.values().stream().max(Long::compare).orElseThrow());
    }
}
