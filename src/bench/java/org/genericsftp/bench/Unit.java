package org.genericsftp.bench;

import java.util.Locale;

/** What a row's figures are. */
enum Unit {
    SECONDS("s"),
    MILLISECONDS("ms"),
    MEGABYTES("MB"),
    /** Of one core. */
    PERCENT("%"),
    /** How many times as many. */
    TIMES("×"),
    COUNT("");

    private final String symbol;

    Unit(String symbol) {
        this.symbol = symbol;
    }

    /** With three digits that mean something, and no more. */
    String format(double value) {
        return (number(value) + " " + symbol).strip();
    }

    static String number(double value) {
        int decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    String symbol() {
        return symbol;
    }
}
