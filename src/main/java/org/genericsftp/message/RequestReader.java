package org.genericsftp.message;

import static org.genericsftp.message.MessageFault.malformed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Verification;
import org.genericsftp.filter.InvalidFilterException;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.filter.TimeFilter;
import org.genericsftp.request.CancelRequest;
import org.genericsftp.request.ConnectionCheck;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Request;
import org.genericsftp.request.StatusRequest;
import org.genericsftp.request.SyncBatch;
import org.genericsftp.request.SyncTrigger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes requests of JSON: the schema says what may be there, and what remains to be doubted is doubted here. */
final class RequestReader {
    static final int LARGEST_METADATA_BYTES = 64 << 10;

    private static final List<String> TYPES =
            List.of("FileRequest", "SyncTrigger", "SyncBatch", "ConnectionCheck", "CancelRequest", "StatusRequest");

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
                        requestId(message), message.numberOrNull("tick"), requester(message), metadata(message));
            case "SyncBatch" -> syncBatch(message);
            case "ConnectionCheck" -> new ConnectionCheck(requestId(message), requester(message), metadata(message));
            case "CancelRequest" -> new CancelRequest(message.text("requestId"));
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

    private static FileRequest fileRequest(JsonObject message) {
        return new FileRequest(
                requestId(message),
                message.has("fileName") ? nameFilter(message) : null,
                message.has("fileTime") ? timeFilter(message.object("fileTime")) : null,
                message.has("directory") ? path(message.at("directory"), message.text("directory")) : RelativePath.ROOT,
                message.has("digest") ? digest(message) : null,
                message.has("verify") ? message.constant("verify", Verification.class) : null,
                message.flag("growing", false),
                message.flag("dryRun", false),
                message.flag("progress", false),
                message.smallNumberOrNull("maxFiles"),
                requester(message),
                metadata(message));
    }

    private static @Nullable NameFilter nameFilter(JsonObject message) {
        if (message.find("fileName").isString()) {
            return checked(() -> NameFilter.glob(message.text("fileName")));
        }
        JsonObject filter = message.object("fileName");
        return checked(() -> NameFilter.of(
                filter.has("include") ? filter.texts("include") : null,
                filter.has("exclude") ? filter.texts("exclude") : List.of(),
                syntax(filter),
                filter.flag("caseSensitive", true),
                matchOn(filter)));
    }

    private static NameFilter.Syntax syntax(JsonObject filter) {
        return filter.has("syntax") ? filter.constant("syntax", NameFilter.Syntax.class) : NameFilter.Syntax.GLOB;
    }

    private static NameFilter.@Nullable MatchOn matchOn(JsonObject filter) {
        return filter.has("matchOn") ? filter.constant("matchOn", NameFilter.MatchOn.class) : null;
    }

    private static @Nullable TimeFilter timeFilter(JsonObject filter) {
        Instant from = filter.instantOrNull("from");
        Instant to = filter.instantOrNull("to");
        Duration within =
                filter.has("within") ? filter.parsed("within", "a duration such as PT1H30M", Duration::parse) : null;
        return checked(() -> TimeFilter.of(from, to, within));
    }

    private static SyncBatch syncBatch(JsonObject message) {
        RelativePath folder = message.has("folder") ? path(message.at("folder"), message.text("folder")) : null;
        List<RelativePath> paths = new ArrayList<>();
        if (message.has("paths")) {
            for (String path : message.texts("paths")) {
                paths.add(path(JsonPointers.child(message.at("paths"), paths.size()), path));
            }
        }
        return new SyncBatch(message.text("syncId"), message.smallNumber("part"), folder, paths);
    }

    private static RelativePath path(String pointer, String path) {
        try {
            return new RelativePath(path);
        } catch (IllegalArgumentException e) {
            throw new MessageFault(
                    ErrorCode.INVALID_FILTER,
                    pointer,
                    "expected a path relative to the source directory. " + e.getMessage());
        }
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

    private static Map<String, @Nullable Object> metadata(JsonObject message) {
        Map<String, @Nullable Object> metadata = message.map("metadata");
        int size = Utf8.lengthOf(JsonWriter.object(echo -> echo.json("metadata", metadata)));
        if (size > LARGEST_METADATA_BYTES) {
            throw malformed("/metadata", "expected at most " + LARGEST_METADATA_BYTES + " bytes, found " + size);
        }
        return metadata;
    }

    private static <T> @Nullable T checked(Supplier<@Nullable T> filter) {
        try {
            return filter.get();
        } catch (InvalidFilterException e) {
            throw new MessageFault(ErrorCode.INVALID_FILTER, e.pointer(), String.valueOf(e.getMessage()));
        }
    }
}
