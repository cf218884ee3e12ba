package org.genericsftp.message;

import org.genericsftp.filter.TimeZones;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Request;
import org.genericsftp.request.SyncTrigger;

/** Makes JSON of requests, for those that the worker or the command line sends. What is at its default is left out. */
final class RequestWriter {
    String write(Request request) {
        return JsonWriter.object(out -> fields(out, request));
    }

    static void fields(JsonWriter out, Request request) {
        out.text("type", request.type());
        out.textIfAny("requestId", request.requestId());
        if (request instanceof FileRequest files) {
            fileRequest(out, files);
        } else if (request instanceof SyncTrigger trigger && trigger.tick() != null) {
            out.number("tick", trigger.tick());
        }
        out.textIfAny("requester", request.requester());
        if (request.cancelToken() != null) {
            out.text("cancelToken", request.cancelToken().value());
        }
        if (!request.metadata().isEmpty()) {
            out.json("metadata", request.metadata());
        }
    }

    private static void fileRequest(JsonWriter out, FileRequest request) {
        FilterJson.write(out, request.filter());
        FilterJson.writeFolder(out, request.directory());
        if (!request.timeZone().equals(TimeZones.UTC)) {
            out.text("timeZone", request.timeZone().getId());
        }
        if (request.digest() != null) {
            out.text("digest", request.digest().standardName());
        }
        if (request.verify() != null) {
            out.text("verify", request.verify().label());
        }
        out.flagIfTrue("growing", request.growing());
        out.objectIfAny("inline", request.inline(), (inline, wanted) -> {
            inline.number("max", wanted.max().bytes());
            inline.text("as", wanted.form().label());
        });
        out.textIfAny("layout", request.layout());
        AfterwardsJson.write(out, request.afterwards());
        out.flagIfTrue("dryRun", request.dryRun());
        out.flagIfTrue("progress", request.progress());
        if (request.changedSince() != null) {
            out.text("changedSince", request.changedSince().toString());
        }
        if (request.newest() != null) {
            out.number("newest", request.newest().longValue());
        }
        if (request.order() != null) {
            out.text("order", request.order().label());
        }
        if (request.maxFiles() != null) {
            out.number("maxFiles", request.maxFiles().longValue());
        }
        out.objectIfAny(request.isStanding() ? "subscribe" : "wait", request.waiting(), WaitJson::write);
        out.flagIfTrue("remember", request.remember());
    }
}
