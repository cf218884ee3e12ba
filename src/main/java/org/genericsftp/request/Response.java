package org.genericsftp.request;

/** What a worker tells others: answers to requests, and events. */
public sealed interface Response
        permits FileReply,
                ConnectionReply,
                FileProgress,
                StatusReport,
                ConnectionStatusChanged,
                SyncReport,
                RequestReport,
                AfterwardsReport {
    /** What it is called in messages. */
    String type();

    /** Whose SFTP client it is about. */
    String client();

    /** Which process speaks. */
    String worker();
}
