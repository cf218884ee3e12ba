package org.genericsftp.job;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.genericsftp.destination.Destination;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.AllowedAfterwards;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.PlacedFile;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.file.Verification;
import org.genericsftp.request.FileRequest;
import org.genericsftp.source.ChangeOrder;
import org.genericsftp.source.CopiedFile;
import org.genericsftp.source.Source;
import org.genericsftp.source.SourceChanges;
import org.genericsftp.transfer.Copier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes or moves at the source what a job has delivered. */
final class ChangeSource {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeSource.class);

    private final JobSettings settings;
    private final Source source;
    private final Destination destination;
    private final Copier copier;

    ChangeSource(JobSettings settings, Source source, Destination destination, Copier copier) {
        this.settings = settings;
        this.source = source;
        this.destination = destination;
        this.copier = copier;
    }

    /** As {@link FileJob#afterwards}. */
    void run(FileRequest request, Delivered delivered, Cancellation cancellation, Consumer<SourceOutcome> told) {
        Afterwards what = request.afterwards();
        if (what == null) {
            return;
        }
        Iterator<CopiedFile> files =
                proven(request, what, delivered, cancellation, told).iterator();
        ChangeOrder order = new ChangeOrder(what, settings.afterwards().moveTo(), files);
        source.change(order, told)
                .ifPresentOrElse(
                        changes -> carryOut(changes, cancellation),
                        () -> files.forEachRemaining(file ->
                                told.accept(SourceOutcome.kept(file.path().toString(), onlyRead()))));
    }

    /**
     * Has those files listed again that a killed worker was about to remove, where listings have met such; what can't be done now
     * is left for the next time.
     */
    void putBackLeftAside(Cancellation cancellation) {
        if (settings.afterwards().equals(AllowedAfterwards.NONE)
                || cancellation.cancelled()
                || !source.hasLeftAside()) {
            return;
        }
        ChangeOrder nothing =
                new ChangeOrder(Afterwards.DELETE, settings.afterwards().moveTo(), Collections.emptyIterator());
        source.change(nothing, told -> {}).ifPresent(changes -> {
            try {
                changes.goOn(cancellation);
            } catch (FileException e) {
                LOG.debug("Files that were set aside stay so for now", e);
            }
        });
    }

    private void carryOut(SourceChanges changes, Cancellation cancellation) {
        try {
            copier.retryLoop(cancellation).until(() -> changes.goOn(cancellation));
        } catch (FileException e) {
            changes.giveUp(e);
        } catch (RuntimeException e) {
            LOG.error("What was to be done at the source has broken off", e);
            changes.giveUp(Unforeseen.because(e));
        }
    }

    private static FileException onlyRead() {
        return new FileException(ErrorCode.INTERNAL_ERROR, Remedy.NEVER, "Files of this source can only be read");
    }

    /** The files whose copies are sure to last; of the others it is told that they stay. */
    private List<CopiedFile> proven(
            FileRequest request,
            Afterwards what,
            Delivered delivered,
            Cancellation cancellation,
            Consumer<SourceOutcome> told) {
        boolean toBeVerified = settings.verify(request) != Verification.NONE;
        boolean ownPlaces = settings.hasOwnPlaces(request);
        List<Delivered.Item> items = delivered.items();
        Map<RelativePath, FileException> unseen = new HashMap<>();
        Map<PlacedFile, FileStamp> there = thereOf(items, unseen, cancellation);
        List<CopiedFile> proven = new ArrayList<>();
        List<CopiedFile> secured = new ArrayList<>();
        for (Delivered.Item item : items) {
            CopiedFile file = new CopiedFile(item.path(), item.stamp());
            try {
                require(item, what, toBeVerified || (!ownPlaces && !item.copied()));
                FileException notSeen = unseen.get(item.copy().parent());
                if (notSeen != null) {
                    throw notSeen;
                }
                requireCopy(item, there.get(item.placed()));
                if (item.copied()) {
                    proven.add(file);
                } else {
                    cancellation.check();
                    destination.secure(item.copy());
                    secured.add(file);
                }
            } catch (FileException e) {
                told.accept(SourceOutcome.kept(item.path().toString(), e));
            }
        }
        proven.addAll(settled(secured, cancellation, told));
        return proven;
    }

    private Map<PlacedFile, FileStamp> thereOf(
            List<Delivered.Item> items, Map<RelativePath, FileException> unseen, Cancellation cancellation) {
        List<PlacedFile> copies = items.stream().map(Delivered.Item::placed).toList();
        try (Destination.View view = destination.view()) {
            return view.compare(copies, (folder, why) -> {
                unseen.put(folder, why);
                cancellation.check();
            });
        } catch (FileException cancelled) {
            copies.forEach(copy -> unseen.putIfAbsent(copy.place().parent(), cancelled));
            return Map.of();
        }
    }

    private void require(Delivered.Item item, Afterwards what, boolean toBeVerified) throws FileException {
        if (toBeVerified && !item.verified()) {
            throw kept(ErrorCode.NOT_VERIFIED, item, "its copy was not verified");
        }
        if (what.moveTo() != null
                && settings.afterwards().holdsMoved(item.path().parent())) {
            throw kept(ErrorCode.PERMISSION_DENIED, item, "it is where files are moved to");
        }
    }

    /** What was copied may have been taken away by a consumer since, but nothing else may stand there. */
    private static void requireCopy(Delivered.Item item, @Nullable FileStamp there) throws FileException {
        if (there == null ? !item.copied() : !there.equals(item.stamp())) {
            throw kept(ErrorCode.FILE_CHANGED, item, "its copy is not at the destination any more");
        }
    }

    private static FileException kept(ErrorCode code, Delivered.Item item, String why) {
        String name = Printable.escape(item.path().toString());
        return new FileException(code, Remedy.NEVER, "Cannot remove " + name + ": " + why);
    }

    /** What was there before may have been copied by a worker that was killed before it had the folder on the disk. */
    private List<CopiedFile> settled(
            List<CopiedFile> secured, Cancellation cancellation, Consumer<SourceOutcome> told) {
        try {
            if (!secured.isEmpty()) {
                copier.retryLoop(cancellation).until(() -> destination.settle(folder -> true));
            }
            return secured;
        } catch (FileException e) {
            secured.forEach(file -> told.accept(SourceOutcome.kept(file.path().toString(), e)));
            return List.of();
        }
    }
}
