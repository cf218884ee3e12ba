package org.genericsftp.cli;

import java.io.PrintWriter;

/**
 * Where a command prints: results go to one stream, progress and remarks to the other. On a terminal, where both are
 * the same to the eye, a bar can be drawn that stays below everything else.
 */
final class Screen {
    private static final int USUAL_WIDTH = 80;
    private static final String START_OF_LINE = "\r\u001B[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean terminal;
    private final int width;
    private String bar = "";

    Screen(ProcessContext process) {
        this.out = process.out();
        this.err = process.err();
        this.terminal = process.terminal();
        this.width = width(process.environment().getOrDefault("COLUMNS", ""));
    }

    boolean isTerminal() {
        return terminal;
    }

    /** How many characters a line of the terminal has. */
    int width() {
        return width;
    }

    /** A line that belongs to what was asked for. */
    synchronized void result(String line) {
        above(out, line);
    }

    /** A line that does not. */
    synchronized void remark(String line) {
        above(err, line);
    }

    /** Draws the bar anew; an empty text takes it away. */
    synchronized void draw(String text) {
        bar = text;
        err.print(START_OF_LINE + text);
        err.flush();
    }

    private static int width(String columns) {
        return columns.matches("[0-9]{2,4}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    }

    private void above(PrintWriter stream, String line) {
        if (!bar.isEmpty()) {
            err.print(START_OF_LINE);
            err.flush();
        }
        stream.println(line);
        // Into a file or a pipe, results go by the buffer; but not out of order, and not minutes later.
        if (terminal || stream == err) {
            out.flush();
            err.flush();
        }
        if (!bar.isEmpty()) {
            err.print(bar);
            err.flush();
        }
    }
}
