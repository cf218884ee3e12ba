package org.genericsftp.quickstart;

import java.io.PrintStream;
import java.util.List;

/** What the reader gets to see: numbered steps, and below each what belongs to it. */
final class Sheet {
    private static final String INDENT = "     ";

    private final PrintStream out;
    private int steps;

    Sheet(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        out.println();
        out.println(text);
        out.println("=".repeat(text.length()));
    }

    void step(String text) {
        steps++;
        out.println();
        out.printf("%2d.  %s%n", steps, text);
    }

    void detail(String text) {
        detail(text.lines().toList());
    }

    void detail(List<String> lines) {
        out.println();
        lines.forEach(line -> out.println(INDENT + line));
    }

    void plain(String text) {
        out.println();
        text.lines().forEach(out::println);
    }
}
