package org.genericsftp.operator;

import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What programs, the page among them, can have done. */
final class ChangeApi {
    private final ClientDirectory clients;
    private final ClientActions actions;
    private final EditApi edits;

    ChangeApi(ClientDirectory clients, ClientActions actions, EditApi edits) {
        this.edits = edits;
        this.clients = clients;
        this.actions = actions;
    }

    /** Carries out what is asked for below {@code /api/}. */
    void change(Call call) throws HttpProblem, IOException {
        List<String> path = call.path().subList(1, call.path().size());
        boolean isPost = call.method().equals("POST");
        if (isPost && path.equals(List.of("test"))) {
            edits.test(call);
        } else if (path.size() < 2 || !path.get(0).equals("clients")) {
            throw HttpProblem.notFound();
        } else if (path.size() > 2 && isPost) {
            ShownClient client = clients.find(path.get(1)).orElseThrow(HttpProblem::unknownClient);
            call.json(202, change(call, client, path.subList(2, path.size())));
        } else if (path.size() == 2) {
            switch (call.method()) {
                case "PUT" -> edits.save(path.get(1), call);
                case "DELETE" -> edits.remove(path.get(1), call.peer());
                default -> throw HttpProblem.wrongMethod();
            }
            call.json(200, Json.object());
        } else {
            throw HttpProblem.wrongMethod();
        }
    }

    private ObjectNode change(Call call, ShownClient client, List<String> path) throws HttpProblem, IOException {
        String who = call.peer();
        ObjectNode answer = Json.object();
        if (path.size() == 3 && path.get(0).equals("invalid")) {
            boolean again = path.get(2).equals("send-again");
            if (!again && !path.get(2).equals("discard")) {
                throw HttpProblem.notFound();
            }
            actions.settle(client, path.get(1), again, who);
            return answer;
        }
        if (path.size() != 1) {
            throw HttpProblem.notFound();
        }
        switch (path.get(0)) {
            case "check" -> answer.put("id", actions.check(client, who));
            case "apply" -> answer.put("id", actions.apply(client, who));
            case "pause" -> edits.pause(client.name(), who);
            case "resume" -> edits.resume(client.name(), who);
            case "cancel" -> actions.cancel(client, text(call.body(), "requestId"), who);
            case "ask-again" -> answer.put("requestId", actions.askAgain(client, text(call.body(), "id"), who));
            default -> throw HttpProblem.notFound();
        }
        return answer;
    }

    private static String text(ObjectNode body, String field) throws HttpProblem {
        JsonNode value = body.get(field);
        if (value == null || !value.isString()) {
            throw new HttpProblem(400, "MALFORMED", "The body has no text " + field);
        }
        return value.asString();
    }
}
