package org.genericsftp.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.genericsftp.destination.Destination;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.filter.Selection;
import org.genericsftp.plan.CopyPlanner;
import org.genericsftp.plan.Decision;
import org.genericsftp.plan.Selected;
import org.genericsftp.source.Batch;
import org.genericsftp.source.Lane;
import org.genericsftp.source.Scope;
import org.jspecify.annotations.Nullable;

/** Lists what a request selects, and decides about each file by what the destination has. */
final class DecidedListing {
    private final Lane lane;
    private final Selection selection;
    private final CopyPlanner planner;
    private final FilterBudget budget;
    private final Destination.View view;

    /** @param planner whose selection spends of the budget */
    DecidedListing(Lane lane, Selection selection, CopyPlanner planner, FilterBudget budget, Destination.View view) {
        this.lane = lane;
        this.selection = selection;
        this.planner = planner;
        this.budget = budget;
        this.view = view;
    }

    /** Takes decisions as they are made; a slow one stalls the listing. */
    interface Consumer {
        void accept(List<Decision> decisions) throws FileException;
    }

    /**
     * @param most how many files may match; null for any number. Where there is a limit, all decisions are held until it is
     *     known that there are not too many.
     */
    void list(@Nullable Integer most, Consumer consumer) throws FileException {
        if (most == null) {
            lane.list(scope(), batch -> consumer.accept(decide(batch)));
        } else {
            consumer.accept(decideAtMost(most));
        }
    }

    private Scope scope() {
        return selection
                .exactPaths()
                .<Scope>map(Scope.Exact::new)
                .orElseGet(() -> new Scope.Tree(selection.directory(), this::descends));
    }

    private boolean descends(RelativePath folder) {
        return budget.answer(() -> selection.descends(folder));
    }

    private List<Decision> decide(Batch batch) throws FileException {
        Selected selected = budget.spentOn(() -> planner.select(batch.entries()));
        List<RemoteFile> files = selected.files();
        List<@Nullable FileStamp> there = files.isEmpty() ? List.of() : view.compare(batch.folder(), files);
        return planner.decide(selected, there);
    }

    private List<Decision> decideAtMost(int most) throws FileException {
        List<Decision> held = new ArrayList<>();
        LongAdder matches = new LongAdder();
        lane.list(scope(), batch -> {
            List<Decision> decisions = decide(batch);
            matches.add(decisions.stream().filter(Decision::isMatch).count());
            held.addAll(decisions);
            if (matches.sum() > most) {
                throw FileException.forAll(
                        ErrorCode.TOO_MANY_FILES,
                        Remedy.NEVER,
                        "More than " + most + " files match (maxFiles); nothing was copied");
            }
        });
        return held;
    }
}
