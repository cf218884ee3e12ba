package org.genericsftp.bench;

/** The results as horizontal bars. */
record SvgPlot(Report report) {
    @Override
    public String toString() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n";
    }
}
