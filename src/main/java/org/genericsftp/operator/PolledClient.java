package org.genericsftp.operator;

import java.time.Duration;
import org.genericsftp.job.JobFigures;
import org.genericsftp.serve.ClientService;
import org.genericsftp.serve.ServiceFigures;
import org.genericsftp.source.SourceFigures;
import org.jspecify.annotations.Nullable;

/** What a client was last seen to be at, as numbers; NaN where there is none. */
final class PolledClient {
    private static final ServiceFigures NOTHING = new ServiceFigures(
            0, 0, false, null, new JobFigures(new SourceFigures(0, 0, 0, 0, 0, Duration.ZERO), 0, 0), 0, 0, 0, 0, 0);

    private final String name;
    private volatile @Nullable ShownClient shown;
    private volatile @Nullable ServiceFigures figures;
    private volatile double inFlight = Double.NaN;
    /** Stays when the client is paused: counters don't go back. */
    private volatile ServiceFigures counted = NOTHING;

    PolledClient(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void look(ShownClient client) {
        ClientService service = client.service();
        ServiceFigures now = service == null ? null : service.figures();
        shown = client;
        figures = now;
        inFlight = inFlight(client, now);
        if (now != null) {
            counted = now;
        }
    }

    /** Also by those that serve it no more, and finish what runs. */
    double inFlight() {
        return inFlight;
    }

    private static double inFlight(ShownClient client, @Nullable ServiceFigures now) {
        if (now == null && client.ending().isEmpty()) {
            return Double.NaN;
        }
        long ending = client.ending().stream()
                .mapToLong(service -> service.figures().inFlight())
                .sum();
        return ending + (now == null ? 0 : now.inFlight());
    }

    double waiting() {
        ServiceFigures now = figures;
        return now == null ? Double.NaN : now.waiting();
    }

    double subscriptions() {
        ServiceFigures now = figures;
        return now == null ? Double.NaN : now.subscriptions();
    }

    double handlers() {
        ServiceFigures now = figures;
        return now == null ? Double.NaN : now.handlers();
    }

    double sessions() {
        ServiceFigures now = figures;
        return now == null ? Double.NaN : now.job().source().sessions();
    }

    double valid() {
        ServiceFigures now = figures;
        return now == null || now.connectionValid() == null ? Double.NaN : flag(now.connectionValid());
    }

    double brokerConnected() {
        ServiceFigures now = figures;
        return now == null ? Double.NaN : flag(now.brokerConnected());
    }

    double paused() {
        ShownClient now = shown;
        return now == null ? Double.NaN : flag(now.details().paused());
    }

    double syncInterval() {
        ShownClient now = shown;
        Duration interval = now == null ? null : now.details().automaticSync();
        return interval == null ? Double.NaN : seconds(interval);
    }

    double bytesReceived() {
        return counted.job().bytesReceived();
    }

    double retries() {
        return counted.job().retries();
    }

    double backOffs() {
        return counted.job().source().backOffs();
    }

    double heldBack() {
        return seconds(counted.job().source().heldBack());
    }

    double opened() {
        return counted.job().source().opened();
    }

    double refused() {
        return counted.job().source().refused();
    }

    double lost() {
        return counted.job().source().lost();
    }

    double checksPassed() {
        return counted.checksPassed();
    }

    double checksFailed() {
        return counted.checksFailed();
    }

    double repliesRefused() {
        return counted.repliesRefused();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static double flag(boolean value) {
        return value ? 1 : 0;
    }
}
