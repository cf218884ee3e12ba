package org.genericsftp.job;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.RemoteName;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.file.StageResult;
import org.genericsftp.source.Batch;
import org.genericsftp.source.BatchConsumer;
import org.genericsftp.source.FileSink;
import org.genericsftp.source.Lane;
import org.genericsftp.source.OwnDigest;
import org.genericsftp.source.Scope;
import org.genericsftp.source.Source;
import org.genericsftp.source.SourceFigures;

/** A tree of files in memory, in which anything may happen between two folders of a listing, and with each file read. */
final class TreeSource implements Source, Lane {
    private final Map<RelativePath, Held> files = new TreeMap<>();
    final AtomicInteger lists = new AtomicInteger();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile Executor deliveries = Runnable::run;
    private volatile Runnable beforeEachFolder = () -> {};
    private volatile Consumer<Integer> atEachFetch = number -> {};

    private volatile Predicate<RelativePath> refuses = path -> false;

    private record Held(String text, FileStamp stamp) {
        byte[] content() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Two writes at one second that leave the size as it is are the same file. */
    synchronized void put(RelativePath path, int size, Instant modified) {
        String text = (path + "@" + modified + "*").repeat(1 + size / 8).substring(0, size);
        files.put(path, new Held(text, new FileStamp(size, modified)));
    }

    synchronized void remove(RelativePath path) {
        files.remove(path);
    }

    /** What is there now. */
    synchronized Map<RelativePath, FileStamp> stamps() {
        Map<RelativePath, FileStamp> stamps = new TreeMap<>();
        files.forEach((path, held) -> stamps.put(path, held.stamp()));
        return stamps;
    }

    synchronized byte[] content(RelativePath path) {
        return files.get(path).content();
    }

    /** Runs on the thread that lists. */
    void beforeEachFolder(Runnable action) {
        beforeEachFolder = action;
    }

    /** @param action is told the number of the fetch, from 1 on */
    void atEachFetch(Consumer<Integer> action) {
        fetches.set(0);
        atEachFetch = action;
    }

    /** @param paths that can't be read for now */
    void refuse(Predicate<RelativePath> paths) {
        refuses = paths;
    }

    @Override
    public Lane open(Cancellation cancellation, Executor executor) {
        deliveries = executor;
        return this;
    }

    @Override
    public void list(Scope scope, BatchConsumer batches) throws FileException {
        lists.incrementAndGet();
        if (scope instanceof Scope.Exact exact) {
            for (RelativePath path : exact.paths()) {
                batches.accept(new Batch(
                        path.parent(),
                        entries(path.parent()).stream()
                                .filter(entry -> entry.name().equals(path.value()))
                                .toList()));
            }
            return;
        }
        Scope.Tree tree = (Scope.Tree) scope;
        for (RelativePath folder : folders()) {
            if (folder.isIn(tree.folder()) && tree.descends().test(folder)) {
                beforeEachFolder.run();
                batches.accept(new Batch(folder, entries(folder)));
            }
        }
    }

    private synchronized List<RelativePath> folders() {
        return files.keySet().stream().map(RelativePath::parent).distinct().toList();
    }

    private synchronized List<SourceEntry> entries(RelativePath folder) {
        List<SourceEntry> entries = new ArrayList<>();
        files.forEach((path, held) -> {
            if (path.parent().equals(folder)) {
                entries.add(file(path, held));
            }
        });
        return entries;
    }

    private static RemoteFile file(RelativePath path, Held held) {
        return new RemoteFile(path, held.stamp(), new RemoteName(path.value().getBytes(StandardCharsets.UTF_8)));
    }

    private synchronized Held held(RemoteFile file) throws FileException {
        Held held = files.get(file.path());
        if (held == null) {
            throw new FileException(ErrorCode.FILE_VANISHED, Remedy.NEVER, file.name() + " has vanished");
        }
        return held;
    }

    @Override
    public void fetch(RemoteFile file, long from, FileSink sink) {
        atEachFetch.accept(fetches.incrementAndGet());
        deliveries.execute(() -> {
            try {
                if (refuses.test(file.path())) {
                    throw new FileException(ErrorCode.TIMEOUT, Remedy.LATER, file.name() + " can't be read for now");
                }
                if (!sink.begins()) {
                    throw new FileException(ErrorCode.CANCELLED, Remedy.LATER, file.name() + " is not wanted any more");
                }
                Held held = held(file);
                sink.next(ByteBuffer.wrap(held.content()).position((int) from));
                sink.end(held.stamp());
            } catch (FileException e) {
                sink.failed(e);
            }
        });
    }

    @Override
    public RemoteFile refresh(RemoteFile file) throws FileException {
        return file(file.path(), held(file));
    }

    @Override
    public List<StageResult> check(Consumer<StageResult> whenEnded) {
        return List.of();
    }

    @Override
    public SourceFigures figures() {
        return new SourceFigures(0, 0, 0, 0, 0, Duration.ZERO);
    }

    @Override
    public List<ServerFact> serverFacts() {
        return List.of();
    }

    @Override
    public OwnDigest digest(RemoteFile file, boolean prefix) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void fetchAgain(RemoteFile file, FileSink sink) {
        fetch(file, 0, sink);
    }

    @Override
    public void close() {}
}
