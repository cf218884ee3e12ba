package org.genericsftp.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.genericsftp.destination.Destination;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
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
    private final CopyPlanner planner;
    private final FilterBudget budget;
    private final Destination.View view;
    private final NextCursor cursor;

    /** @param planner whose selection spends of the budget */
    DecidedListing(
            Lane lane,
            Selection selection,
            CopyPlanner planner,
            FilterBudget budget,
            Destination.View view,
            NextCursor cursor) {
        this.lane = lane;
        this.selection = selection;
        this.planner = planner;
        this.budget = budget;
        this.view = view;
        this.cursor = cursor;
    }

    /** Takes decisions as they are made; a slow one stalls the listing. */
    interface Consumer {
        void accept(List<Decision> decisions) throws FileException;
    }

    /**
     * Where the request limits how many files may match, all decisions are held until it is known that there are not too
     * many. Where it chooses among them, or wants them in an order, the files are held, and decided about at the end.
     */
    void list(FileRequest request, Consumer consumer) throws FileException {
        Choice choice = Choice.of(request);
        Integer most = request.maxFiles();
        if (choice != null) {
            list(batch -> consumer.accept(hold(batch, choice)));
            consumer.accept(decide(choice.inOrder()));
        } else if (most == null) {
            list(batch -> consumer.accept(decide(batch)));
        } else {
            consumer.accept(decideAtMost(most));
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
        return budget.answer(() -> selection.descends(folder));
    }

    private List<Decision> decide(Batch batch) throws FileException {
        Selected selected = select(batch);
        List<RemoteFile> files = selected.files();
        List<@Nullable FileStamp> there = files.isEmpty() ? List.of() : view.compare(batch.folder(), files);
        return planner.decide(selected, there);
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

    /** As they are in any order, the destination is asked folder by folder. */
    private List<Decision> decide(List<SourceEntry> chosen) throws FileException {
        Selected selected = new Selected(chosen);
        Map<RelativePath, List<RemoteFile>> byFolder = selected.files().stream()
                .collect(Collectors.groupingBy(file -> file.path().parent()));
        Map<RemoteFile, FileStamp> there = new HashMap<>();
        for (Map.Entry<RelativePath, List<RemoteFile>> folder : byFolder.entrySet()) {
            Iterator<@Nullable FileStamp> stamps =
                    view.compare(folder.getKey(), folder.getValue()).iterator();
            folder.getValue().forEach(file -> there.put(file, stamps.next()));
        }
        return planner.decide(
                selected, selected.files().stream().map(there::get).toList());
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
