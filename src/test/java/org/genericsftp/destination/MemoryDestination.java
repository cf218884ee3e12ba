package org.genericsftp.destination;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.StageResult;
import org.jspecify.annotations.Nullable;

/** One that keeps its copies in memory, and fails where it is told to. */
final class MemoryDestination implements Destination {
    enum Step {
        COMPARE,
        CREATE,
        APPEND,
        TAIL,
        PUBLISH,
        READ,
        SETTLE
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Copy(byte[] bytes, FileStamp stamp) {}

    final Map<RelativePath, Copy> copies = new ConcurrentHashMap<>();
    /** How often each was put in its place. */
    final Map<RelativePath, Integer> published = new ConcurrentHashMap<>();

    final Set<RelativePath> secured = ConcurrentHashMap.newKeySet();

    int begun;
    private final String name;
    private Predicate<Step> fails = step -> false;

    MemoryDestination(String name) {
        this.name = name;
    }

    void fail(Predicate<Step> steps) {
        fails = steps;
    }

    private void pass(Step step) throws FileException {
        if (fails.test(step)) {
            throw new FileException(ErrorCode.DISK_FULL, Remedy.LATER, name + " fails in " + step);
        }
    }

    @Override
    public Place place() {
        return new Place(name, name);
    }

    @Override
    public List<@Nullable FileStamp> lookup(RelativePath folder, List<String> names) throws FileException {
        pass(Step.COMPARE);
        return names.stream()
                .<@Nullable FileStamp>map(file -> {
                    Copy copy = copies.get(folder.child(file));
                    return copy == null ? null : copy.stamp();
                })
                .toList();
    }

    @Override
    public PendingFile create(RelativePath path, FileStamp expected) throws FileException {
        pass(Step.CREATE);
        begun++;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new PendingFile() {
            @Override
            public void append(ByteBuffer more) throws FileException {
                pass(Step.APPEND);
                byte[] taken = new byte[more.remaining()];
                more.get(taken);
                bytes.writeBytes(taken);
            }

            @Override
            public ByteBuffer tail(int most) throws FileException {
                pass(Step.TAIL);
                byte[] all = bytes.toByteArray();
                return ByteBuffer.wrap(Arrays.copyOfRange(all, Math.max(0, all.length - most), all.length));
            }

            @Override
            public void publish() throws FileException {
                pass(Step.PUBLISH);
                copies.put(path, new Copy(bytes.toByteArray(), expected));
                published.merge(path, 1, Integer::sum);
            }

            @Override
            public boolean publishUnlessTaken() throws FileException {
                Copy there = copies.get(path);
                if (there != null && !there.stamp().equals(expected)) {
                    throw new FileException(ErrorCode.NAME_COLLISION, Remedy.NEVER, "taken");
                }
                if (there == null) {
                    publish();
                }
                return there == null;
            }

            @Override
            public void close() {
                begun--;
            }
        };
    }

    @Override
    public InputStream read(RelativePath path) throws FileException {
        pass(Step.READ);
        Copy copy = copies.get(path);
        if (copy == null) {
            throw new FileException(ErrorCode.FILE_NOT_FOUND, Remedy.NEVER, "not there");
        }
        return new ByteArrayInputStream(copy.bytes());
    }

    @Override
    public void secure(RelativePath path) throws FileException {
        pass(Step.SETTLE);
        secured.add(path);
    }

    @Override
    public void secureNames(RelativePath folder) {}

    @Override
    public KeptFiles keptFiles() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void settle(Predicate<RelativePath> folders) throws FileException {
        pass(Step.SETTLE);
    }

    @Override
    public int removeLeftovers() {
        return 1;
    }

    @Override
    public Executor writers() {
        return Runnable::run;
    }

    @Override
    public StageResult check() {
        FileException failure = null;
        try {
            pass(Step.CREATE);
        } catch (FileException e) {
            failure = e;
        }
        return new StageResult(CheckStage.WRITE_DESTINATION, Duration.ofMillis(1), failure);
    }

    @Override
    public void close() {}
}
