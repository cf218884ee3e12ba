package org.genericsftp.message;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bodies of up to the longest length, each made to take as much memory or time as it can. */
final class HostileBodies {
    private static final int LENGTH = MessageCodec.LONGEST_REQUEST_BYTES;

    private HostileBodies() {}

    static Map<String, Supplier<String>> all() {
        Map<String, Supplier<String>> bodies = new LinkedHashMap<>();
        bodies.put("lists within lists", () -> filled("", "[", ""));
        bodies.put("objects within objects", () -> filled("", "{\"a\":", ""));
        bodies.put("objects within a request", () -> filled("{\"type\":\"FileRequest\",\"metadata\":", "{\"a\":", ""));
        bodies.put("many empty lists", () -> filled("{\"type\":\"FileRequest\",\"metadata\":{\"a\":[", "[],", "[]]}}"));
        bodies.put(
                "many empty objects", () -> filled("{\"type\":\"FileRequest\",\"metadata\":{\"a\":[", "{},", "{}]}}"));
        bodies.put("many small numbers", () -> filled("{\"type\":\"FileRequest\",\"maxFiles\":[", "0,", "0]}"));
        bodies.put("many decimals", () -> filled("{\"type\":\"FileRequest\",\"maxFiles\":[", "1e9,", "0]}"));
        bodies.put("the same name again and again", () -> filled("{\"type\":\"FileRequest\"", ",\"a\":0", "}"));
        bodies.put("many unknown fields", () -> "{\"type\":\"FileRequest\"" + names(45_000) + "}");
        bodies.put(
                "many unknown fields in a filter",
                () -> "{\"type\":\"FileRequest\",\"fileName\":{\"a\":0" + names(45_000) + "}}");
        bodies.put(
                "many names in metadata",
                () -> "{\"type\":\"FileRequest\",\"metadata\":{\"a\":0" + names(45_000) + "}}");
        bodies.put(
                "names with one hash",
                () -> "{\"type\":\"FileRequest\",\"metadata\":{\"a\":0" + namesOfOneHash(13) + "}}");
        bodies.put("many wrong patterns", () -> patterns("1", 45_000));
        bodies.put("many empty patterns", () -> patterns("\"\"", 10_000));
        bodies.put("a number without end", () -> filled("{\"type\":\"FileRequest\",\"maxFiles\":", "9", "}"));
        bodies.put("decimals without end", () -> filled("{\"type\":\"FileRequest\",\"maxFiles\":0.", "9", "}"));
        bodies.put("an exponent without end", () -> filled("{\"type\":\"FileRequest\",\"maxFiles\":1e", "9", "}"));
        bodies.put("a huge exponent", () -> "{\"type\":\"FileRequest\",\"maxFiles\":1e999999999}");
        bodies.put("a tiny exponent", () -> "{\"type\":\"SyncTrigger\",\"tick\":1e-999999999}");
        bodies.put("a huge exponent of nothing", () -> "{\"type\":\"SyncTrigger\",\"tick\":0e999999999}");
        bodies.put("a huge exponent to echo", () -> "{\"type\":\"StatusRequest\",\"metadata\":{\"a\":1E2147483647}}");
        bodies.put("a long name", () -> filled("{\"type\":\"FileRequest\",\"", "a", "\":0}"));
        bodies.put("a long string", () -> filled("{\"type\":\"FileRequest\",\"directory\":\"", "a", "\"}"));
        bodies.put(
                "a long string of escapes",
                () -> filled("{\"type\":\"FileRequest\",\"directory\":\"", "\\u0041", "\"}"));
        bodies.put("a long type", () -> filled("{\"type\":\"", "\\u0000", "\"}"));
        bodies.put("a long path", () -> filled("{\"type\":\"FileRequest\",\"directory\":\"", "a/", "a\"}"));
        bodies.put("a long date", () -> filled("{\"type\":\"FileRequest\",\"fileTime\":{\"from\":\"", "2026-", "\"}}"));
        bodies.put(
                "a long duration",
                () -> filled("{\"type\":\"FileRequest\",\"fileTime\":{\"within\":\"P", "1D", "\"}}"));
        bodies.put("much metadata", () -> filled("{\"type\":\"FileRequest\",\"metadata\":{\"a\":\"", "a", "\"}}"));
        bodies.put(
                "more than is read",
                () -> "{\"type\":\"FileRequest\",\"requester\":\"" + "a".repeat(4 * LENGTH) + "\"}");
        bodies.put(
                "more than is read, in three bytes each",
                () -> "{\"type\":\"FileRequest\",\"requester\":\"" + "€".repeat(LENGTH / 2) + "\"}");
        bodies.put("blanks before", () -> filled("", " ", "[]"));
        bodies.put("blanks after", () -> filled("{\"type\":\"?\"}", "\n", "1"));
        bodies.put("a string without end", () -> filled("{\"type\":\"", "a", ""));
        return bodies;
    }

    static String body(String name) {
        return Objects.requireNonNull(all().get(name)).get();
    }

    private static String filled(String head, String middle, String tail) {
        return head + middle.repeat((LENGTH - head.length() - tail.length()) / middle.length()) + tail;
    }

    private static String names(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ",\"" + Integer.toString(i, 36) + "_\":0")
                .collect(Collectors.joining());
    }

    /** "Aa" and "BB" have the same hash code, and so has every text of the same number of them. */
    private static String namesOfOneHash(int length) {
        return IntStream.range(0, 1 << length)
                .mapToObj(bits -> IntStream.range(0, length)
                        .mapToObj(bit -> (bits >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining()))
                .map(name -> ",\"" + name + "\":0")
                .collect(Collectors.joining());
    }

    private static String patterns(String pattern, int count) {
        String list = IntStream.range(0, count).mapToObj(i -> pattern).collect(Collectors.joining(","));
        return "{\"type\":\"FileRequest\",\"fileName\":{\"include\":[" + list + "]}}";
    }

    /** Decodes them all, some times over, in as little memory as this JVM was given. */
    public static void main(String[] arguments) {
        MessageCodec codec = new MessageCodec();
        all().forEach((name, supplier) -> {
            String body = supplier.get();
            long begin = System.nanoTime();
            String answer = "not refused";
            for (int i = 0; i < 3; i++) {
                try {
                    codec.decode(body);
                } catch (RejectedRequestException e) {
                    answer = e.code() + " " + e.getMessage();
                }
            }
            System.out.println(name + " | " + (System.nanoTime() - begin) / 3_000_000 + " ms | " + answer);
        });
    }
}
