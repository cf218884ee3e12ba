package org.genericsftp.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.testing.Extent;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whatever comes in, it is read or it is refused in the one way that callers expect. */
class RandomBodiesTest {
    private static final long SEED = Long.getLong("random.bodies.seed", 20261122);
    private static final int ROUNDS = Integer.getInteger("random.bodies.rounds", Extent.of(5_000, 20_000));
    private static final byte[][] FRAGMENTS = Stream.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    "\"",
                    "\\",
                    "\\ud83d",
                    "\\u0000",
                    "null",
                    "true",
                    "-",
                    "0",
                    "1e999",
                    ".5",
                    "type",
                    "\"type\":\"FileRequest\"",
                    "\"fileName\":",
                    "\"include\":",
                    "**/",
                    "{a,b}",
                    "[!a",
                    "(?",
                    "\"2026-02-30T00:00:00Z\"",
                    "\"P1D\"",
                    "\"..\"",
                    "\u2028",
                    "😀",
                    " ")
            .map(fragment -> fragment.getBytes(UTF_8))
            .toArray(byte[][]::new);

    private final MessageCodec codec = new MessageCodec();
    private final Random random = new Random(SEED);

    @Test
    void areReadAsRequestsOrRejected() {
        System.out.println("Random requests: -Drandom.bodies.seed=" + SEED + " -Drandom.bodies.rounds=" + ROUNDS);
        List<byte[]> examples = examples();
        int rejected = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] body = random.nextInt(10) == 0 ? noise() : mutated(examples);
            try {
                assertThat(codec.decode(body)).isNotNull();
            } catch (RejectedRequestException e) {
                rejected++;
                assertThat(e.code())
                        .isIn(ErrorCode.MALFORMED_REQUEST, ErrorCode.UNKNOWN_TYPE, ErrorCode.INVALID_FILTER);
                assertThat(e.pointer()).matches("(/([^~/]|~[01])*)*");
                assertThat(e.getMessage()).isNotEmpty().doesNotContain("\n", "\r");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("Round " + i + ": " + new String(body, UTF_8), e);
            }
        }
        assertThat(rejected).isBetween(ROUNDS / 4, ROUNDS - 1);
    }

    @Test
    void areReadAsResponsesOrRefused() {
        System.out.println("Random responses: -Drandom.bodies.seed=" + SEED + " -Drandom.bodies.rounds=" + ROUNDS);
        List<byte[]> examples = examples();
        for (int i = 0; i < ROUNDS; i++) {
            String body = new String(mutated(examples), UTF_8);
            try {
                assertThat(codec.decodeResponse(body)).isNotNull();
            } catch (UnreadableResponseException e) {
                assertThat(e.getMessage()).isNotEmpty().doesNotContain("\n", "\r");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("Round " + i + ": " + body, e);
            }
        }
    }

    private static List<byte[]> examples() {
        return Stream.of("valid", "invalid", "invalid-filter")
                .flatMap(kind -> SchemaFolder.examples(kind).stream())
                .map(RandomBodiesTest::compact)
                .toList();
    }

    private static byte[] compact(Path example) {
        JsonNode json = SchemaFolder.json(example);
        return json.toString().getBytes(UTF_8);
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        return noise;
    }

    /** An example in which a few stretches are left out, doubled, or replaced by something else. */
    private byte[] mutated(List<byte[]> examples) {
        byte[] body = examples.get(random.nextInt(examples.size()));
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            int from = random.nextInt(body.length + 1);
            int to = Math.min(body.length, from + random.nextInt(8));
            byte[] middle = switch (random.nextInt(4)) {
                case 0 -> new byte[0];
                case 1 -> new byte[] {(byte) random.nextInt(256)};
                case 2 -> FRAGMENTS[random.nextInt(FRAGMENTS.length)];
                default -> stretch(examples.get(random.nextInt(examples.size())));
            };
            body = joined(body, from, middle, to);
        }
        return body;
    }

    private byte[] stretch(byte[] other) {
        int from = random.nextInt(other.length);
        int to = Math.min(other.length, from + random.nextInt(40));
        return Arrays.copyOfRange(other, from, to);
    }

    private static byte[] joined(byte[] body, int from, byte[] middle, int to) {
        byte[] joined = new byte[from + middle.length + body.length - to];
        System.arraycopy(body, 0, joined, 0, from);
        System.arraycopy(middle, 0, joined, from, middle.length);
        System.arraycopy(body, to, joined, from + middle.length, body.length - to);
        return joined;
    }
}
