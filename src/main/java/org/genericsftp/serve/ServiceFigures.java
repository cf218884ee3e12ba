package org.genericsftp.serve;

import org.genericsftp.job.JobFigures;
import org.jspecify.annotations.Nullable;

/**
 * How one client is doing in this worker, for whoever polls.
 *
 * @param inFlight requests, syncs and checks that are being worked on
 * @param handlers how many requests can be worked on at once
 * @param connectionValid null before the first check
 * @param checksPassed how many connection checks found all well, whoever asked for them
 * @param checksFailed how many did not
 * @param waiting how many requests wait that this worker looks after
 * @param subscriptions how many of them are standing requests
 * @param repliesRefused how many messages were kept as invalid for where their reply was to go
 */
public record ServiceFigures(
        int inFlight,
        int handlers,
        boolean brokerConnected,
        @Nullable Boolean connectionValid,
        JobFigures job,
        long checksPassed,
        long checksFailed,
        int waiting,
        int subscriptions,
        long repliesRefused) {}
