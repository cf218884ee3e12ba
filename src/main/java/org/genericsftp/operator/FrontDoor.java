package org.genericsftp.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every request comes in: asks who may, and hands on. */
final class FrontDoor implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
    private static final Duration LONGEST_CALL = Duration.ofSeconds(30);

    private final Access access;
    private final SlowPeers slowPeers;
    private final Api api;
    private final ChangeApi changes;
    private final StaticFiles files = new StaticFiles();
    private final Map<String, Extension> extensions;

    FrontDoor(Access access, SlowPeers slowPeers, Api api, ChangeApi changes, List<Extension> extensions) {
        this.access = access;
        this.slowPeers = slowPeers;
        this.api = api;
        this.changes = changes;
        this.extensions = extensions.stream().collect(Collectors.toMap(Extension::path, Function.identity()));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (SlowPeers.Watch watch = slowPeers.watch(LONGEST_CALL)) {
            Call call = new Call(exchange, watch);
            answer(call);
            call.close();
        } catch (IllegalArgumentException e) {
            // A path that can't be decoded.
            throw new IOException(e);
        }
    }

    /** @throws IOException also when nothing can be made of a broken answer but to break the connection */
    private void answer(Call call) throws IOException {
        try {
            route(call);
        } catch (HttpProblem problem) {
            LOG.debug("{}: {} {}", call, problem.status(), problem.code());
            call.refuse(problem);
        } catch (RuntimeException | Error e) {
            LOG.error("{} can't be answered", call, e);
            if (call.isAnswered()) {
                throw new IOException("Broken off", e);
            }
            call.refuse(new HttpProblem(500, "INTERNAL_ERROR", "The worker failed; its log tells more"));
        }
    }

    private void route(Call call) throws HttpProblem, IOException {
        Extension extension = extensions.get(call.rawPath());
        if (extension != null && extension.isOpen()) {
            answer(call, extension);
            return;
        }
        access.requireOwnName(call.headers());
        boolean isForPage = !call.path().get(0).equals("api") && extension == null && call.reads();
        access.requireOwnOrigin(call.headers(), isForPage);
        if (isForPage) {
            files.answer(call);
        } else if (call.reads()) {
            access.requireReader(call.headers(), call.from());
            if (extension != null) {
                answer(call, extension);
            } else {
                api.read(call);
            }
        } else {
            access.requireToken(call.headers(), call.from());
            changes.change(call);
        }
    }

    private static void answer(Call call, Extension extension) throws HttpProblem, IOException {
        if (!call.reads()) {
            throw HttpProblem.wrongMethod();
        }
        Extension.Answer answer = extension.answer(call.headers().getFirst("Accept"));
        call.answer(answer.status(), answer.contentType(), answer.body().getBytes(StandardCharsets.UTF_8));
    }
}
