package org.genericsftp.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders are forced before a reply is sent. */
class TouchedFoldersTest {
    private static final FileStamp STAMP = new FileStamp(4, Instant.parse("2026-11-01T10:00:00Z"));

    @TempDir
    Path tree;

    private final List<String> forced = new CopyOnWriteArrayList<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final CountDownLatch forcing = new CountDownLatch(1);
    private volatile CountDownLatch mayForce = new CountDownLatch(0);
    private LocalDestination destination;

    @BeforeEach
    void open() {
        destination = destination(true);
    }

    @AfterEach
    void close() {
        destination.close();
    }

    @Test
    void eachTouchedFolderAndThoseAboveItAreForcedOnce() throws IOException {
        copy("a/b/1.csv");
        copy("a/b/2.csv");
        copy("a/c/1.csv");
        destination.settle(all -> true);
        assertThat(forced).containsExactlyInAnyOrder("", "a", "a/b", "a/c");

        forced.clear();
        destination.settle(all -> true);
        assertThat(forced).isEmpty();
    }

    @Test
    void aFolderThatCouldNotBeForcedStaysRemembered() throws IOException {
        copy("a/1.csv");
        copy("b/1.csv");
        failing.add("a");
        assertThatThrownBy(() -> destination.settle(all -> true))
                .isInstanceOfSatisfying(
                        FileException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE))
                .hasMessageContaining("\"a\"");
        assertThat(forced).containsExactlyInAnyOrder("", "b");
        assertThatThrownBy(() -> destination.settle(all -> true)).isInstanceOf(FileException.class);

        failing.clear();
        forced.clear();
        destination.settle(all -> true);
        assertThat(forced).containsExactlyInAnyOrder("", "a");
    }

    @Test
    void aFolderThatCannotBeForcedConcernsOnlyThoseWhoAskedForIt() throws IOException {
        copy("a/1.csv");
        copy("b/1.csv");
        failing.add("a");

        destination.settle(folder -> folder.isIn(new RelativePath("b")));

        assertThat(forced).containsExactlyInAnyOrder("", "b");
        assertThatThrownBy(() -> destination.settle(folder -> folder.isIn(new RelativePath("a"))))
                .hasMessageContaining("\"a\"");
    }

    @Test
    void aCallerWaitsForFoldersThatAnotherOneIsForcing() throws Exception {
        mayForce = new CountDownLatch(1);
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            copy("a/1.csv");
            Future<?> first = callers.submit(this::settle);
            assertThat(forcing.await(30, TimeUnit.SECONDS)).isTrue();
            Thread[] second = new Thread[1];
            CountDownLatch begun = new CountDownLatch(1);
            Future<?> waiting = callers.submit(() -> {
                second[0] = Thread.currentThread();
                begun.countDown();
                return settle();
            });
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
            Awaitility.await().until(() -> second[0].getState() == Thread.State.BLOCKED || waiting.isDone());
            assertThat(waiting.isDone()).isFalse();

            mayForce.countDown();
            first.get(30, TimeUnit.SECONDS);
            waiting.get(30, TimeUnit.SECONDS);
            assertThat(forced).containsExactlyInAnyOrder("", "a");
        } finally {
            mayForce.countDown();
            callers.shutdownNow();
        }
    }

    @Test
    void aFilePublishedWhileItsFolderIsForcedCountsForTheNextTime() throws Exception {
        mayForce = new CountDownLatch(1);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try {
            copy("a/1.csv");
            Future<?> first = caller.submit(this::settle);
            assertThat(forcing.await(30, TimeUnit.SECONDS)).isTrue();
            copy("a/2.csv");
            mayForce.countDown();
            first.get(30, TimeUnit.SECONDS);
        } finally {
            mayForce.countDown();
            caller.shutdownNow();
        }

        forced.clear();
        destination.settle(all -> true);
        assertThat(forced).containsExactlyInAnyOrder("", "a");
    }

    @Test
    void nothingIsForcedWhereDurabilityIsOff() throws IOException {
        destination.close();
        destination = destination(false);
        copy("a/1.csv");

        assertThatCode(() -> destination.settle(all -> true)).doesNotThrowAnyException();
        assertThat(forced).isEmpty();
    }

    private Void settle() throws IOException {
        destination.settle(all -> true);
        return null;
    }

    private void copy(String name) throws IOException {
        try (PendingFile pending = destination.create(new RelativePath(name), STAMP)) {
            pending.append(ByteBuffer.wrap("four".getBytes(UTF_8)));
            pending.publish();
        }
    }

    private LocalDestination destination(boolean durable) {
        var settings = new LocalSettings(tree, durable, 1, LocalSettings.DEFAULT_LEFTOVER_AGE);
        return new LocalDestination(
                settings,
                Clock.systemUTC(),
                (realPath, names) -> watched(new PathFolder(realPath, names), RelativePath.ROOT));
    }

    /** A folder that tells when it is forced, and can be made to wait or fail. */
    private Folder watched(Folder folder, RelativePath path) {
        return (Folder) Proxy.newProxyInstance(
                Folder.class.getClassLoader(), new Class<?>[] {Folder.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("force")) {
                        force(path.value());
                    }
                    try {
                        Object result = method.invoke(folder, arguments);
                        return method.getName().equals("open")
                                ? watched((Folder) result, path.child((String) arguments[0]))
                                : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void force(String path) throws IOException, InterruptedException {
        forcing.countDown();
        assertThat(mayForce.await(30, TimeUnit.SECONDS)).isTrue();
        if (failing.contains(path)) {
            throw new IOException("Input/output error");
        }
        forced.add(path);
    }
}
