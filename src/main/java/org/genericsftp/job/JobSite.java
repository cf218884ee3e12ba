package org.genericsftp.job;

import java.time.Clock;
import org.genericsftp.destination.Destination;
import org.genericsftp.journal.Journal;
import org.genericsftp.source.Source;
import org.genericsftp.transfer.Copier;
import org.jspecify.annotations.Nullable;

/**
 * What all jobs of one client share.
 *
 * @param journal what was delivered; null where that is not to be remembered
 */
record JobSite(
        JobSettings settings,
        Source source,
        Destination destination,
        Copier copier,
        Clock clock,
        @Nullable Journal journal) {
    static JobSite of(JobSettings settings, Source source, Destination destination, Copier copier, Clock clock) {
        Journal journal = settings.remember() == null
                ? null
                : new Journal(settings.client(), settings.remember(), destination.keptFiles(), clock);
        return new JobSite(settings, source, destination, copier, clock, journal);
    }
}
