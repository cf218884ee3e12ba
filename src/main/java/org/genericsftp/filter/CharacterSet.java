package org.genericsftp.filter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What one place of a glob may hold: characters, as ranges that are sorted and lie apart. */
record CharacterSet(List<Range> ranges) {
    /** Any character of a name. */
    static final CharacterSet OF_NAMES = new CharacterSet(List.of(new Range('/', '/'))).complement();

    static final CharacterSet SEPARATOR = new CharacterSet(List.of(new Range('/', '/')));

    /** From the first to the last, both included. */
    record Range(int first, int last) {
        boolean isOne() {
            return first == last;
        }

        @Override
        public String toString() {
            String from = Character.toString(first);
            return isOne() ? from : from + "-" + Character.toString(last);
        }
    }

    CharacterSet {
        ranges = joined(ranges);
    }

    /** This character; where case does not count, with those that differ from it in case only. */
    static CharacterSet of(int character, boolean caseSensitive) {
        List<Range> ranges = new ArrayList<>(List.of(new Range(character, character)));
        if (!caseSensitive) {
            addCaseVariants(ranges);
        }
        return new CharacterSet(ranges);
    }

    /** Adds the characters that differ in case only from those of the ranges. */
    static void addCaseVariants(List<Range> ranges) {
        for (Range range : List.copyOf(ranges)) {
            CaseVariants.ofRange(range.first, range.last).forEach(variant -> ranges.add(new Range(variant, variant)));
        }
    }

    CharacterSet complement() {
        List<Range> others = new ArrayList<>();
        int next = 0;
        for (Range range : ranges) {
            if (next < range.first) {
                others.add(new Range(next, range.first - 1));
            }
            next = range.last + 1;
        }
        if (next <= Character.MAX_CODE_POINT) {
            others.add(new Range(next, Character.MAX_CODE_POINT));
        }
        return new CharacterSet(others);
    }

    CharacterSet and(CharacterSet other) {
        List<Range> neither = new ArrayList<>(complement().ranges);
        neither.addAll(other.complement().ranges);
        return new CharacterSet(neither).complement();
    }

    boolean contains(int character) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Range range = ranges.get(middle);
            if (character < range.first) {
                high = middle - 1;
            } else if (character > range.last) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    private static List<Range> joined(List<Range> ranges) {
        List<Range> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingInt(Range::first));
        List<Range> joined = new ArrayList<>();
        for (Range range : sorted) {
            Range before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (before != null && range.first <= before.last + 1) {
                joined.set(joined.size() - 1, new Range(before.first, Math.max(before.last, range.last)));
            } else {
                joined.add(range);
            }
        }
        return List.copyOf(joined);
    }

    /** As a glob writes it; between brackets nothing is escaped. */
    @Override
    public String toString() {
        if (equals(OF_NAMES)) {
            return "?";
        }
        if (ranges.size() == 1 && ranges.get(0).isOne()) {
            String character = ranges.get(0).toString();
            return "*?[]{}\\".contains(character) ? "\\" + character : character;
        }
        boolean negated = contains(Character.MAX_CODE_POINT);
        List<Range> shown = negated ? complement().ranges : ranges;
        return shown.stream().map(Range::toString).collect(Collectors.joining("", negated ? "[!" : "[", "]"));
    }
}
