package org.genericsftp.testing;

/**
 * How much is tried by tests that could try ever more, or ever larger things: enough to show it in the ordinary build,
 * and more with {@code -Dextent=full}, as CI does.
 */
public final class Extent {
    private static final boolean FULL = System.getProperty("extent", "").equals("full");

    private Extent() {}

    public static boolean isFull() {
        return FULL;
    }

    public static int of(int usual, int full) {
        return FULL ? full : usual;
    }
}
