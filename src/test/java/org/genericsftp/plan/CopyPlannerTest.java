package org.genericsftp.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.genericsftp.file.Difference;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.MissingFile;
import org.genericsftp.file.RejectedName;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.SkippedEntry;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.file.UnlistedFolder;
import org.genericsftp.filter.FileFilter;
import org.genericsftp.filter.Folder;
import org.genericsftp.filter.NameFilter;
import org.genericsftp.filter.Selection;
import org.genericsftp.filter.TimeWindow;
import org.genericsftp.filter.TimeZones;
import org.genericsftp.plan.Decision.Copy;
import org.genericsftp.plan.Decision.Fail;
import org.genericsftp.plan.Decision.Incomplete;
import org.genericsftp.plan.Decision.Skip;
import org.genericsftp.plan.Decision.Unchanged;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyPlannerTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final FileStamp AT_NOON = new FileStamp(10, NOON);
    private static final Selection EVERYTHING = FileFilter.EVERYTHING.in(Folder.ROOT, NOON.atZone(TimeZones.UTC));
    private static final Selection CSV_OF_THE_AFTERNOON = FileFilter.EVERYTHING
            .withNames(NameFilter.glob("*.csv"))
            .withTimes(new TimeWindow(NOON, null))
            .in(new Folder("in", true), NOON.atZone(TimeZones.UTC));

    private final FileException denied =
            new FileException(ErrorCode.PERMISSION_DENIED, Remedy.NEVER, "Cannot list in/secret: permission denied");

    @Nested
    class Selects {
        private final CopyPlanner planner = new CopyPlanner(CSV_OF_THE_AFTERNOON, Duration.ZERO, NOON, Layout.PLAIN);

        @Test
        void selectsFilesThatTheRequestAsksFor() {
            RemoteFile wanted = file("in/a.csv", AT_NOON);
            assertThat(selected(
                            wanted,
                            file("in/a.txt", AT_NOON),
                            file("out/a.csv", AT_NOON),
                            file("in/old.csv", new FileStamp(10, NOON.minusSeconds(1)))))
                    .containsExactly(wanted);
        }

        @Test
        void selectsLinksAndSpecialFilesThatTheRequestAsksFor() {
            SkippedEntry link = new SkippedEntry(new RelativePath("in/l.csv"), AT_NOON, SkipReason.LINK);
            SkippedEntry other = new SkippedEntry(new RelativePath("in/pipe"), AT_NOON, SkipReason.SPECIAL);
            assertThat(selected(link, other)).containsExactly(link);
        }

        @Test
        void selectsRejectedNamesThatReadLikeWhatTheRequestAsksFor() {
            RejectedName wanted = new RejectedName("in/b\\xFF.csv", AT_NOON, denied);
            assertThat(selected(
                            wanted,
                            new RejectedName("in/b\\xFF.txt", AT_NOON, denied),
                            new RejectedName("in/../b.csv", AT_NOON, denied)))
                    .containsExactly(wanted);
        }

        @Test
        void selectsAllRejectedNamesWhereEveryNameIsAskedFor() {
            RejectedName evil = new RejectedName("in/../passwd", AT_NOON, denied);
            assertThat(new CopyPlanner(EVERYTHING, Duration.ZERO, NOON, Layout.PLAIN)
                            .select(List.of(evil))
                            .entries())
                    .containsExactly(evil);
        }

        @Test
        void selectsMissingFilesAndUnlistedFoldersAlways() {
            MissingFile missing = new MissingFile(new RelativePath("out/m.txt"), denied);
            UnlistedFolder unlisted = new UnlistedFolder("out", denied);
            assertThat(selected(missing, unlisted)).containsExactly(missing, unlisted);
        }

        @Test
        void keepsTheOrderOfTheListing() {
            RemoteFile first = file("in/b.csv", AT_NOON);
            UnlistedFolder second = new UnlistedFolder("in/x", denied);
            RemoteFile third = file("in/a.csv", AT_NOON);
            Selected selected = planner.select(List.of(first, second, third));
            assertThat(selected.entries()).containsExactly(first, second, third);
            assertThat(selected.files()).containsExactly(first, third);
        }

        private List<SourceEntry> selected(SourceEntry... entries) {
            return planner.select(List.of(entries)).entries();
        }
    }

    @Nested
    class Decides {
        private final CopyPlanner planner = new CopyPlanner(EVERYTHING, Duration.ZERO, NOON, Layout.PLAIN);

        @Test
        void copiesFilesThatAreNotAtTheDestination() {
            RemoteFile file = file("a", AT_NOON);
            assertThat(decision(planner, file, null)).isEqualTo(new Copy(file, Difference.NOT_THERE));
        }

        @Test
        void skipsFilesAlreadyAtTheDestination() {
            RemoteFile file = file("a", AT_NOON);
            assertThat(decision(planner, file, new FileStamp(10, NOON))).isEqualTo(new Unchanged(file));
        }

        @Test
        void copiesFilesWhoseSizeOrTimeDiffers() {
            RemoteFile file = file("a", AT_NOON);
            assertThat(decision(planner, file, new FileStamp(11, NOON))).isEqualTo(new Copy(file, Difference.SIZE));
            assertThat(decision(planner, file, new FileStamp(11, NOON.plusSeconds(1))))
                    .isEqualTo(new Copy(file, Difference.SIZE));
            assertThat(decision(planner, file, new FileStamp(10, NOON.plusSeconds(1))))
                    .isEqualTo(new Copy(file, Difference.TIME));
            assertThat(decision(planner, file, new FileStamp(10, NOON.minusSeconds(1))))
                    .isEqualTo(new Copy(file, Difference.TIME));
        }

        @Test
        void copiesFilesWhoseSizeOrTimeIsUnknown() {
            for (FileStamp stamp :
                    List.of(FileStamp.UNKNOWN, new FileStamp(10, null), new FileStamp(FileStamp.UNKNOWN_SIZE, NOON))) {
                RemoteFile file = file("a", stamp);
                assertThat(decision(planner, file, stamp)).isEqualTo(new Copy(file, Difference.UNKNOWN));
                assertThat(decision(planner, file("a", AT_NOON), stamp)).isInstanceOf(Copy.class);
            }
        }

        @Test
        void skipsLinksAndSpecialFiles() {
            SkippedEntry link = new SkippedEntry(new RelativePath("l"), AT_NOON, SkipReason.LINK);
            assertThat(decisions(planner, link)).containsExactly(new Skip("l", AT_NOON, SkipReason.LINK));
        }

        @Test
        void failsWhatCannotBeHad() {
            RejectedName rejected = new RejectedName("b\\xFF", AT_NOON, denied);
            MissingFile missing = new MissingFile(new RelativePath("m"), denied);
            assertThat(decisions(planner, rejected, missing))
                    .containsExactly(new Fail("b\\xFF", AT_NOON, denied), new Fail("m", FileStamp.UNKNOWN, denied));
        }

        @Test
        void tellsThatTheListingIsIncomplete() {
            UnlistedFolder folder = new UnlistedFolder("secret", denied);
            assertThat(decisions(planner, folder)).containsExactly(new Incomplete(folder));
        }

        @Test
        void decidesEachFileByItsOwnStamp() {
            RemoteFile first = file("a", AT_NOON);
            RemoteFile second = file("b", new FileStamp(20, NOON));
            RemoteFile third = file("c", new FileStamp(30, NOON));
            UnlistedFolder folder = new UnlistedFolder("secret", denied);
            Selected selected = planner.select(List.of(first, folder, second, third));
            List<@Nullable FileStamp> there = Arrays.asList(first.stamp(), null, third.stamp());
            assertThat(planner.decide(selected, there))
                    .containsExactly(
                            new Unchanged(first),
                            new Incomplete(folder),
                            new Copy(second, Difference.NOT_THERE),
                            new Unchanged(third));
        }

        @Test
        void needsOneStampForEachFile() {
            Selected selected = planner.select(List.of(file("a", AT_NOON), new UnlistedFolder("x", denied)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> planner.decide(selected, List.of()))
                    .withMessage("0 stamps from the destination for 1 files");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> planner.decide(selected, Collections.nCopies(2, null)));
        }
    }

    @Nested
    class Settling {
        @ParameterizedTest
        @CsvSource({
            "PT-61S, false", // written a minute and a second before the job began
            "PT-60S, false",
            "PT-59S, true",
            "PT-1S, true",
            "PT0S, true",
            "PT1S, true", // the server's clock is ahead
            "PT60S, true",
            "PT61S, false", // a clock that is wrong tells nothing
            "P3650D, false",
            "P-3650D, false"
        })
        void skipsFilesYoungerThanTheSettleTime(String writtenAfterTheStart, boolean unsettled) {
            CopyPlanner planner = new CopyPlanner(EVERYTHING, Duration.ofMinutes(1), NOON, Layout.PLAIN);
            RemoteFile file = file("a", new FileStamp(10, NOON.plus(Duration.parse(writtenAfterTheStart))));
            Decision skipped = new Skip("a", file.stamp(), SkipReason.UNSETTLED);
            assertThat(decision(planner, file, null))
                    .isEqualTo(unsettled ? skipped : new Copy(file, Difference.NOT_THERE));
            assertThat(decision(planner, file, FileStamp.UNKNOWN))
                    .isEqualTo(unsettled ? skipped : new Copy(file, Difference.SIZE));
        }

        @Test
        void leavesFreshFilesUnchangedThatAreAlreadyAtTheDestination() {
            CopyPlanner planner = new CopyPlanner(EVERYTHING, Duration.ofMinutes(1), NOON, Layout.PLAIN);
            assertThat(decision(planner, file("a", AT_NOON), AT_NOON)).isEqualTo(new Unchanged(file("a", AT_NOON)));
        }

        @Test
        void tellsNoneThatTheRequesterWantsSettledBeforeThat() {
            CopyPlanner planner = new CopyPlanner(EVERYTHING, Duration.ZERO, Duration.ofMinutes(1), NOON, Layout.PLAIN);
            assertThat(decision(planner, file("a", AT_NOON), AT_NOON))
                    .isEqualTo(new Skip("a", AT_NOON, SkipReason.UNSETTLED));
            FileStamp old = new FileStamp(10, NOON.minusSeconds(60));
            assertThat(decision(planner, file("a", old), old)).isEqualTo(new Unchanged(file("a", old)));
        }

        @Test
        void copiesFilesWithoutATime() {
            CopyPlanner planner = new CopyPlanner(EVERYTHING, Duration.ofMinutes(1), NOON, Layout.PLAIN);
            RemoteFile file = file("a", new FileStamp(10, null));
            assertThat(decision(planner, file, null)).isEqualTo(new Copy(file, Difference.NOT_THERE));
        }

        @ParameterizedTest
        @CsvSource({"PT-1S", "PT0S", "PT1S"})
        void copiesFreshFilesWhereNoSettleTimeIsSet(String writtenAfterTheStart) {
            CopyPlanner planner = new CopyPlanner(EVERYTHING, Duration.ZERO, NOON, Layout.PLAIN);
            RemoteFile file = file("a", new FileStamp(10, NOON.plus(Duration.parse(writtenAfterTheStart))));
            assertThat(decision(planner, file, null)).isEqualTo(new Copy(file, Difference.NOT_THERE));
        }

        @Test
        void bearsTimesAtTheEndsOfTime() {
            CopyPlanner planner = new CopyPlanner(EVERYTHING, Duration.ofSeconds(Long.MAX_VALUE), NOON, Layout.PLAIN);
            for (Instant modified : List.of(Instant.MIN, Instant.MAX)) {
                FileStamp stamp = new FileStamp(10, modified);
                assertThat(decision(planner, file("a", stamp), null))
                        .isEqualTo(new Skip("a", stamp, SkipReason.UNSETTLED));
            }
        }

        @Test
        void refusesNegativeSettleTimes() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new CopyPlanner(EVERYTHING, Duration.ofSeconds(-1), NOON, Layout.PLAIN))
                    .withMessage("A settle time of PT-1S");
        }
    }

    private static Decision decision(CopyPlanner planner, RemoteFile file, @Nullable FileStamp there) {
        List<Decision> decisions = planner.decide(planner.select(List.of(file)), Collections.singletonList(there));
        assertThat(decisions).hasSize(1);
        return decisions.get(0);
    }

    private static List<Decision> decisions(CopyPlanner planner, SourceEntry... entries) {
        return planner.decide(planner.select(List.of(entries)), List.of());
    }

    private static RemoteFile file(String path, FileStamp stamp) {
        return new RemoteFile(
                new RelativePath(path), stamp, new RemoteName(("/out/" + path).getBytes(StandardCharsets.UTF_8)));
    }
}
