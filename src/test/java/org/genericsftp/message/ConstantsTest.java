package org.genericsftp.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.Content;
import org.genericsftp.file.Difference;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.file.Verification;
import org.genericsftp.file.Verified;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.filter.Order;
import org.genericsftp.request.AfterwardsReport;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileReply;
import org.genericsftp.request.ReplyStatus;
import org.genericsftp.request.RequestReport;
import org.genericsftp.request.SyncReport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What code and schemas must agree on. */
class ConstantsTest {

    @ParameterizedTest
    @MethodSource
    void areThoseOfTheSchema(String schema, String pointer, List<String> constants) {
        JsonNode definition = SchemaFolder.json(
                        SchemaFolder.ROOT.resolve("schemas/v1").resolve(schema))
                .at(pointer);

        assertThat(definition.valueStream().map(JsonNode::stringValue)).containsExactlyElementsOf(constants);
    }

    static Stream<Arguments> areThoseOfTheSchema() {
        return Stream.of(
                Arguments.of("_defs/error.schema.json", "/$defs/code/enum", names(ErrorCode.values(), Enum::name)),
                Arguments.of("_defs/file.schema.json", "/properties/outcome/enum", names(Outcome.values(), Enum::name)),
                Arguments.of(
                        "_defs/file.schema.json", "/properties/reason/enum", names(SkipReason.values(), Enum::name)),
                Arguments.of(
                        "_defs/file.schema.json",
                        "/properties/difference/enum",
                        names(Difference.values(), Enum::name)),
                Arguments.of("_defs/result.schema.json", "/$defs/status/enum", names(ReplyStatus.values(), Enum::name)),
                Arguments.of(
                        "ConnectionReport.schema.json",
                        "/$defs/stage/properties/stage/enum",
                        names(CheckStage.values(), CheckStage::label)),
                Arguments.of(
                        "FileRequest.schema.json",
                        "/properties/digest/enum",
                        names(DigestAlgorithm.values(), DigestAlgorithm::standardName)),
                Arguments.of(
                        "FileRequest.schema.json",
                        "/properties/verify/enum",
                        names(Verification.values(), Verification::label)),
                Arguments.of(
                        "FileRequest.schema.json",
                        "/properties/inline/properties/as/enum",
                        names(Content.Form.values(), Content.Form::label)),
                Arguments.of(
                        "_defs/afterwards.schema.json",
                        "/$defs/file/properties/done/enum",
                        names(SourceOutcome.Done.values(), Enum::name)),
                Arguments.of(
                        "_defs/file.schema.json",
                        "/properties/content/properties/as/enum",
                        names(Content.Form.values(), Content.Form::label)),
                Arguments.of("FileRequest.schema.json", "/properties/order/enum", names(Order.values(), Order::label)),
                Arguments.of(
                        "_defs/file.schema.json",
                        "/properties/verified/enum",
                        names(Verified.values(), Verified::label)),
                Arguments.of(
                        "_defs/filter.schema.json",
                        "/$defs/fileName/properties/syntax/enum",
                        names(NameFilter.Syntax.values(), ConstantsTest::small)),
                Arguments.of(
                        "_defs/filter.schema.json",
                        "/$defs/fileName/properties/matchOn/enum",
                        names(NameFilter.MatchOn.values(), ConstantsTest::small)));
    }

    @ParameterizedTest
    @MethodSource
    void areTheLimitsOfTheSchema(String schema, String pointer, int limit) {
        JsonNode found = SchemaFolder.json(
                        SchemaFolder.ROOT.resolve("schemas/v1").resolve(schema))
                .at(pointer);

        assertThat(found.intValue()).isEqualTo(limit);
    }

    static Stream<Arguments> areTheLimitsOfTheSchema() {
        return Stream.of(
                Arguments.of("AfterwardsReport.schema.json", "/properties/files/maxItems", AfterwardsReport.MOST_FILES),
                Arguments.of("FileReply.schema.json", "/properties/files/maxItems", FileReply.MOST_FILES),
                Arguments.of("SyncReport.schema.json", "/properties/files/maxItems", SyncReport.MOST_FILES),
                Arguments.of("RequestReport.schema.json", "/properties/files/maxItems", RequestReport.MOST_FILES));
    }

    @ParameterizedTest
    @MethodSource
    void areTheWordsOfTheSchema(String schema, String pointer, String word) {
        JsonNode found = SchemaFolder.json(
                        SchemaFolder.ROOT.resolve("schemas/v1").resolve(schema))
                .at(pointer);

        assertThat(found.stringValue()).isEqualTo(word);
    }

    static Stream<Arguments> areTheWordsOfTheSchema() {
        return Stream.of(
                Arguments.of(
                        "ConnectionReport.schema.json",
                        "/allOf/0/then/properties/status/const",
                        ConnectionReport.VALID),
                Arguments.of(
                        "ConnectionStatusChanged.schema.json",
                        "/then/properties/status/const",
                        ConnectionReport.VALID));
    }

    private static <E> List<String> names(E[] constants, Function<E, String> name) {
        return Arrays.stream(constants).map(name).toList();
    }

    private static String small(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
