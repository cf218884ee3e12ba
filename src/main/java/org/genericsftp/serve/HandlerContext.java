package org.genericsftp.serve;

import org.genericsftp.sync.ObservedJob;
import org.genericsftp.sync.Syncs;

/** What the handlers of one client share. */
record HandlerContext(
        ServedClient client,
        ObservedJob job,
        Syncs syncs,
        Answers answers,
        RunningRequests requests,
        WaitingRequests waiting,
        DeliveryLimit deliveryLimit,
        RequestRates rates,
        ProgressReporter progress,
        Events events,
        Spans spans) {}
