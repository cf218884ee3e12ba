package org.genericsftp.destination;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.PlacedFile;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.StageResult;
import org.jspecify.annotations.Nullable;

/**
 * Several destinations that all get the same copies, each file's bytes once. A copy is there when it is there in all of them. Where
 * one fails, the others get the file all the same, and then the call fails, and says which it was. Bytes are handed to one after the
 * other on the same thread: the slowest sets the pace, and no more bytes are held than for one.
 */
public final class SeveralDestinations implements Destination {
    private static final int MOST_DIFFERING = 10_000;
    /** As for a share, one of which may be among them. */
    private static final int WRITERS = 32;

    private final List<Part> parts;
    private final WriterThreads writers;
    /** Whose bytes were not what came of the source, although size and time were: they are to be written anew. */
    private final Set<RelativePath> differing = ConcurrentHashMap.newKeySet();

    /** @param name for people */
    public record Part(String name, Destination destination) {
        /** The same failure, which says where. */
        FileException failed(FileException why) {
            return why.at(name);
        }

        private <T> T ask(Question<T> question) throws FileException {
            try {
                return question.ask(destination);
            } catch (FileException e) {
                throw failed(e);
            }
        }
    }

    private interface Question<T> {
        T ask(Destination destination) throws FileException;
    }

    private interface Step {
        void run(Destination destination) throws FileException;
    }

    public SeveralDestinations(List<Part> parts) {
        this.parts = List.copyOf(parts);
        this.writers = new WriterThreads("copy-writer", WRITERS);
    }

    /** Has all do it, whatever becomes of the others; the first failure is thrown then. */
    private void all(Step step) throws FileException {
        FileException first = null;
        for (Part part : parts) {
            try {
                step.run(part.destination());
            } catch (FileException e) {
                first = first == null ? part.failed(e) : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** What each says, up to the first that fails. */
    private <T> List<T> each(Question<T> question) throws FileException {
        List<T> answers = new ArrayList<>();
        for (Part part : parts) {
            answers.add(part.ask(question));
        }
        return answers;
    }

    @Override
    public Place place() throws FileException {
        List<Place> places = each(Destination::place);
        return new Place(places.stream().map(Place::name).collect(Collectors.joining(" and ")), List.copyOf(places));
    }

    @Override
    public List<@Nullable FileStamp> lookup(RelativePath folder, List<String> names) throws FileException {
        return combined(
                each(destination -> destination.lookup(folder, names)), Collections.nCopies(names.size(), null));
    }

    @Override
    public List<@Nullable FileStamp> compare(RelativePath folder, List<PlacedFile> files) throws FileException {
        return combined(each(destination -> destination.compare(folder, files)), wanted(files));
    }

    private static List<@Nullable FileStamp> wanted(List<PlacedFile> files) {
        return files.stream().<@Nullable FileStamp>map(PlacedFile::stamp).toList();
    }

    /** Of each file, what all have; else what one has that is not as wanted; else nothing, as one has nothing. */
    private static List<@Nullable FileStamp> combined(
            List<List<@Nullable FileStamp>> found, List<@Nullable FileStamp> wanted) {
        List<@Nullable FileStamp> combined = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            int file = i;
            FileStamp first = found.get(0).get(i);
            boolean same = found.stream().allMatch(stamps -> Objects.equals(stamps.get(file), first));
            combined.add(
                    same
                            ? first
                            : found.stream()
                                    .map(stamps -> stamps.get(file))
                                    .filter(stamp -> stamp != null && !stamp.equals(wanted.get(file)))
                                    .findFirst()
                                    .orElse(null));
        }
        return combined;
    }

    @Override
    public View view() {
        List<View> views = parts.stream().map(part -> part.destination().view()).toList();
        return new View() {
            @Override
            public List<@Nullable FileStamp> compare(RelativePath folder, List<PlacedFile> files) throws FileException {
                List<List<@Nullable FileStamp>> found = new ArrayList<>();
                for (int i = 0; i < views.size(); i++) {
                    View view = views.get(i);
                    found.add(parts.get(i).ask(destination -> view.compare(folder, files)));
                }
                return combined(found, wanted(files));
            }

            @Override
            public void close() {
                views.forEach(View::close);
            }
        };
    }

    @Override
    public PendingFile create(RelativePath path, FileStamp expected) throws FileException {
        return create(path, expected, why -> {});
    }

    /** Where some have the file already, it is written to the others only, and its bytes are compared there. */
    @Override
    public PendingFile create(RelativePath path, FileStamp expected, Consumer<FileException> whenItHangs)
            throws FileException {
        Set<Part> having = having(new PlacedFile(path, expected));
        boolean rewrite = differing.remove(path) || having.size() == parts.size();
        List<PendingPart> begun = new ArrayList<>();
        PendingFiles files = new PendingFiles(begun, () -> differs(path));
        try {
            for (Part part : parts) {
                PendingPart.Hanging hanging = new WriterInPlace(writers, whenItHangs);
                begun.add(
                        !rewrite && having.contains(part)
                                ? PendingPart.compared(part, path, hanging)
                                : PendingPart.written(part, path, expected, hanging));
                files.requireNoneHung();
            }
            files.requireGoingOn();
            return files;
        } catch (RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private void differs(RelativePath path) {
        if (differing.size() < MOST_DIFFERING) {
            differing.add(path);
        }
    }

    /** One that can't say it has it not. */
    private Set<Part> having(PlacedFile file) {
        Set<Part> having = new HashSet<>();
        for (Part part : parts) {
            try {
                if (file.stamp().complete()
                        && file.stamp().equals(part.destination().compare(file))) {
                    having.add(part);
                }
            } catch (FileException e) {
                // Writing to it fails then, and says why.
            }
        }
        return having;
    }

    /** All are read, and end with an error where one has other bytes than the first. */
    @Override
    public InputStream read(RelativePath path) throws FileException {
        List<InputStream> opened = new ArrayList<>();
        try {
            for (Part part : parts) {
                opened.add(part.ask(destination -> destination.read(path)));
            }
            return new SameBytes(parts, opened, path);
        } catch (FileException e) {
            for (InputStream stream : opened) {
                closeAfter(e, stream);
            }
            throw e;
        }
    }

    private static void closeAfter(FileException failure, InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void secure(RelativePath path) throws FileException {
        all(destination -> destination.secure(path));
    }

    @Override
    public void secureNames(RelativePath folder) {
        parts.forEach(part -> part.destination().secureNames(folder));
    }

    /** There are none: what one of them has says nothing of the others. */
    @Override
    public KeptFiles keptFiles() {
        throw new UnsupportedOperationException("Workers keep no files at several destinations");
    }

    @Override
    public void settle(Predicate<RelativePath> folders) throws FileException {
        all(destination -> destination.settle(folders));
    }

    @Override
    public int removeLeftovers() throws FileException {
        int[] removed = {0};
        all(destination -> removed[0] += destination.removeLeftovers());
        return removed[0];
    }

    @Override
    public Executor writers() {
        return writers;
    }

    /** All are tried; the stage fails with the first that does. */
    @Override
    public StageResult check() {
        Duration took = Duration.ZERO;
        FileException failure = null;
        for (Part part : parts) {
            StageResult result = part.destination().check();
            took = took.plus(result.took());
            FileException why = result.failure();
            if (failure == null && why != null) {
                failure = part.failed(why);
            }
        }
        return new StageResult(CheckStage.WRITE_DESTINATION, took, failure);
    }

    @Override
    public void close() {
        writers.close();
        parts.forEach(part -> part.destination().close());
    }
}
