package org.genericsftp.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.genericsftp.destination.Destination;
import org.genericsftp.file.AllowedAfterwards;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.MissingFile;
import org.genericsftp.file.PlacedFile;
import org.genericsftp.file.Placement;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.SkippedEntry;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.file.UnlistedFolder;
import org.genericsftp.filter.Marker;
import org.genericsftp.filter.Selection;
import org.genericsftp.plan.CopyPlanner;
import org.genericsftp.plan.Decision;
import org.genericsftp.plan.Selected;
import org.genericsftp.request.FileRequest;
import org.genericsftp.source.Batch;
import org.genericsftp.source.Lane;
import org.genericsftp.source.Scope;
import org.jspecify.annotations.Nullable;

/** Lists what a request selects, and decides about each file by what the destination has. */
final class DecidedListing {
    private final Lane lane;
    private final Selection selection;
    private final AllowedAfterwards afterwards;
    private final CopyPlanner planner;
    private final FilterBudget budget;
    private final Destination.View view;
    private final NextCursor cursor;
    /** Null where no two files can have one place. */
    private final @Nullable PlacesTaken taken;
    /** What files need beside them; null for nothing. */
    private @Nullable Marker marker;

    private @Nullable MarkedFiles marked;

    /**
     * @param afterwards where files that are done with have been moved to, which is not searched unless it is asked for
     * @param planner whose selection spends of the budget
     */
    DecidedListing(
            Lane lane,
            Selection selection,
            AllowedAfterwards afterwards,
            CopyPlanner planner,
            FilterBudget budget,
            Destination.View view,
            NextCursor cursor,
            Placement placement) {
        this.lane = lane;
        this.selection = selection;
        this.afterwards = afterwards;
        this.planner = planner;
        this.budget = budget;
        this.view = view;
        this.cursor = cursor;
        this.taken = placement.isOneToOne() ? null : new PlacesTaken();
    }

    /** Takes decisions as they are made; a slow one stalls the listing. */
    interface Consumer {
        void accept(Decision decision) throws FileException;

        private void acceptAll(List<Decision> decisions) throws FileException {
            for (Decision decision : decisions) {
                accept(decision);
            }
        }
    }

    /**
     * Where the request limits how many files may match, all decisions are held until it is known that there are not too
     * many. Where it chooses among them, or wants them in an order, the files are held, and decided about at the end.
     */
    void list(FileRequest request, Consumer consumer) throws FileException {
        marker = request.waiting() == null ? null : request.waiting().marker();
        marked = MarkedFiles.by(marker);
        Choice choice = Choice.of(request);
        Integer most = request.maxFiles();
        if (choice != null) {
            list(selected -> consumer.acceptAll(hold(selected, choice)));
            consumer.acceptAll(decide(new Selected(choice.inOrder())));
        } else if (most == null) {
            list(selected -> consumer.acceptAll(decide(selected)));
        } else {
            consumer.acceptAll(decideAtMost(most));
        }
    }

    /** What is selected of one batch. */
    private interface SelectedConsumer {
        void accept(Selected selected) throws FileException;
    }

    private void list(SelectedConsumer each) throws FileException {
        cursor.listingBegins();
        lane.list(scope(), batch -> each.accept(select(batch)));
        cursor.listingEnds();
        if (marked != null) {
            each.accept(new Selected(marked.unmarked()));
        }
    }

    private Scope scope() {
        return selection
                .exactPaths()
                .<Scope>map(paths -> new Scope.Exact(MarkedFiles.withMarkers(paths, marker)))
                .orElseGet(() -> new Scope.Tree(selection.start(), this::descends));
    }

    private boolean descends(RelativePath folder) {
        return afterwards.isSearched(folder, selection.start()) && budget.answer(() -> selection.descends(folder));
    }

    private List<Decision> decide(Selected selected) throws FileException {
        List<Decision> decisions = planner.decide(selected, there(selected.files()));
        return taken == null
                ? decisions
                : decisions.stream().map(decision -> decide(decision, taken)).toList();
    }

    /** Of several files with one place, the first that is there, or is to be, has it. */
    private static Decision decide(Decision decision, PlacesTaken taken) {
        RemoteFile file = decision instanceof Decision.Copy copy
                ? copy.file()
                : decision instanceof Decision.Unchanged unchanged ? unchanged.file() : null;
        return file == null || taken.take(file) ? decision : new Decision.Refuse(file, Placement.shared(file));
    }

    /** What the destination has of each. */
    private List<@Nullable FileStamp> there(List<RemoteFile> files) throws FileException {
        List<PlacedFile> copies = files.stream().map(RemoteFile::placed).toList();
        Map<PlacedFile, FileStamp> there = view.compare(copies, (folder, why) -> {
            throw why;
        });
        return copies.stream().map(there::get).toList();
    }

    private Selected select(Batch batch) throws FileException {
        cursor.listed(batch.entries());
        Selected selected = budget.spentOn(() -> planner.select(batch.entries()));
        return marked == null ? selected : withMarkers(batch, selected, marked);
    }

    /** That a marker is not there is not told. */
    private Selected withMarkers(Batch batch, Selected selected, MarkedFiles among) throws FileException {
        Set<RelativePath> sought = Set.copyOf(selection.exactPaths().orElse(List.of()));
        List<SourceEntry> wanted = selected.entries().stream()
                .filter(entry -> !(entry instanceof MissingFile missing) || sought.contains(missing.path()))
                .toList();
        return new Selected(among.among(batch.entries(), wanted));
    }

    /** What is known already: which folders can't be listed, and which files lack their markers. */
    private List<Decision> hold(Selected selected, Choice choice) throws FileException {
        List<SourceEntry> known = new ArrayList<>();
        for (SourceEntry entry : selected.entries()) {
            if (entry instanceof UnlistedFolder || isUnmarked(entry)) {
                known.add(entry);
            } else {
                SourceEntry older = choice.add(entry);
                if (older != null) {
                    cursor.passedOver(older);
                }
            }
        }
        return planner.decide(new Selected(known), List.of());
    }

    private static boolean isUnmarked(SourceEntry entry) {
        return entry instanceof SkippedEntry skipped && skipped.reason() == SkipReason.UNMARKED;
    }

    private List<Decision> decideAtMost(int most) throws FileException {
        List<Decision> held = new ArrayList<>();
        LongAdder matches = new LongAdder();
        list(selected -> {
            List<Decision> decisions = decide(selected);
            long unmarked = selected.entries().stream()
                    .filter(DecidedListing::isUnmarked)
                    .count();
            matches.add(decisions.stream().filter(Decision::isMatch).count() - unmarked);
            held.addAll(decisions);
            if (matches.sum() > most) {
                throw Choice.tooMany(most, "maxFiles");
            }
        });
        return held;
    }
}
