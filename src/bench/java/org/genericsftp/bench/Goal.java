package org.genericsftp.bench;

import java.util.Optional;
import org.genericsftp.bench.RowResult.Ratio;

/** What one of our contestants is to reach in a row. */
sealed interface Goal {
    Program program();

    Verdict judge(RowResult row);

    /** How it stands. */
    enum Verdict {
        REACHED("reached"),
        NOT_REACHED("not reached"),
        /** There is no figure to judge by. */
        OPEN("no figure");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        static Verdict of(boolean reached) {
            return reached ? REACHED : NOT_REACHED;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** The program takes at most so many times what the peer takes. */
    record Times(Program program, double factor, Program peer) implements Goal {
        @Override
        public Verdict judge(RowResult row) {
            Optional<Ratio> ratio = row.ratio(program, peer);
            if (ratio.isEmpty() || (ratio.get().atMost() && ratio.get().value() > factor)) {
                return Verdict.OPEN;
            }
            return Verdict.of(ratio.get().value() <= factor);
        }

        @Override
        public String toString() {
            return program.title() + " ≤ " + Unit.number(factor) + " × " + peer.title();
        }
    }

    /** The figure is below so much. */
    record Below(Program program, double limit, Unit unit) implements Goal {
        @Override
        public Verdict judge(RowResult row) {
            return row.figures(program)
                    .map(figures -> Verdict.of(figures.median() < limit))
                    .orElse(Verdict.OPEN);
        }

        @Override
        public String toString() {
            return program.title() + " below " + unit.format(limit);
        }
    }

    /** It comes to a good end. */
    record Completes(Program program) implements Goal {
        @Override
        public Verdict judge(RowResult row) {
            return Verdict.of(row.figures(program).isPresent());
        }

        @Override
        public String toString() {
            return program.title() + " completes";
        }
    }
}
