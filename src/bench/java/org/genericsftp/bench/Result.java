package org.genericsftp.bench;

import java.util.List;
import java.util.Optional;
import org.genericsftp.bench.Measurement.Ending;

/**
 * What became of one contestant in one row.
 *
 * @param settings how it was called
 * @param absent why it did not take part; empty if it did
 */
record Result(Program program, String settings, List<Measurement> measurements, String absent) {
    Result {
        measurements = List.copyOf(measurements);
    }

    static Result absent(Program program, String why) {
        return new Result(program, "", List.of(), why);
    }

    /** Only of a contestant that has done right each time. */
    Optional<Figures> figures() {
        if (measurements.isEmpty()
                || any(Ending.FAILED).isPresent()
                || any(Ending.STOPPED).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                Figures.of(measurements.stream().map(Measurement::value).toList()));
    }

    /** What the contestant takes at the least, if it was stopped. */
    Optional<Double> moreThan() {
        return any(Ending.FAILED).isPresent()
                ? Optional.empty()
                : any(Ending.STOPPED).map(Measurement::value);
    }

    Optional<String> failure() {
        return any(Ending.FAILED).map(Measurement::note);
    }

    private Optional<Measurement> any(Ending ending) {
        return measurements.stream().filter(each -> each.ending() == ending).findFirst();
    }
}
