package org.genericsftp.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.Content;
import org.genericsftp.file.DataSize;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.Inline;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Verification;
import org.genericsftp.filter.Cursor;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.Folder;
import org.genericsftp.filter.Marker;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.filter.Order;
import org.genericsftp.filter.TimeFilter;
import org.genericsftp.filter.TimeZones;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FileRequestTest {
    private static final Wait WAIT = new Wait(Duration.ofMinutes(30), 2, Duration.ofSeconds(10), new Marker("*.done"));
    private static final Inline INLINE = new Inline(new DataSize(16), Content.Form.TEXT);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final RelativePath FOLDER = new RelativePath("in");
    private static final FileFilter FILTER = FileFilter.EVERYTHING
            .withNames(NameFilter.glob("*.csv"))
            .withTimes(new TimeFilter.Within(Duration.ofHours(1)));

    @Test
    void asksForWhatItIsToldToAskFor() {
        Map<String, Object> metadata = Map.of("run", 17);
        assertThat(FileRequest.EVERYTHING.withRequestId("r-1"))
                .isEqualTo(with("r-1", false, false, false, null, Map.of()));
        assertThat(FileRequest.EVERYTHING.withGrowing(true)).isEqualTo(with(null, true, false, false, null, Map.of()));
        assertThat(FileRequest.EVERYTHING.withDryRun(true)).isEqualTo(with(null, false, true, false, null, Map.of()));
        assertThat(FileRequest.EVERYTHING.withProgress(true)).isEqualTo(with(null, false, false, true, null, Map.of()));
        assertThat(FileRequest.EVERYTHING.withRequester("billing"))
                .isEqualTo(with(null, false, false, false, "billing", Map.of()));
        assertThat(FileRequest.EVERYTHING.withMetadata(metadata))
                .isEqualTo(with(null, false, false, false, null, metadata));
        assertThat(FileRequest.EVERYTHING
                        .withFilter(FILTER)
                        .withDirectory(FOLDER)
                        .withTimeZone(BERLIN)
                        .withDigest(DigestAlgorithm.SHA_256)
                        .withVerify(Verification.REREAD)
                        .withInline(INLINE)
                        .withLayout("by-day")
                        .withAfterwards(Afterwards.DELETE)
                        .withChangedSince(Cursor.BEGINNING)
                        .withNewest(8)
                        .withOrder(Order.SIZE)
                        .withMaxFiles(7)
                        .withWaiting(WAIT)
                        .withRemember(true))
                .isEqualTo(new FileRequest(
                        null,
                        FILTER,
                        Folder.of(FOLDER),
                        BERLIN,
                        DigestAlgorithm.SHA_256,
                        Verification.REREAD,
                        false,
                        INLINE,
                        "by-day",
                        Afterwards.DELETE,
                        false,
                        false,
                        Cursor.BEGINNING,
                        8,
                        Order.SIZE,
                        7,
                        WAIT,
                        true,
                        null,
                        null,
                        Map.of()));
    }

    @Test
    void tellsWhatCountsFromItsOwnTime() {
        FileFilter within = FileFilter.EVERYTHING.withTimes(new TimeFilter.Within(Duration.ofHours(1)));
        FileFilter dated = FileFilter.EVERYTHING.withNames(NameFilter.glob("${date:yyyy}.csv"));
        assertThat(FileRequest.EVERYTHING.pointerToWhatCountsFromItsTime()).isNull();
        assertThat(FileRequest.EVERYTHING.withFilter(within).pointerToWhatCountsFromItsTime())
                .isEqualTo("/fileTime/within");
        assertThat(FileRequest.EVERYTHING.withFilter(dated).pointerToWhatCountsFromItsTime())
                .isEqualTo("/fileName");
        assertThat(FileRequest.EVERYTHING
                        .withDirectory(new Folder("${date:yyyy}", true))
                        .pointerToWhatCountsFromItsTime())
                .isEqualTo("/directory");
    }

    @Test
    void keepsItsMetadata() {
        Map<String, Object> metadata = new HashMap<>(Map.of("run", 17));
        FileRequest request = FileRequest.EVERYTHING.withMetadata(metadata);
        metadata.clear();
        assertThat(request.metadata()).containsEntry("run", 17);
    }

    @Test
    void selectsByItsFilterInItsFolderFromTheTimeItWasAsked() {
        assertThat(FileRequest.EVERYTHING
                        .withFilter(FILTER)
                        .withDirectory(FOLDER)
                        .selection(NOON))
                .isEqualTo(FILTER.in(Folder.of(FOLDER), NOON.atZone(TimeZones.UTC)));
        assertThat(FileRequest.EVERYTHING.selection(NOON))
                .isEqualTo(FileFilter.EVERYTHING.in(Folder.ROOT, NOON.atZone(TimeZones.UTC)));
    }

    @Test
    void theNewestComeFirstWhereTheyAreChosen() {
        assertThat(FileRequest.EVERYTHING.orderOfFiles()).isNull();
        assertThat(FileRequest.EVERYTHING.withNewest(3).orderOfFiles()).isEqualTo(Order.TIME_DESCENDING);
        assertThat(FileRequest.EVERYTHING.withNewest(3).withOrder(Order.NAME).orderOfFiles())
                .isEqualTo(Order.NAME);
    }

    private static FileRequest with(
            @Nullable String requestId,
            boolean growing,
            boolean dryRun,
            boolean progress,
            @Nullable String requester,
            Map<String, @Nullable Object> metadata) {
        return new FileRequest(
                requestId,
                FileFilter.EVERYTHING,
                Folder.ROOT,
                TimeZones.UTC,
                null,
                null,
                growing,
                null,
                null,
                null,
                dryRun,
                progress,
                null,
                null,
                null,
                null,
                null,
                false,
                requester,
                null,
                metadata);
    }
}
