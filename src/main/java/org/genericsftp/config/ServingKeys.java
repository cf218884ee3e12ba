package org.genericsftp.config;

import java.time.Duration;
import org.genericsftp.file.DataSize;
import org.genericsftp.file.Inline;
import org.genericsftp.job.JobSettings;
import org.genericsftp.serve.CancelBy;
import org.genericsftp.serve.ReplyQueues;
import org.genericsftp.serve.ServiceSettings;

/** What can stand below the name of a client of how its requests are served. */
final class ServingKeys {
    private static final ServiceSettings USUAL = ServiceSettings.of("");

    static final KeyTable TABLE = new KeyTable();

    static final Key<Integer> HANDLERS = TABLE.usually(
            "handlers", ValueType.count(1, 256), USUAL.handlers(), "How many requests are worked on at once");

    static final Key<Duration> FILTER_BUDGET = TABLE.usually(
            "filter-budget",
            ValueType.DURATION,
            JobSettings.of("").filterBudget(),
            "How much time of the CPU the filters of one request, or of one sync, may take");

    static final Key<Integer> MAX_DELIVERIES = TABLE.usually(
            "max-deliveries",
            ValueType.count(1, 1000),
            USUAL.maxDeliveries(),
            "After how many deliveries a request is given up");

    static final Key<Integer> MAX_REQUESTS_PER_MINUTE = TABLE.usually(
            "max-requests-per-minute",
            ValueType.count(0, 1_000_000),
            USUAL.maxRequestsPerMinute(),
            "How many requests of one requester each worker takes up within a minute, while requests wait longer than 5 s; more"
                    + " are answered TOO_BUSY. `0` for any number");

    static final Key<CancelBy> CANCEL_BY = TABLE.usually(
            "cancel-by",
            ValueType.oneOf(CancelBy.class),
            USUAL.cancelBy(),
            "Who may cancel a request by a message: whoever shows its `cancelToken` or, where it has none, comes with its"
                    + " reply-to; or anyone who knows its id. Operators may always");

    static final Key<Boolean> REPLY_DETAILS = TABLE.usually(
            "reply-details",
            ValueType.YES_OR_NO,
            USUAL.replyDetails(),
            "Whether errors in replies name the server, the account and the worker's paths, as the log does; else requesters"
                    + " are told what it means for them");

    static final Key<DataSize> INLINE_LIMIT = TABLE.usually(
            "inline-limit",
            ValueType.sizeTo(Inline.LARGEST),
            USUAL.inlineLimit(),
            "The largest file whose contents a reply may hold, where a request asks for that with `inline`. `0`: none, as whoever"
                    + " may send requests could then read files without access to the destination");

    static final Key<Duration> MAX_WAIT = TABLE.usually(
            "max-wait",
            ValueType.DURATION_OR_ZERO,
            USUAL.maxWait(),
            "For how long requests may `wait` for files; `0`: no more may; those that wait already wait on, and are answered");

    static final Key<Integer> MAX_WAITING = TABLE.usually(
            "max-waiting",
            ValueType.count(1, 1_000_000),
            USUAL.maxWaiting(),
            "How many requests may wait; more are answered TOO_BUSY, and so are those whose filters take more than a small part"
                    + " of the worker's memory together");

    static final Key<Duration> MAX_LEASE = TABLE.usually(
            "max-lease",
            ValueType.DURATION_OR_ZERO,
            USUAL.maxLease(),
            "The longest `lease` of a request that `subscribe`s; its requester renews it. `0`: none may");

    static final Key<Integer> MAX_SUBSCRIPTIONS = TABLE.usually(
            "max-subscriptions",
            ValueType.count(1, 1_000_000),
            USUAL.maxSubscriptions(),
            "How many requests may `subscribe`; they count among `max-waiting`, too. More are answered TOO_BUSY");

    static final Key<Duration> REPLY_TIME_TO_LIVE = TABLE.usually(
            "reply-time-to-live",
            ValueType.DURATION,
            USUAL.replyTimeToLive(),
            "How long the broker keeps a reply that nobody fetches");

    static final Key<Duration> REPLY_RETRY = TABLE.usually(
            "reply-retry",
            ValueType.DURATION_OR_ZERO,
            USUAL.replyRetry(),
            "How long a reply is offered again to a queue that is gone");

    static final Key<Duration> REPLY_RETRY_FULL = TABLE.usually(
            "reply-retry-full",
            ValueType.DURATION_OR_ZERO,
            USUAL.replyRetryFull(),
            "How long a reply is offered again to a broker that says that it is full; then the request is delivered again");

    static final Key<ReplyQueues> REPLY_QUEUES = TABLE.usually(
            "reply-queues",
            new ValueType<>(
                    "patterns of queue names with blanks between them",
                    true,
                    ReplyQueues::parse,
                    ReplyQueues::toString),
            USUAL.replyQueues(),
            "Where replies may go, beside temporary queues: to a queue that one pattern matches and none behind a `!`, where `*`"
                    + " stands for any characters; never to the workers' own nor to `ActiveMQ.…`");

    static final Key<Integer> INVALID_KEEP = TABLE.usually(
            "invalid-keep",
            ValueType.count(0, 10_000_000),
            USUAL.invalidKeep(),
            "By how many messages each worker, from its start on, lets the invalid queue grow; for each one more the oldest is"
                    + " taken out; 0 for no limit");

    static final Key<Void> QUEUES = TABLE.section("queues", "Other names for the client's queues and topics");

    private ServingKeys() {}
}
