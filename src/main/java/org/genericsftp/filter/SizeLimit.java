package org.genericsftp.filter;

import java.util.List;

/** Bounds what all patterns of a list take: memory, and time for each name. */
final class SizeLimit {
    private static final int LARGEST = 100_000;

    private final String pointer;
    private int left = LARGEST;

    /** @param pointer the JSON pointer to the list */
    SizeLimit(String pointer) {
        this.pointer = pointer;
    }

    /** Compiles one pattern, and adds the size of what comes of it before it is kept. */
    interface Compiler {
        /** @throws IllegalArgumentException saying what was expected and what was found */
        void compile(String pattern, SizeLimit size);
    }

    /** @throws InvalidFilterException with the pointer to the pattern that can't be compiled, or is too much */
    void addAll(List<String> patterns, Compiler compiler) {
        for (int i = 0; i < patterns.size(); i++) {
            try {
                compiler.compile(patterns.get(i), this);
            } catch (IllegalArgumentException e) {
                throw new InvalidFilterException(pointer + "/" + i, String.valueOf(e.getMessage()));
            }
        }
    }

    void add(int size) {
        left -= size;
        if (left < 0) {
            throw new IllegalArgumentException("expected patterns of at most " + LARGEST
                    + " characters together, once braces and repetitions are written out, found more");
        }
    }
}
