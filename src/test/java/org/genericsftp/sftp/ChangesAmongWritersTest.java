package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.SourceOutcome.Done;
import org.genericsftp.source.ChangeOrder;
import org.genericsftp.source.CopiedFile;
import org.genericsftp.source.SourceChanges;
import org.genericsftp.testing.Extent;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Others write, replace and remove files between any two requests of those that delete or move what was copied; sessions are lost,
 * and two workers are at it at once. Whatever was not copied, and nobody else has taken away, is still there.
 */
class ChangesAmongWritersTest {
    private static final int FILES = 40;
    private static final Afterwards MOVE = Afterwards.moveTo("done").orElseThrow();

    /** All that let nothing be overwritten. */
    private static final List<ModelServer.Renames> RENAMES =
            List.of(ModelServer.Renames.PLAINLY, ModelServer.Renames.BY_LINKS, ModelServer.Renames.OVER_FILES);

    @RegisterExtension
    final ModelLanes lanes = new ModelLanes();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noBytesAreLostThatWereNotCopied(boolean delete) throws Exception {
        int rounds = Extent.of(150, 1_500);
        int changed = 0;
        long kept = 0;
        for (int seed = 1; seed <= rounds; seed++) {
            Round round = new Round(seed, delete ? Afterwards.DELETE : MOVE);
            round.run();
            changed += round.written;
            kept += round.told.values().stream()
                    .filter(done -> done == Done.KEPT)
                    .count();
        }
        assertThat(changed).isGreaterThan(rounds * 5);
        assertThat(kept).isBetween((long) rounds, (long) rounds * FILES);
    }

    private final class Round {
        private final int seed;
        private final Random random;
        private final Afterwards what;
        private final List<CopiedFile> copies = new ArrayList<>();
        private final Set<Integer> copied = new HashSet<>();
        /** What must still be somewhere, unless it was copied: what a writer has written, and no writer has taken away. */
        private final Set<Integer> alive = new TreeSet<>();

        private final Map<String, Done> told = new ConcurrentHashMap<>();
        private final ModelServer server;
        private int written;
        private int nextContent = 1;

        Round(int seed, Afterwards what) {
            this.seed = seed;
            this.what = what;
            random = new Random(seed);
            ModelServer.Renames renames = RENAMES.get(seed / 2 % RENAMES.size());
            server = new ModelServer(seed % 2 == 0 ? ModelServer.Manners.KIND : ModelServer.Manners.unkind(seed))
                    .renaming(renames, this::liveInBetween);
            for (int i = 0; i < FILES; i++) {
                int content = write("d" + i % 3 + "/f" + i);
                copies.add(new CopiedFile(
                        new RelativePath("d" + i % 3 + "/f" + i), new FileStamp(4, Instant.ofEpochSecond(content))));
                copied.add(content);
            }
            written = 0;
        }

        /** Each content is told by its bytes, and changes its file's time. */
        private int write(String path) {
            int content = nextContent++;
            ModelServer.Content before = server.content(path);
            if (before != null) {
                alive.remove(number(before));
            }
            server.file(path, ByteBuffer.allocate(4).putInt(content).array(), content);
            alive.add(content);
            written++;
            return content;
        }

        private void remove(String path) {
            ModelServer.Content before = server.content(path);
            if (before != null) {
                alive.remove(number(before));
                server.remove(path);
            }
        }

        private static int number(ModelServer.Content content) {
            return ByteBuffer.wrap(content.bytes).getInt();
        }

        /** Called between the steps of one request. */
        private synchronized void liveInBetween(String absolutePath) {
            String path = absolutePath.substring(ModelServer.ROOT.length() + 1);
            if (random.nextBoolean()
                    && copies.stream().anyMatch(copy -> copy.path().toString().equals(path))) {
                server.atomically(() -> write(path));
            }
        }

        /** Called between any two requests. */
        private void live(ModelServer speaking) {
            if (random.nextInt(12) == 0) {
                String path = copies.get(random.nextInt(copies.size())).path().toString();
                if (random.nextInt(4) == 0) {
                    remove(path);
                } else {
                    write(path);
                }
            }
            if (random.nextInt(250) == 0) {
                speaking.hangUp();
            }
        }

        void run() throws Exception {
            List<ModelServer> connections = IntStream.range(0, 30)
                    .mapToObj(i -> i == 0 ? server : server.another())
                    .toList();
            connections.forEach(connection -> connection.withWhim(request -> {
                synchronized (this) {
                    server.atomically(() -> live(connection));
                    return null;
                }
            }));
            Thread other = new Thread(() -> work(connections.subList(0, 15)), "other-worker");
            if (seed % 3 == 0) {
                other.start();
            }
            work(connections.subList(15, 30));
            other.join();
            check();
        }

        private void work(List<ModelServer> connections) {
            ModelLanes.Client client = lanes.client(connections.toArray(ModelServer[]::new));
            try {
                work(client);
            } finally {
                client.close();
            }
        }

        private void work(ModelLanes.Client client) {
            SourceChanges changes = client.change(
                    new ChangeOrder(what, what.moveTo(), copies.iterator()),
                    outcome -> told.merge(outcome.name(), outcome.done(), (one, two) -> one == Done.KEPT ? two : one));
            FileException why = null;
            for (int attempt = 0; attempt < 10; attempt++) {
                try {
                    changes.goOn(new Cancellation());
                    return;
                } catch (FileException e) {
                    why = e;
                }
            }
            changes.giveUp(why);
        }

        private void check() {
            Set<Integer> there =
                    server.files().values().stream().map(Round::number).collect(Collectors.toSet());
            Set<Integer> lost = new TreeSet<>(alive);
            lost.removeAll(there);
            if (what.moveTo() == null) {
                lost.removeAll(copied);
            }
            assertThat(lost).as("seed " + seed).isEmpty();
            assertThat(told).as("seed " + seed).hasSize(FILES);
            server.files().forEach((path, content) -> {
                if (path.startsWith(ModelServer.ROOT + "/done/")) {
                    assertThat(copied).as("seed " + seed + ": " + path).contains(number(content));
                }
            });
            copies.forEach(copy -> {
                boolean stands = server.content(copy.path().toString()) != null
                        && copied.contains(number(server.content(copy.path().toString())));
                if (told.get(copy.path().toString()) != Done.KEPT) {
                    assertThat(stands).as("seed " + seed + ": " + copy).isFalse();
                }
            });
        }
    }
}
