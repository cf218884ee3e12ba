package org.genericsftp.bench;

import java.util.List;

/** What several measurements of the same thing come to. */
record Figures(double median, double least, double most, int count) {
    static Figures of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("There are no figures without a measurement");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Figures(median, sorted.get(0), sorted.get(sorted.size() - 1), sorted.size());
    }
}
