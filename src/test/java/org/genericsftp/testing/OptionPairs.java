package org.genericsftp.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Options of the commands that Maven runs: each a name and a value. What is wrong with them is an IllegalArgumentException. */
public final class OptionPairs {
    private OptionPairs() {}

    /** The words as they are, or all in one argument as Maven hands them on. */
    public static List<String> words(String[] arguments) {
        return Stream.of(arguments)
                .flatMap(argument -> Stream.of(argument.split("\\s+")))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The values by their names. */
    public static Map<String, String> parse(List<String> words, Set<String> names) {
        Map<String, String> pairs = new HashMap<>();
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String name = left.remove();
            if (!names.contains(name)) {
                throw new IllegalArgumentException(name + " is no option");
            }
            if (left.isEmpty()) {
                throw new IllegalArgumentException(name + " lacks its value");
            }
            pairs.put(name, left.remove());
        }
        return pairs;
    }

    public static int number(String option, String value) {
        if (!value.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(option + " takes whole numbers, not " + value);
        }
        return Integer.parseInt(value);
    }
}
