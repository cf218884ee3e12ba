package org.genericsftp.job;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcomes;
import org.genericsftp.filter.Order;
import org.jspecify.annotations.Nullable;

/**
 * Passes the outcomes of a job on in an order. As copies end in any, all are held until the job has ended; how many that
 * can be is limited by {@link Choice}.
 */
final class OutcomesInOrder implements Outcomes {
    private final @Nullable Order order;
    private final Outcomes receiver;
    private final List<FileOutcome> held = new ArrayList<>();

    /** @param order null to pass each on as it comes */
    OutcomesInOrder(@Nullable Order order, Outcomes receiver) {
        this.order = order;
        this.receiver = receiver;
    }

    @Override
    public void add(FileOutcome outcome) {
        if (order == null) {
            receiver.add(outcome);
        } else {
            held.add(outcome);
        }
    }

    @Override
    public void restart() {
        held.clear();
        receiver.restart();
    }

    @Override
    public void stopped() {
        receiver.stopped();
    }

    /** There are no more. */
    void end() {
        if (order != null) {
            held.stream()
                    .sorted(order.comparing(FileOutcome::name, FileOutcome::stamp))
                    .forEach(receiver::add);
            held.clear();
        }
    }
}
