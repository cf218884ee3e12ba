package org.genericsftp.bench;

import java.io.IOException;

/**
 * What the worker is sent for a task, and what it must answer.
 *
 * @param outcome the total that says so
 */
record Message(String queue, String body, String outcome, int files) {
    private static final String REQUEST = "{ \"type\": \"FileRequest\" }";

    static Message of(Workload workload, String client) {
        String requests = "sftp." + client + ".requests";
        int all = workload.data().files();
        return switch (workload.task()) {
            case COPY, MEMORY -> new Message(requests, REQUEST, "copied", all);
            case LIST -> new Message(requests, named("*.none"), "copied", 0);
            case FEW -> new Message(requests, named(DataSet.THREE_FILES), "copied", 3);
            case UNCHANGED -> syncOfUnchanged(client, all);
        };
    }

    /** Has everything synced where everything is there already. */
    static Message syncOfUnchanged(String client, int files) {
        return new Message("sftp." + client + ".sync", "{ \"type\": \"SyncTrigger\" }", "unchanged", files);
    }

    private static String named(String glob) {
        return "{ \"type\": \"FileRequest\", \"fileName\": \"" + glob + "\" }";
    }

    /** Sends it and waits for the reply, which must be right; returns the seconds that took. */
    double ask(Requester requester) throws Exception {
        Requester.Answer answer = requester.ask(queue, body);
        require(answer);
        return answer.seconds();
    }

    void require(Requester.Answer answer) throws IOException {
        OurReply.parse(answer.lastPage()).require(outcome, files);
    }
}
