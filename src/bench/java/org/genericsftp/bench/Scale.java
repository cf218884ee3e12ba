package org.genericsftp.bench;

import java.util.List;
import java.util.stream.DoubleStream;

/** Where values stand on an axis, from 0 at its beginning to 1 at its end; logarithmic if they are far apart. */
record Scale(double from, double to, boolean logarithmic) {
    private static final double FAR_APART = 20;

    static Scale of(List<Double> values) {
        double least = values.stream().mapToDouble(value -> value).min().orElse(1);
        double most = values.stream().mapToDouble(value -> value).max().orElse(1);
        if (most / least <= FAR_APART) {
            return new Scale(0, roundedUp(most), false);
        }
        // A bar for the least value must be seen, too.
        return new Scale(Math.pow(10, Math.floor(Math.log10(least * 0.8))), most, true);
    }

    private static double roundedUp(double value) {
        double step = step(value);
        return Math.ceil(value / step) * step;
    }

    /** A fifth of it, or so, as people count. */
    private static double step(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        double leading = value / decade;
        return decade * (leading <= 1 ? 0.2 : leading <= 2.5 ? 0.5 : leading <= 5 ? 1 : 2);
    }

    double position(double value) {
        return logarithmic ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
    }

    List<Double> ticks() {
        double end = to * 1.0001;
        return logarithmic
                ? DoubleStream.iterate(from, tick -> tick <= end, tick -> tick * 10)
                        .boxed()
                        .toList()
                : DoubleStream.iterate(0, tick -> tick <= end, tick -> tick + step(to))
                        .boxed()
                        .toList();
    }
}
