package org.genericsftp.request;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.SourceOutcome;
import org.jspecify.annotations.Nullable;

/** Makes reports of what becomes of files at the source, each as soon as it is full. For one thread. */
public final class AfterwardsPages {
    private static final int LONGEST_PAGE_CHARACTERS = 128 * 1024;

    private final Head head;
    private final Clock clock;
    private final Consumer<AfterwardsReport> reader;
    private final List<SourceOutcome> files = new ArrayList<>();
    private int characters;
    private int number = 1;
    private AfterwardsReport.Totals totals = AfterwardsReport.Totals.NONE;

    /** What stands on every page: see {@link AfterwardsReport}. */
    public record Head(
            @Nullable String requestId,
            @Nullable String replyId,
            @Nullable String syncId,
            String client,
            String worker,
            Afterwards afterwards) {}

    public AfterwardsPages(Head head, Clock clock, Consumer<AfterwardsReport> reader) {
        this.head = head;
        this.clock = clock;
        this.reader = reader;
    }

    public void add(SourceOutcome file) {
        if (files.size() == AfterwardsReport.MOST_FILES || characters > LONGEST_PAGE_CHARACTERS) {
            tell(null);
        }
        files.add(file);
        characters += file.name().length()
                + (file.movedTo() == null ? 0 : file.movedTo().value().length())
                + (file.error() == null ? 0 : file.error().message().length());
        totals = totals.plus(file);
    }

    /** So far. */
    public AfterwardsReport.Totals totals() {
        return totals;
    }

    /** The last page. */
    public void end(long left) {
        totals = totals.withLeft(left);
        tell(totals);
    }

    private void tell(AfterwardsReport.@Nullable Totals all) {
        reader.accept(new AfterwardsReport(
                head.requestId(),
                head.replyId(),
                head.syncId(),
                head.client(),
                head.worker(),
                head.afterwards(),
                files,
                number,
                all,
                clock.instant()));
        number++;
        files.clear();
        characters = 0;
    }
}
