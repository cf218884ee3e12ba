package org.genericsftp.serve;

import java.time.Duration;
import org.genericsftp.file.AllowedAfterwards;
import org.genericsftp.file.DataSize;

/**
 * How one client is served at the broker.
 *
 * @param handlers how many requests are worked on at once
 * @param maxDeliveries after how many deliveries a request is given up
 * @param maxRequestsPerMinute of one requester, while requests have to wait; zero for any number
 * @param cancelBy who may cancel a request
 * @param replyDetails whether requesters see errors in full, with server, account and paths
 * @param inlineLimit the largest file whose contents a reply may hold; zero for none
 * @param maxWait for how long a request may wait for files; zero for none that may
 * @param maxWaiting how many requests may wait
 * @param maxLease for how long a standing request may last without being renewed; zero for none that may
 * @param maxSubscriptions how many of those that wait may be standing requests
 * @param afterwards what requests may have become of files at the source
 * @param replyTimeToLive how long replies are kept for requesters that don't fetch them
 * @param replyRetry how long a send to a reply queue that is gone is tried again
 * @param replyRetryFull how long a send to a broker without room is tried again
 * @param replyQueues where replies may go, beside temporary queues
 * @param invalidKeep by how many messages a worker lets the invalid queue grow; zero for any number
 */
public record ServiceSettings(
        String client,
        ClientQueues queues,
        int handlers,
        int maxDeliveries,
        int maxRequestsPerMinute,
        CancelBy cancelBy,
        boolean replyDetails,
        DataSize inlineLimit,
        Duration maxWait,
        int maxWaiting,
        Duration maxLease,
        int maxSubscriptions,
        AllowedAfterwards afterwards,
        Duration replyTimeToLive,
        Duration replyRetry,
        Duration replyRetryFull,
        ReplyQueues replyQueues,
        int invalidKeep) {
    public static ServiceSettings of(String client) {
        return new ServiceSettings(
                client,
                ClientQueues.named(client),
                4,
                10,
                1_000,
                CancelBy.REQUESTER,
                false,
                new DataSize(0),
                Duration.ofHours(1),
                10_000,
                Duration.ofDays(1),
                1_000,
                AllowedAfterwards.NONE,
                Duration.ofDays(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                ReplyQueues.USUAL,
                10_000);
    }
}
