package org.genericsftp.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.genericsftp.destination.Destination;
import org.genericsftp.file.AllowedAfterwards;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.Placement;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.file.UnlistedFolder;
import org.genericsftp.filter.Selection;
import org.genericsftp.plan.CopyPlanner;
import org.genericsftp.plan.Decision;
import org.genericsftp.plan.Selected;
import org.genericsftp.request.FileRequest;
import org.genericsftp.source.Batch;
import org.genericsftp.source.BatchConsumer;
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
        Choice choice = Choice.of(request);
        Integer most = request.maxFiles();
        if (choice != null) {
            list(batch -> consumer.acceptAll(hold(batch, choice)));
            consumer.acceptAll(decide(new Selected(choice.inOrder())));
        } else if (most == null) {
            list(batch -> consumer.acceptAll(decide(batch)));
        } else {
            consumer.acceptAll(decideAtMost(most));
        }
    }

    private void list(BatchConsumer batches) throws FileException {
        cursor.listingBegins();
        lane.list(scope(), batches);
        cursor.listingEnds();
    }

    private Scope scope() {
        return selection
                .exactPaths()
                .<Scope>map(Scope.Exact::new)
                .orElseGet(() -> new Scope.Tree(selection.start(), this::descends));
    }

    private boolean descends(RelativePath folder) {
        return afterwards.isSearched(folder, selection.start()) && budget.answer(() -> selection.descends(folder));
    }

    private List<Decision> decide(Batch batch) throws FileException {
        return decide(select(batch));
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

    /** What the destination has of each; it is asked folder by folder. */
    private List<@Nullable FileStamp> there(List<RemoteFile> files) throws FileException {
        Map<RelativePath, List<RemoteFile>> byFolder = files.stream()
                .collect(Collectors.groupingBy(file -> file.place().parent()));
        if (byFolder.size() == 1) {
            return view.compare(files.get(0).place().parent(), files);
        }
        Map<RemoteFile, FileStamp> there = new HashMap<>();
        for (Map.Entry<RelativePath, List<RemoteFile>> folder : byFolder.entrySet()) {
            Iterator<@Nullable FileStamp> stamps =
                    view.compare(folder.getKey(), folder.getValue()).iterator();
            folder.getValue().forEach(file -> there.put(file, stamps.next()));
        }
        return files.stream().map(there::get).toList();
    }

    private Selected select(Batch batch) throws FileException {
        cursor.listed(batch.entries());
        return budget.spentOn(() -> planner.select(batch.entries()));
    }

    /** What is known already: which folders can't be listed. */
    private List<Decision> hold(Batch batch, Choice choice) throws FileException {
        List<SourceEntry> unlisted = new ArrayList<>();
        for (SourceEntry entry : select(batch).entries()) {
            if (entry instanceof UnlistedFolder) {
                unlisted.add(entry);
            } else {
                SourceEntry older = choice.add(entry);
                if (older != null) {
                    cursor.passedOver(older);
                }
            }
        }
        return planner.decide(new Selected(unlisted), List.of());
    }

    private List<Decision> decideAtMost(int most) throws FileException {
        List<Decision> held = new ArrayList<>();
        LongAdder matches = new LongAdder();
        list(batch -> {
            List<Decision> decisions = decide(batch);
            matches.add(decisions.stream().filter(Decision::isMatch).count());
            held.addAll(decisions);
            if (matches.sum() > most) {
                throw Choice.tooMany(most, "maxFiles");
            }
        });
        return held;
    }
}
