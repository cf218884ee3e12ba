package org.genericsftp.job;

import java.time.Duration;
import java.time.Instant;
import org.genericsftp.file.AllowedAfterwards;
import org.genericsftp.file.Verification;
import org.genericsftp.filter.Selection;
import org.genericsftp.plan.CopyPlanner;
import org.genericsftp.plan.Layouts;
import org.genericsftp.request.FileRequest;
import org.genericsftp.transfer.CopyRules;
import org.jspecify.annotations.Nullable;

/**
 * How jobs of one client are carried out.
 *
 * @param client its name
 * @param settleTime how long a file must have been left alone before it is copied; zero for not at all
 * @param retryFor how long an absent server or destination is bridged before a request is answered FAILED
 * @param verify how files are verified where a request does not say it
 * @param filterBudget how much time of the CPU one job's filters may take
 * @param layouts where copies go
 * @param afterwards what may become of files at the source; where they are moved to is not searched
 * @param remember for how long it is remembered what was delivered; null for not at all
 */
public record JobSettings(
        String client,
        Duration settleTime,
        Duration retryFor,
        Verification verify,
        Duration filterBudget,
        Layouts layouts,
        AllowedAfterwards afterwards,
        @Nullable Duration remember) {
    public JobSettings(
            String client,
            Duration settleTime,
            Duration retryFor,
            Verification verify,
            Duration filterBudget,
            Layouts layouts,
            AllowedAfterwards afterwards) {
        this(client, settleTime, retryFor, verify, filterBudget, layouts, afterwards, null);
    }

    public JobSettings(
            String client, Duration settleTime, Duration retryFor, Verification verify, Duration filterBudget) {
        this(client, settleTime, retryFor, verify, filterBudget, Layouts.PLAIN, AllowedAfterwards.NONE);
    }

    public JobSettings(String client, Duration settleTime, Duration retryFor) {
        this(client, settleTime, retryFor, Verification.NONE, Duration.ofMinutes(1));
    }

    /** How the files of a request are verified. */
    Verification verify(FileRequest request) {
        return request.verify() == null ? verify : request.verify();
    }

    CopyRules rules(FileRequest request) {
        return new CopyRules(
                request.digest(),
                request.dryRun() ? Verification.NONE : verify(request),
                request.growing(),
                request.inline(),
                layouts.of(request.layout()));
    }

    /** The same, with other layouts. */
    public JobSettings withLayouts(Layouts other) {
        return new JobSettings(client, settleTime, retryFor, verify, filterBudget, other, afterwards, remember);
    }

    /** The same, remembering what was delivered for so long. */
    public JobSettings withRemember(Duration time) {
        return new JobSettings(client, settleTime, retryFor, verify, filterBudget, layouts, afterwards, time);
    }

    /** Whether what stands at the place of one of a request's files can't be the copy of another. */
    boolean hasOwnPlaces(FileRequest request) {
        // With several layouts one's copy can stand where the other has another file's.
        return layouts.all().size() == 1 && layouts.of(request.layout()).isOneToOne();
    }

    public static JobSettings of(String client) {
        return new JobSettings(client, Duration.ZERO, Duration.ofMinutes(1));
    }

    /** Decides what becomes of the files of a request whose job begins now. */
    CopyPlanner planner(FileRequest request, Selection selection, Instant now) {
        return new CopyPlanner(selection, settleTime(request), settled(request), now, layouts.of(request.layout()));
    }

    /** The settle time that holds for a request: what it waits for until it has settled is not copied before that, either. */
    Duration settleTime(FileRequest request) {
        Duration settled = settled(request);
        return settled.compareTo(settleTime) < 0 ? settleTime : settled;
    }

    private static Duration settled(FileRequest request) {
        return request.waiting() == null ? Duration.ZERO : request.waiting().settled();
    }
}
