package org.genericsftp.cli;

import java.io.PrintWriter;
import org.genericsftp.file.Printable;

/**
 * Where a command prints: results go to one stream, progress and remarks to the other. On a terminal, where both are
 * the same to the eye, a bar can be drawn that stays below everything else.
 *
 * <p>Nothing else of the program prints, and what is printed may come from servers, requesters and workers that nobody has to
 * trust: a line stays one line, and holds nothing that a terminal would carry out.
 */
final class Screen {
    private static final int USUAL_WIDTH = 80;
    private static final int LONGEST_LINE = 16_384;
    private static final String START_OF_LINE = "\r\u001B[K";

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean terminal;
    private final boolean outIsTerminal;
    private final int width;
    private String bar = "";

    Screen(ProcessContext process) {
        this.out = process.out();
        this.err = process.err();
        this.terminal = process.terminal();
        this.outIsTerminal = process.outIsTerminal();
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
    void result(String line) {
        above(out, printable(line) + System.lineSeparator());
    }

    /** A message that was asked for, as JSON: it says the same to whoever reads it as such. */
    void message(String json) {
        above(out, Printable.escapeJson(json) + System.lineSeparator());
    }

    /**
     * A name that was asked for by a program, as it is: only a terminal gets it as it gets everything.
     *
     * @param end what parts it from the next
     */
    void name(String name, String end) {
        above(out, (outIsTerminal ? printable(name) : name) + end);
    }

    /** A line that does not. */
    void remark(String line) {
        above(err, printable(line) + System.lineSeparator());
    }

    /** Whoever reads the results has those there are. */
    synchronized void flush() {
        out.flush();
    }

    /** Draws the bar anew; an empty text takes it away. */
    synchronized void draw(String text) {
        bar = printable(text);
        err.print(START_OF_LINE + bar);
        err.flush();
    }

    private static int width(String columns) {
        return columns.matches("[0-9]{2,4}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    }

    private static String printable(String line) {
        return Printable.escape(line, LONGEST_LINE);
    }

    private synchronized void above(PrintWriter stream, String text) {
        if (!bar.isEmpty()) {
            err.print(START_OF_LINE);
            err.flush();
        }
        stream.print(text);
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
