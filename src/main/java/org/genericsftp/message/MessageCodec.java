package org.genericsftp.message;

import java.nio.charset.CharacterCodingException;
import java.util.Map;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Printable;
import org.genericsftp.request.Request;
import org.genericsftp.request.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Turns JSON into requests, and answers and events into JSON. Safe for use by many threads. */
public final class MessageCodec {
    /** How long a request may be, in UTF-8. */
    public static final int LONGEST_REQUEST_BYTES = 1 << 20;

    private static final int MOST_REQUEST_VALUES = 50_000;
    private static final int LONGEST_RESPONSE_BYTES = 16 << 20;
    private static final int MOST_RESPONSE_VALUES = 1_000_000;

    private final JsonReader requestBodies = new JsonReader(LONGEST_REQUEST_BYTES, MOST_REQUEST_VALUES);
    private final JsonReader responseBodies = new JsonReader(LONGEST_RESPONSE_BYTES, MOST_RESPONSE_VALUES);
    private final RequestReader requests = new RequestReader(new Schemas());
    private final RequestWriter requestWriter = new RequestWriter();
    private final ResponseReader responses = new ResponseReader();
    private final ResponseWriter responseWriter = new ResponseWriter();

    /** @throws RejectedRequestException when it is no request that could be carried out */
    public Request decode(String json) throws RejectedRequestException {
        ObjectNode body;
        try {
            body = requestBodies.read(json);
        } catch (MessageFault fault) {
            throw rejected(fault, null, Map.of());
        }
        try {
            return requests.read(body);
        } catch (MessageFault fault) {
            throw rejected(fault, requests.salvageRequestId(body), requests.salvageMetadata(body));
        }
    }

    /** What names a request, and what it wants echoed; empty where that is missing or can't be read. */
    public record Head(@Nullable String requestId, Map<String, @Nullable Object> metadata) {}

    /** Reads no more of a request than it takes to answer it. */
    public Head head(byte[] utf8) {
        try {
            ObjectNode body = requestBodies.read(text(utf8));
            return new Head(requests.salvageRequestId(body), requests.salvageMetadata(body));
        } catch (MessageFault | RejectedRequestException e) {
            return new Head(null, Map.of());
        }
    }

    /** Like {@link #decode(String)}, for a body that came as bytes; it must be UTF-8. */
    public Request decode(byte[] utf8) throws RejectedRequestException {
        return decode(text(utf8));
    }

    /** A request such as the worker and the command line send. */
    public String encode(Request request) {
        return requestWriter.write(request);
    }

    public String encode(Response response) {
        return responseWriter.write(response);
    }

    /** How many bytes of UTF-8 the file takes in a page, with the comma before it. */
    public int sizeOf(FileOutcome outcome) {
        return responseWriter.sizeOf(outcome);
    }

    /**
     * Reads an answer or an event, also one of a later release: fields that it does not know are passed over.
     *
     * @throws UnreadableResponseException when it is none
     */
    public Response decodeResponse(String json) {
        try {
            return responses.read(responseBodies.read(json));
        } catch (MessageFault fault) {
            throw new UnreadableResponseException(fault.line(), fault);
        } catch (IllegalArgumentException e) {
            throw new UnreadableResponseException(Printable.escape(String.valueOf(e.getMessage())), e);
        }
    }

    /** Loads the schemas of all requests now; else the first message of each type waits for its own. */
    public void prepare() {
        requests.prepare();
    }

    private static String text(byte[] utf8) throws RejectedRequestException {
        if (utf8.length > LONGEST_REQUEST_BYTES) {
            String found = "expected at most " + LONGEST_REQUEST_BYTES + " bytes, found " + utf8.length;
            throw rejected(MessageFault.malformed("", found), null, Map.of());
        }
        try {
            return Utf8.decode(utf8);
        } catch (CharacterCodingException e) {
            throw rejected(MessageFault.malformed("", "expected UTF-8, found other bytes"), null, Map.of());
        }
    }

    private static RejectedRequestException rejected(
            MessageFault fault, @Nullable String requestId, Map<String, @Nullable Object> metadata) {
        return new RejectedRequestException(fault.code(), fault.pointer(), fault.line(), requestId, metadata);
    }
}
