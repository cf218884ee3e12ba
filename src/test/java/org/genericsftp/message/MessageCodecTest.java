package org.genericsftp.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.ReportedError;
import org.genericsftp.file.Verification;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.filter.TimeFilter;
import org.genericsftp.filter.TimeWindow;
import org.genericsftp.request.ConnectionCheck;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.Request;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.Result;
import org.genericsftp.request.StatusReport;
import org.genericsftp.request.StatusRequest;
import org.genericsftp.request.SyncTrigger;
import org.genericsftp.request.Totals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageCodecTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00.125Z");

    private final MessageCodec codec = new MessageCodec();

    // What is asked

    @Test
    void readsARequestForEveryFile() throws RejectedRequestException {
        assertThat(codec.decode("{\"type\":\"FileRequest\"}")).isEqualTo(FileRequest.EVERYTHING);
    }

    @Test
    void readsEveryFieldOfAFileRequest() throws RejectedRequestException {
        FileRequest request = (FileRequest) codec.decode("""
                {"type": "FileRequest", "requestId": "r-1",
                 "fileName": {"include": ["a.+"], "exclude": ["b"], "syntax": "regex", "matchOn": "path", "caseSensitive": false},
                 "fileTime": {"from": "2026-11-01T01:00:00+01:00", "to": "2026-11-02T00:00:00Z"},
                 "directory": "cmts/north", "digest": "SHA-256", "verify": "server-if-offered", "growing": true, "dryRun": true, "progress": true, "maxFiles": 7,
                 "requester": "billing", "metadata": {"run": 17}}""");

        NameFilter names = Objects.requireNonNull(request.filter().names());
        assertThat(names.include()).containsExactly("a.+");
        assertThat(names.exclude()).containsExactly("b");
        assertThat(names.syntax()).isEqualTo(NameFilter.Syntax.REGEX);
        assertThat(names.matchOn()).isEqualTo(NameFilter.MatchOn.PATH);
        assertThat(names.caseSensitive()).isFalse();
        assertThat(request)
                .isEqualTo(FileRequest.EVERYTHING
                        .withRequestId("r-1")
                        .withFilter(FileFilter.EVERYTHING
                                .withNames(names)
                                .withTimes(new TimeWindow(
                                        Instant.parse("2026-11-01T00:00:00Z"), Instant.parse("2026-11-02T00:00:00Z"))))
                        .withDirectory(new RelativePath("cmts/north"))
                        .withDigest(DigestAlgorithm.SHA_256)
                        .withVerify(Verification.SERVER_IF_OFFERED)
                        .withGrowing(true)
                        .withDryRun(true)
                        .withProgress(true)
                        .withMaxFiles(7)
                        .withRequester("billing")
                        .withMetadata(Map.of("run", 17)));
    }

    @Test
    void readsALoneStringAsOneGlob() throws RejectedRequestException {
        FileRequest request = (FileRequest) codec.decode("{\"type\":\"FileRequest\",\"fileName\":\"*.csv\"}");

        NameFilter names = Objects.requireNonNull(request.filter().names());
        assertThat(names.include()).containsExactly("*.csv");
        assertThat(names.syntax()).isEqualTo(NameFilter.Syntax.GLOB);
        assertThat(names.caseSensitive()).isTrue();
        assertThat(names.matchOn()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"matchOn\":\"name\"", ",\"matchOn\":\"path\"", ",\"syntax\":\"regex\""})
    void selectsEveryNameThatIsNotExcludedWhereNothingIsIncluded(String more) throws RejectedRequestException {
        FileRequest request =
                (FileRequest) codec.decode("{\"type\":\"FileRequest\",\"fileName\":{\"exclude\":[\"b\"]" + more + "}}");

        NameFilter names = Objects.requireNonNull(request.filter().names());
        for (String name : List.of("a", ".a", "a\nb", "north/a", "north/south/\n")) {
            assertThat(names.matches(new RelativePath(name))).as(name).isTrue();
        }
        assertThat(names.matches(new RelativePath("b"))).isFalse();
    }

    @Test
    void readsWithinAsADuration() throws RejectedRequestException {
        FileRequest request =
                (FileRequest) codec.decode("{\"type\":\"FileRequest\",\"fileTime\":{\"within\":\"P1DT12H\"}}");

        assertThat(request.filter().times()).isEqualTo(new TimeFilter.Within(Duration.ofHours(36)));
    }

    @Test
    void takesAnIntegerInWhateverFormItIsWritten() throws RejectedRequestException {
        assertThat(codec.decode("{\"type\":\"SyncTrigger\",\"tick\":2.0e3}"))
                .isEqualTo(new SyncTrigger(null, 2000L, null, null, Map.of()));
    }

    @Test
    void readsBytesAsUtf8() throws RejectedRequestException {
        byte[] body = "{\"type\":\"StatusRequest\",\"requester\":\"ünï 😀\"}".getBytes(UTF_8);

        assertThat(codec.decode(body)).isEqualTo(new StatusRequest(null, "ünï 😀", Map.of()));
    }

    @Test
    void keepsMetadataExactly() throws RejectedRequestException {
        String metadata = """
                {"text":"a\\u0000\\"b😀","long":9007199254740993,"longer":123456789012345678901234567890,"price":1.10,\
                "tiny":1E-400,"none":null,"list":[true,[],{"":{}}]}""";

        Request request = codec.decode("{\"type\":\"ConnectionCheck\",\"metadata\":" + metadata + "}");

        assertThat(request.metadata())
                .containsEntry("price", new BigDecimal("1.10"))
                .containsEntry("long", 9007199254740993L);
        assertThat(codec.encode(request)).isEqualTo("{\"type\":\"ConnectionCheck\",\"metadata\":" + metadata + "}");
    }

    // What is refused

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"fileName":{"include":["a",1]}}       | /fileName/include/1 | expected a string, found a number
            {"fileName":[]}                        | /fileName           | expected a string or an object, found a list
            {"fileName":{"syntax":"sql"}}          | /fileName/syntax    | expected "glob", "regex" or "exact", found "sql"
            {"fileName":{"matchOn":true}}          | /fileName/matchOn   | expected "name" or "path", found true
            {"fileName":{"includes":[]}}           | /fileName/includes  | expected one of the fields include, exclude, syntax, matchOn or caseSensitive, found "includes"
            {"fileName":{}}                        | /fileName           | expected at least 1 field, found 0
            {"fileTime":{"from":"yesterday"}}      | /fileTime/from      | expected a date and time with Z or an offset, such as 2026-11-01T00:00:00Z, found "yesterday"
            {"fileTime":{"from":"2026-02-30T00:00:00Z"}} | /fileTime/from | expected a date and time that exists, found "2026-02-30T00:00:00Z"
            {"fileTime":{"within":"1h"}}           | /fileTime/within    | expected a duration in days, hours, minutes and seconds, such as PT1H30M or P1D, found "1h"
            {"digest":"MD5"}                       | /digest             | expected "SHA-256", found "MD5"
            {"wait":"PT1H"}                        | /wait               | expected an object, found a string
            {"wait":{"files":2}}                   | /wait               | expected the field "for", found none
            {"maxFiles":1.5}                       | /maxFiles           | expected an integer, found 1.5
            {"maxFiles":"1"}                       | /maxFiles           | expected an integer, found a string
            {"maxFiles":0}                         | /maxFiles           | expected at least 1, found 0
            {"maxFiles":2147483648}                | /maxFiles           | expected at most 2147483647, found 2147483648
            {"maxFiles":1e999999999}               | /maxFiles           | expected a number with an exponent of at most 500, found 1e999999999
            {"maxFiles":1e9999999999999}           | /maxFiles           | expected a number with an exponent of at most 500, found 1e9999999999999
            {"dryRun":null}                        | /dryRun             | expected a boolean, found null
            {"requestId":""}                       | /requestId          | expected at least 1 character, found 0
            {"a/b~c":1}                            | /a~1b~0c            | expected one of the fields type, requestId, fileName, fileTime, fileSize, directory, timeZone, digest, verify, growing, inline, layout, afterwards, dryRun, progress, changedSince, newest, order, maxFiles, wait, subscribe, remember, requester, cancelToken or metadata, found "a/b~c"
            {"metadata":{"x":1,"x":2}}             | /metadata/x         | expected each name once, found it again
            {"metadata":{"x":["\\ud83d"]}}         | /metadata/x/0       | expected whole characters, found one half of a surrogate pair
            """)
    void saysWhereAndWhatWasExpected(String fields, String pointer, String message) {
        String body = "{\"type\":\"FileRequest\"," + fields.substring(1).replace("\\\\", "\\");

        RejectedRequestException rejection = rejection(body);

        assertThat(rejection.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        assertThat(rejection.pointer()).isEqualTo(pointer);
        assertThat(rejection).hasMessage(pointer + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"directory":"a/../b"}                 | /directory          | expected a path relative to the source directory. The path "a/../b" holds the name ".."
            {"directory":"/a"}                     | /directory          | expected a path relative to the source directory. The path "/a" holds an empty name
            {"fileName":{"include":[]}}            | /fileName/include   | expected at least one pattern, found none
            {"fileName":{"exclude":["a"],"syntax":"exact"}} | /fileName  | expected the field "include" with the paths, found none
            {"fileName":"[a"}                        | /fileName           | expected a ] that closes the [ at character 1, or \\[ where the character itself is meant, found "[a"
            {"fileTime":{"to":"2026-11-01T00:00:00Z","from":"2026-11-01T00:00:00Z"}} | /fileTime | expected "to" after "from", found from 2026-11-01T00:00:00Z to 2026-11-01T00:00:00Z
            {"fileTime":{"within":"PT0S"}}         | /fileTime/within    | expected a duration longer than zero, found PT0S
            {"fileTime":{"within":"PT1H","to":"2026-11-01T00:00:00Z"}} | /fileTime/within | expected either "within" or "from" and "to", found both
            """)
    void tellsASenselessFilterFromAMalformedRequest(String fields, String pointer, String message) {
        RejectedRequestException rejection = rejection("{\"type\":\"FileRequest\"," + fields.substring(1));

        assertThat(rejection.code()).isEqualTo(ErrorCode.INVALID_FILTER);
        assertThat(rejection.pointer()).isEqualTo(pointer);
        assertThat(rejection).hasMessage(pointer + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                     | The body: expected an object, found nothing
            []                                     | The body: expected an object, found a list
            "FileRequest"                          | The body: expected an object, found a string
            null                                   | The body: expected an object, found null
            {}                                     | The body: expected the field "type", found none
            {"type":"StatusRequest"}{}             | The body: expected nothing after the object, found more at line 1, column 25
            {"type":                               | The body: expected JSON, but at line 1, column 9: Unexpected end-of-input within/between Object entries
            {'type':1}                             | The body: expected JSON, but at line 1, column 2: Unexpected character (''' (code 39)): was expecting double-quote to start property name
            """)
    void pointsToTheBodyAsAWhole(String body, String message) {
        RejectedRequestException rejection = rejection(body);

        assertThat(rejection.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        assertThat(rejection.pointer()).isEmpty();
        assertThat(rejection).hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ude00", "a\\ud83d", "\ude00", "a\ud83d"})
    void refusesHalvesOfCharactersInNames(String name) {
        RejectedRequestException rejection = rejection("{\"type\":\"FileRequest\",\"metadata\":{\"" + name + "\":1}}");

        assertThat(rejection.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        assertThat(rejection).hasMessageContaining("surrogate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FileReqest", "FileReply", "filerequest", ""})
    void namesTheTypesThatItKnows(String type) {
        RejectedRequestException rejection = rejection("{\"type\":\"" + type + "\"}");

        assertThat(rejection.code()).isEqualTo(ErrorCode.UNKNOWN_TYPE);
        assertThat(rejection.pointer()).isEqualTo("/type");
        assertThat(rejection)
                .hasMessage("/type: expected FileRequest, SyncTrigger, ConnectionCheck, CancelRequest, RenewRequest or"
                        + " StatusRequest, found \"" + type + "\"");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] latin1 = "{\"type\":\"StatusRequest\",\"requester\":\"ü\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> codec.decode(latin1))
                .isInstanceOf(RejectedRequestException.class)
                .hasMessage("The body: expected UTF-8, found other bytes");
    }

    @Test
    void refusesWhatIsTooLongBeforeItIsRead() {
        byte[] body = new byte[MessageCodec.LONGEST_REQUEST_BYTES + 1];

        assertThatThrownBy(() -> codec.decode(body))
                .isInstanceOf(RejectedRequestException.class)
                .hasMessage("The body: expected at most 1048576 bytes, found 1048577");
    }

    @Test
    void refusesMoreMetadataThanReplyPagesCanCarry() {
        String metadata = "{\"x\":\"" + "ü".repeat(40_000) + "\"}";

        RejectedRequestException rejection =
                rejection("{\"type\":\"FileRequest\",\"requestId\":\"r\",\"metadata\":" + metadata + "}");

        assertThat(rejection.pointer()).isEqualTo("/metadata");
        assertThat(rejection.metadata()).isEmpty();
        assertThat(rejection.requestId()).isEqualTo("r");
    }

    @Test
    void keepsWhatIsForeignOutOfItsWords() {
        String forged = "x\\r\\n2026-11-01 INFO all is well \\u202e".repeat(100);

        RejectedRequestException rejection = rejection("{\"type\":\"" + forged + "\",\"requestId\":\"r\"}");

        assertThat(rejection.getMessage()).doesNotContain("\r", "\n", "\u202e").hasSizeLessThan(700);
        assertThat(rejection.toError())
                .isEqualTo(new ReportedError(
                        ErrorCode.UNKNOWN_TYPE, String.valueOf(rejection.getMessage()), false, "/type"));
    }

    @Test
    void salvagesWhatTheAnswerNeeds() {
        RejectedRequestException rejection =
                rejection("{\"type\":\"?\",\"requestId\":\"r-1\",\"metadata\":{\"run\":17}}");

        assertThat(rejection.requestId()).isEqualTo("r-1");
        assertThat(rejection.metadata()).isEqualTo(Map.of("run", 17));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"type\":\"FileRequest\",\"requestId\":\"\",\"metadata\":[]}", "{\"requestId\":7}", "{", "[]"})
    void salvagesNothingThatIsItselfWrong(String body) {
        RejectedRequestException rejection = rejection(body);

        assertThat(rejection.requestId()).isNull();
        assertThat(rejection.metadata()).isEmpty();
    }

    // What is answered

    @Test
    void writesAReplyAsTheContractHasIt() {
        FileReply reply = new FileReply(
                "r-1",
                "reply-1",
                "plant-a",
                "host-1/4711",
                List.of(
                        outcome("a.csv", 4096, Outcome.COPIED, null),
                        outcome("b.csv", FileStamp.UNKNOWN_SIZE, Outcome.FAILED, "gone")),
                1,
                new Result(
                        ReplyStatus.PARTIAL,
                        new Totals(1, 0, 0, 1, 0, 4096),
                        null,
                        Instant.parse("2026-11-01T12:00:02.750999Z")),
                Map.of("run", 17),
                NOON);

        assertThat(codec.encode(reply)).isEqualTo("""
                {"type":"FileReply","requestId":"r-1","replyId":"reply-1","client":"plant-a","worker":"host-1/4711",\
                "status":"PARTIAL","files":[\
                {"name":"a.csv","size":4096,"modified":"2026-11-01T10:00:00Z","outcome":"COPIED"},\
                {"name":"b.csv","size":null,"modified":null,"outcome":"FAILED",\
                "error":{"code":"FILE_VANISHED","message":"gone","retryable":true}}],\
                "totals":{"matched":2,"copied":1,"unchanged":0,"skipped":0,"failed":1,"planned":0,"bytes":4096},\
                "page":{"number":1,"last":true},"error":null,"metadata":{"run":17},\
                "receivedAt":"2026-11-01T12:00:00.125Z","completedAt":"2026-11-01T12:00:02.750Z"}""");
    }

    @Test
    void keepsTheResultForTheLastPage() {
        FileReply page = new FileReply("r", "p", "plant-a", "w", List.of(), 3, null, Map.of(), NOON);

        assertThat(codec.encode(page)).isEqualTo("""
                {"type":"FileReply","requestId":"r","replyId":"p","client":"plant-a","worker":"w","files":[],\
                "page":{"number":3,"last":false},"metadata":{},"receivedAt":"2026-11-01T12:00:00.125Z"}""");
    }

    @Test
    void letsNoLoneSurrogateOut() {
        FileReply page = new FileReply(
                "r\ud83d",
                "p",
                "plant-a",
                "w",
                List.of(outcome("\ude00a\ud83d😀", 1, Outcome.COPIED, null)),
                1,
                null,
                Map.of("\udc00", List.of("\ud800\ud800")),
                NOON);

        String json = codec.encode(page);

        assertThat(UTF_8.newEncoder().canEncode(json)).isTrue();
        assertThat(json).contains("\"r\ufffd\"", "\"\ufffda\ufffd😀\"", "\"\ufffd\":[\"\ufffd\ufffd\"]");
    }

    @Test
    void tellsToTheByteWhatAFileTakesInAPage() {
        List<FileOutcome> files = List.of(
                outcome("ünï/😀\n\"\\\u0001\ud800.csv", 4096, Outcome.COPIED, null),
                outcome("b", FileStamp.UNKNOWN_SIZE, Outcome.FAILED, "why\t€"));

        int sizes = files.stream().mapToInt(codec::sizeOf).sum();

        assertThat(bytes(page(files)) - bytes(page(List.of()))).isEqualTo(sizes - 1);
    }

    @Test
    void refusesToWriteMetadataThatIsNoJson() {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("at", NOON);
        Request request = new ConnectionCheck(null, null, null, metadata);

        assertThatIllegalArgumentException().isThrownBy(() -> codec.encode(request));
    }

    @Test
    void writesADurationThatTheSchemaTakes() throws RejectedRequestException {
        for (Duration duration : List.of(
                Duration.ofMillis(1),
                Duration.ofHours(36),
                Duration.ofDays(999_999_999),
                Duration.ofSeconds(90_061, 5))) {
            FileRequest request =
                    FileRequest.EVERYTHING.withFilter(FileFilter.EVERYTHING.withTimes(new TimeFilter.Within(duration)));

            FileRequest again = (FileRequest) codec.decode(codec.encode(request));

            assertThat(again.filter().times())
                    .isInstanceOfSatisfying(
                            TimeFilter.Within.class,
                            within -> assertThat(within.duration()).isBetween(duration, duration.plusSeconds(1)));
        }
    }

    @Test
    void writesHowFilesAreVerifiedAndWhetherTheyMayGrow() throws RejectedRequestException {
        for (Verification verify : Verification.values()) {
            FileRequest request = FileRequest.EVERYTHING.withVerify(verify).withGrowing(true);

            assertThat(codec.decode(codec.encode(request))).isEqualTo(request);
        }
    }

    // What others answered

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"FileRequest"}                        | /type: expected the type of an answer or an event, found "FileRequest"
            {"type":"FileReply","page":{"number":1e10,"last":true},"requestId":"","replyId":"","client":"","worker":"","files":[]} | /page/number: expected an integer of at most 32 bits, found 1E+10
            {"type":"FileReply","page":{"number":1.5},"requestId":"","replyId":"","client":"","worker":"","files":[]} | /page/number: expected an integer of at most 64 bits, found 1.5
            {"type":"FileReply","page":{},"requestId":"","replyId":"","client":"","worker":"","files":["a"]} | /files/0: expected an object, found a string
            {"type":"SyncReport","syncId":"","client":"","worker":"","requestIds":[1]} | /requestIds/0: expected a string, found a number
            {"type":"FileProgress"}                       | /requestId: expected a string, found null
            {"type":"FileProgress","requestId":{}}        | /requestId: expected a string, found an object
            [                                             | The body: expected an object, found a list
            """)
    void saysWhatIsWrongWithAResponse(String body, String message) {
        assertThatThrownBy(() -> codec.decodeResponse(body))
                .isInstanceOf(UnreadableResponseException.class)
                .hasMessage(message);
    }

    @Test
    void takesAnErrorCodeOfALaterReleaseForAnInternalError() {
        String reply = codec.encode(page(List.of(outcome("b", 1, Outcome.FAILED, "full"))))
                .replace("FILE_VANISHED", "QUOTA_EXCEEDED");

        FileReply read = (FileReply) codec.decodeResponse(reply);

        assertThat(read.files().get(0).error())
                .isEqualTo(new ReportedError(ErrorCode.INTERNAL_ERROR, "QUOTA_EXCEEDED: full", true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"request\":{\"type\":\"FileRequest\",\"fileName\":{\"syntax\":\"sql\",\"include\":[\"x\"]}},",
                "\"request\":null,",
                ""
            })
    void readsAReportWhoseRequestItCannotRead(String request) {
        String report =
                "{\"type\":\"RequestReport\",\"requestId\":\"r\",\"replyId\":\"p\",\"client\":\"c\",\"worker\":\"w\","
                        + "\"dryRun\":false," + request
                        + "\"status\":\"COMPLETED\",\"totals\":{\"matched\":0,\"copied\":0,"
                        + "\"unchanged\":0,\"skipped\":0,\"failed\":0,\"planned\":0,\"bytes\":0},\"error\":null,\"files\":[],"
                        + "\"filesOmitted\":0,\"receivedAt\":\"2026-11-01T12:00:00Z\",\"completedAt\":\"2026-11-01T12:00:00Z\"}";

        RequestReport read = (RequestReport) codec.decodeResponse(report);

        assertThat(read.requestId()).isEqualTo("r");
        assertThat(read.request()).isNull();
        assertThat(read.phases()).isNull();
    }

    @Test
    void takesAWorkerThatDoesNotTellForOneThatIsNotPaused() {
        String report = codec.encode(new StatusReport(
                "r",
                "c",
                "w",
                "1",
                Instant.EPOCH,
                new StatusReport.Connection(null, StatusReport.Connection.UNCHECKED, Instant.EPOCH),
                true,
                null,
                List.of(),
                0,
                0,
                null,
                null,
                List.of(),
                Map.of(),
                Instant.EPOCH));

        assertThat(((StatusReport) codec.decodeResponse(report)).paused()).isTrue();
        assertThat(((StatusReport) codec.decodeResponse(report.replace("\"paused\":true,", ""))).paused())
                .isFalse();
    }

    @Test
    void refusesAResponseThatContradictsItself() {
        String reply = codec.encode(new FileReply(
                        "r",
                        "p",
                        "plant-a",
                        "w",
                        List.of(),
                        1,
                        new Result(ReplyStatus.COMPLETED, Totals.NONE, null, NOON),
                        Map.of(),
                        NOON))
                .replace("\"failed\":0", "\"failed\":1");

        assertThatThrownBy(() -> codec.decodeResponse(reply)).isInstanceOf(UnreadableResponseException.class);
    }

    @Test
    void servesManyThreadsFromItsFirstMessageOn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Request> decode = () -> codec.decode("{\"type\":\"SyncTrigger\",\"tick\":1}");
            for (Future<Request> request :
                    threads.invokeAll(List.of(decode, decode, decode, decode, decode, decode, decode, decode))) {
                assertThat(request.get()).isEqualTo(new SyncTrigger(null, 1L, null, null, Map.of()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private RejectedRequestException rejection(String body) {
        RejectedRequestException rejection =
                catchThrowableOfType(RejectedRequestException.class, () -> codec.decode(body));
        assertThat(rejection).as(body).isNotNull();
        return rejection;
    }

    private FileReply page(List<FileOutcome> files) {
        return new FileReply("r", "p", "plant-a", "w", files, 1, null, Map.of(), NOON);
    }

    private int bytes(FileReply reply) {
        return codec.encode(reply).getBytes(UTF_8).length;
    }

    private static FileOutcome outcome(String name, long size, Outcome outcome, @Nullable String failure) {
        ReportedError error = failure == null ? null : new ReportedError(ErrorCode.FILE_VANISHED, failure, true);
        Instant modified = failure == null ? Instant.parse("2026-11-01T10:00:00Z") : null;
        return new FileOutcome(name, new FileStamp(size, modified), outcome, null, error, null);
    }
}
