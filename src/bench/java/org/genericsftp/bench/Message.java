package org.genericsftp.bench;

import java.io.IOException;

/**
 * What the worker is sent for a task, and what it must answer.
 *
 * @param outcome the total that says so
 */
record Message(String queue, String body, String outcome, int files) {
    /** The folder of three files that lie apart. */
    static final String OWN = "own";

    private static final String REQUEST = "{ \"type\": \"FileRequest\" }";

    private static final String UNCHANGED = "unchanged";

    static Message of(Workload workload, String client) {
        String requests = "sftp." + client + ".requests";
        int all = workload.data().files();
        return switch (workload.task()) {
            case COPY, MEMORY, OVERLAP, LEAN_FIRST, LEAN_STEADY -> new Message(requests, REQUEST, "copied", all);
            case LIST -> new Message(requests, named("*.none"), "copied", 0);
            case FEW -> new Message(requests, named(DataSet.THREE_FILES), "copied", 3);
            case FAIR, FAIR_99, FAIR_SYNC ->
                new Message(requests, "{ \"type\": \"FileRequest\", \"directory\": \"" + OWN + "\" }", "copied", 3);
            case REQUESTS_FOUND, COLD_REQUEST -> new Message(requests, named(DataSet.THREE_FILES), UNCHANGED, 3);
            case REQUESTS_KNOWN -> new Message(requests, known(workload.data()), UNCHANGED, 3);
            case UNCHANGED, COLD_CHECK, COLD_APPLY, CLIENTS_CONNECTIONS, CLIENTS_THREADS, CLIENTS_MEMORY, CLIENTS_CPU ->
                syncOfUnchanged(client, all);
        };
    }

    /** Has everything synced where everything is there already. */
    static Message syncOfUnchanged(String client, int files) {
        return new Message("sftp." + client + ".sync", "{ \"type\": \"SyncTrigger\" }", UNCHANGED, files);
    }

    private static String known(DataSet data) {
        return "{ \"type\": \"FileRequest\", \"fileName\": { \"include\": [\"%s\", \"%s\", \"%s\"], \"syntax\": \"exact\" } }"
                .formatted(data.path(0), data.path(1), data.path(2));
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
