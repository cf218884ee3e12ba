package org.genericsftp.destination;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.PlacedFile;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.StageResult;
import org.jspecify.annotations.Nullable;

/**
 * A destination whose operating system may not return from a call. No caller waits longer for that than it is told to:
 * then the call fails with DESTINATION_UNAVAILABLE. Copies are written on the writers' own threads, since handing each
 * buffer to another one would cost more than writing it; there the one who hangs is told, and another writer takes its place.
 */
public final class BoundedDestination implements Destination {
    private static final int READ_AT_ONCE = 256 * 1024;

    private final Destination inner;
    private final String name;
    private final WriterThreads writers;
    private final CallWatch calls;

    /**
     * @param name where it is, for people
     * @param patience how long one operation of its file system may take
     */
    public BoundedDestination(Destination inner, String name, WriterThreads writers, Duration patience) {
        this.inner = inner;
        this.name = Printable.escape(name);
        this.writers = writers;
        this.calls = new CallWatch(patience);
    }

    private String text(String action, RelativePath path) {
        return action + " " + (path.isRoot() ? name : "\"" + Printable.escape(path.value()) + "\" in " + name);
    }

    private <T> T within(String action, RelativePath path, Callable<T> call) throws FileException {
        return calls.within(text(action, path), call);
    }

    @Override
    public Place place() throws FileException {
        return within("Cannot enter", RelativePath.ROOT, inner::place);
    }

    @Override
    public List<@Nullable FileStamp> lookup(RelativePath folder, List<String> names) throws FileException {
        return within("Cannot look up", folder, () -> inner.lookup(folder, names));
    }

    @Override
    public List<@Nullable FileStamp> compare(RelativePath folder, List<PlacedFile> files) throws FileException {
        return within("Cannot look up", folder, () -> inner.compare(folder, files));
    }

    @Override
    public PendingFile create(RelativePath path, FileStamp expected) throws FileException {
        return create(path, expected, why -> {});
    }

    @Override
    public PendingFile create(RelativePath path, FileStamp expected, Consumer<FileException> whenItHangs)
            throws FileException {
        Hanging hanging = new Hanging(text(TemporaryFile.WRITE, path), whenItHangs);
        PendingFile begun;
        try (CallWatch.Call call = hanging.begin()) {
            begun = inner.create(path, expected);
            if (call.isLate()) {
                begun.close();
            }
            call.requireInTime();
        } finally {
            hanging.returned();
        }
        return new BoundedFile(begun, path, hanging);
    }

    /** What is done when a call of a writer hangs, and when it returns after all. */
    private final class Hanging {
        private final String what;
        private final WriterInPlace writer;

        Hanging(String what, Consumer<FileException> whenItHangs) {
            this.what = what;
            this.writer = new WriterInPlace(writers, whenItHangs);
        }

        CallWatch.Call begin() throws FileException {
            return calls.begin(what, writer::hangs);
        }

        void returned() {
            writer.returned();
        }

        void watch(Step step) throws FileException {
            try (CallWatch.Call call = begin()) {
                step.run();
                call.requireInTime();
            } finally {
                returned();
            }
        }
    }

    private interface Step {
        void run() throws FileException;
    }

    private final class BoundedFile implements PendingFile {
        private final PendingFile file;
        private final RelativePath path;
        private final Hanging hanging;
        private boolean published;

        BoundedFile(PendingFile file, RelativePath path, Hanging hanging) {
            this.file = file;
            this.path = path;
            this.hanging = hanging;
        }

        @Override
        public void append(ByteBuffer bytes) throws FileException {
            hanging.watch(() -> file.append(bytes));
        }

        @Override
        public ByteBuffer tail(int most) throws FileException {
            return within("Cannot read back", path, () -> file.tail(most));
        }

        @Override
        public void publish() throws FileException {
            hanging.watch(() -> {
                file.publish();
                published = true;
            });
        }

        @Override
        public boolean publishUnlessTaken() throws FileException {
            hanging.watch(() -> published = file.publishUnlessTaken());
            return published;
        }

        @Override
        public void close() {
            if (published) {
                file.close();
                return;
            }
            calls.finish(text("Cannot remove the temporary file of", path), file);
        }
    }

    @Override
    public InputStream read(RelativePath path) throws FileException {
        InputStream opened = within("Cannot read", path, () -> inner.read(path));
        return new BufferedInputStream(new BoundedStream(opened, path), READ_AT_ONCE);
    }

    private final class BoundedStream extends BulkInputStream {
        private final InputStream stream;
        private final RelativePath path;

        BoundedStream(InputStream stream, RelativePath path) {
            this.stream = stream;
            this.path = path;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return within("Cannot read", path, () -> stream.read(into, offset, length));
        }

        @Override
        public void close() {
            calls.finish(text("Cannot close", path), stream);
        }
    }

    @Override
    public void secure(RelativePath path) throws FileException {
        within("Cannot force to the disk", path, () -> {
            inner.secure(path);
            return true;
        });
    }

    @Override
    public void secureNames(RelativePath folder) {
        inner.secureNames(folder);
    }

    @Override
    public KeptFiles keptFiles() {
        return new BoundedKeptFiles(inner.keptFiles(), calls, name);
    }

    @Override
    public void settle(Predicate<RelativePath> folders) throws FileException {
        within("Cannot force to the disk", RelativePath.ROOT, () -> {
            inner.settle(folders);
            return true;
        });
    }

    @Override
    public int removeLeftovers() throws FileException {
        return within("Cannot look for leftovers in", RelativePath.ROOT, inner::removeLeftovers);
    }

    @Override
    public Executor writers() {
        return writers;
    }

    @Override
    public StageResult check() {
        long begun = System.nanoTime();
        try {
            return within("Cannot write to the destination directory", RelativePath.ROOT, inner::check);
        } catch (FileException e) {
            return new StageResult(CheckStage.WRITE_DESTINATION, Duration.ofNanos(System.nanoTime() - begun), e);
        }
    }

    @Override
    public void close() {
        writers.close();
        calls.finish(text("Cannot close", RelativePath.ROOT), inner);
    }
}
