package org.genericsftp.operator;

import org.genericsftp.file.Printable;
import org.genericsftp.message.RejectedRequestException;
import org.genericsftp.serve.BrokerException;
import org.genericsftp.serve.ClientAdmin;
import org.genericsftp.serve.ClientService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator has a client do. Each is logged, with who asked for it. */
final class ClientActions {
    private static final Logger LOG = LoggerFactory.getLogger(ClientActions.class);
    private static final String REQUESTER = "operator page";

    private final ClientRecords records;
    private final ConnectionChecks checks;

    ClientActions(ClientRecords records, ConnectionChecks checks) {
        this.records = records;
        this.checks = checks;
    }

    /** What is asked of the broker. */
    @FunctionalInterface
    private interface Asked<T> {
        T of(ClientAdmin admin) throws BrokerException, HttpProblem;
    }

    private static <T> T ask(ShownClient client, Asked<T> asked) throws HttpProblem {
        return ask(client, service(client), asked);
    }

    private static <T> T ask(ShownClient client, ClientService service, Asked<T> asked) throws HttpProblem {
        try {
            return asked.of(service.admin());
        } catch (BrokerException e) {
            LOG.warn("{}: the broker fails an operator: {}", client.name(), e.getMessage());
            throw new HttpProblem(503, "BROKER_FAILED", "The broker has not done it: " + e.getMessage());
        }
    }

    static ClientService service(ShownClient client) throws HttpProblem {
        ClientService service = client.service();
        if (service == null) {
            throw new HttpProblem(409, "PAUSED", "The client is paused");
        }
        return service;
    }

    /** Has the connection checked by this worker; returns the check's id. */
    String check(ShownClient client, String who) throws HttpProblem {
        LOG.info("{}: a check is asked for by an operator at {}", client.name(), who);
        return checks.begin(client.name(), service(client));
    }

    /** Has one of the workers sync; returns the request's id. */
    String apply(ShownClient client, String who) throws HttpProblem {
        LOG.info("{}: a sync is asked for by an operator at {}", client.name(), who);
        return ask(client, admin -> admin.sync(REQUESTER));
    }

    void cancel(ShownClient client, String requestId, String who) throws HttpProblem {
        LOG.info("{}: {} is cancelled by an operator at {}", client.name(), Printable.escape(requestId), who);
        ClientService any = client.anyService();
        ask(client, any == null ? service(client) : any, admin -> {
            admin.cancel(requestId);
            return true;
        });
    }

    /** Sends the request of an entry of the history anew; returns its new id. */
    String askAgain(ShownClient client, String entryId, String who) throws HttpProblem {
        String event = records.histories().find(client.name(), entryId);
        String request = event == null ? null : Entries.request(event);
        if (request == null) {
            throw new HttpProblem(404, "UNKNOWN_ENTRY", "What was asked is not known, or not any more");
        }
        LOG.info("{}: request {} is sent again by an operator at {}", client.name(), Printable.escape(entryId), who);
        return ask(client, admin -> {
            try {
                return admin.askAgain(request);
            } catch (RejectedRequestException e) {
                throw new HttpProblem(422, "REJECTED", String.valueOf(e.getMessage()));
            }
        });
    }

    /** Takes an invalid message to where it came from, or away. */
    void settle(ShownClient client, String messageId, boolean again, String who) throws HttpProblem {
        LOG.info(
                "{}: the invalid message {} is {} by an operator at {}",
                client.name(),
                Printable.escape(messageId),
                again ? "sent again" : "discarded",
                who);
        boolean wasThere = ask(
                client,
                admin -> again
                        ? admin.broker().sendAgain(messageId)
                        : admin.broker().discard(messageId));
        if (!wasThere) {
            throw new HttpProblem(404, "UNKNOWN_MESSAGE", "The message is not there any more");
        }
    }
}
