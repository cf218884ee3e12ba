package org.genericsftp.message;

import static org.genericsftp.message.MessageFault.malformed;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.genericsftp.file.Content;
import org.genericsftp.file.DataSize;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.Inline;
import org.genericsftp.file.Verification;
import org.genericsftp.filter.Order;
import org.genericsftp.request.CancelRequest;
import org.genericsftp.request.CancelToken;
import org.genericsftp.request.ConnectionCheck;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.RenewRequest;
import org.genericsftp.request.Request;
import org.genericsftp.request.StatusRequest;
import org.genericsftp.request.SyncTrigger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes requests of JSON: the schema says what may be there, and what remains to be doubted is doubted here. */
final class RequestReader {
    static final int LARGEST_METADATA_BYTES = 64 << 10;

    private static final List<String> TYPES =
            List.of("FileRequest", "SyncTrigger", "ConnectionCheck", "CancelRequest", "RenewRequest", "StatusRequest");

    private final Schemas schemas;

    RequestReader(Schemas schemas) {
        this.schemas = schemas;
    }

    /** @throws MessageFault when it is no request that could be carried out */
    Request read(JsonNode body) {
        JsonObject message = new JsonObject(body, "");
        String type = typeOf(message);
        schemas.check(type, body);
        return switch (type) {
            case "FileRequest" -> fileRequest(message);
            case "SyncTrigger" ->
                new SyncTrigger(
                        requestId(message),
                        message.numberOrNull("tick"),
                        requester(message),
                        cancelToken(message),
                        metadata(message));
            case "ConnectionCheck" ->
                new ConnectionCheck(requestId(message), requester(message), cancelToken(message), metadata(message));
            case "RenewRequest" -> new RenewRequest(message.text("requestId"), cancelToken(message));
            case "CancelRequest" -> new CancelRequest(message.text("requestId"), cancelToken(message));
            default -> new StatusRequest(requestId(message), requester(message), metadata(message));
        };
    }

    /** The request's own id, of a body that may be wrong elsewhere; null where there is none, or it is wrong itself. */
    @Nullable
    String salvageRequestId(JsonNode body) {
        JsonObject message = new JsonObject(body, "");
        boolean valid = message.has("requestId")
                && schemas.accept("_defs/envelope.schema.json#/$defs/requestId", message.find("requestId"));
        return valid ? requestId(message) : null;
    }

    /** The metadata, likewise; empty where there is none, or it is wrong itself. */
    Map<String, @Nullable Object> salvageMetadata(JsonNode body) {
        JsonObject message = new JsonObject(body, "");
        boolean valid = message.has("metadata")
                && schemas.accept("_defs/envelope.schema.json#/$defs/metadata", message.find("metadata"));
        try {
            return valid ? metadata(message) : Map.of();
        } catch (MessageFault e) {
            return Map.of();
        }
    }

    void prepare() {
        TYPES.forEach(schemas::load);
    }

    private static String typeOf(JsonObject message) {
        if (message.node().get("type") == null) {
            throw malformed("", "expected the field \"type\", found none");
        }
        String type = message.text("type");
        if (!TYPES.contains(type)) {
            throw new MessageFault(
                    ErrorCode.UNKNOWN_TYPE,
                    "/type",
                    "expected " + Wording.anyOf(TYPES) + ", found " + Wording.quoted(type));
        }
        return type;
    }

    static FileRequest fileRequest(JsonObject message) {
        return FileRequest.EVERYTHING
                .withRequestId(requestId(message))
                .withFilter(FilterJson.read(message))
                .withDirectory(FilterJson.folder(message))
                .withTimeZone(FilterJson.timeZone(message))
                .withDigest(message.has("digest") ? digest(message) : null)
                .withVerify(message.has("verify") ? message.constant("verify", Verification.class) : null)
                .withGrowing(message.flag("growing", false))
                .withInline(message.has("inline") ? inline(message.object("inline")) : null)
                .withLayout(message.textOrNull("layout"))
                .withAfterwards(AfterwardsJson.ofRequest(message))
                .withDryRun(message.flag("dryRun", false))
                .withProgress(message.flag("progress", false))
                .withChangedSince(FilterJson.changedSince(message))
                .withNewest(message.smallNumberOrNull("newest"))
                .withOrder(message.has("order") ? message.constant("order", Order.class) : null)
                .withMaxFiles(message.smallNumberOrNull("maxFiles"))
                .withWaiting(WaitJson.ofRequest(message))
                .withRemember(message.flag("remember", false))
                .withRequester(requester(message))
                .withCancelToken(cancelToken(message))
                .withMetadata(metadata(message));
    }

    private static Inline inline(JsonObject inline) {
        DataSize max = FilterJson.size(inline, "max");
        if (max == null || max.compareTo(Inline.LARGEST) > 0) {
            throw inline.unexpected("max", "a size of at most " + Inline.LARGEST);
        }
        return new Inline(max, inline.has("as") ? inline.constant("as", Content.Form.class) : Content.Form.BASE64);
    }

    private static DigestAlgorithm digest(JsonObject message) {
        String name = message.text("digest");
        return Arrays.stream(DigestAlgorithm.values())
                .filter(digest -> digest.standardName().equals(name))
                .findFirst()
                .orElseThrow(() -> message.unexpected("digest", "a digest that is known"));
    }

    private static @Nullable String requestId(JsonObject message) {
        return message.textOrNull("requestId");
    }

    private static @Nullable String requester(JsonObject message) {
        return message.textOrNull("requester");
    }

    private static @Nullable CancelToken cancelToken(JsonObject message) {
        String token = message.textOrNull("cancelToken");
        return token == null ? null : new CancelToken(token);
    }

    private static Map<String, @Nullable Object> metadata(JsonObject message) {
        Map<String, @Nullable Object> metadata = message.map("metadata");
        int size = Utf8.lengthOf(JsonWriter.object(echo -> echo.json("metadata", metadata)));
        if (size > LARGEST_METADATA_BYTES) {
            throw malformed("/metadata", "expected at most " + LARGEST_METADATA_BYTES + " bytes, found " + size);
        }
        return metadata;
    }
}
