package org.genericsftp.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SkippedEntry;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.packets.Protocol;
import org.genericsftp.sftp.ModelLinks.Manners;
import org.genericsftp.source.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Symbolic links on servers that tell more or less of them. */
@Timeout(20)
class RealPathsTest {
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final ServerProfile profile = ModelLanes.unknown(ModelLanes.SETTINGS);

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closing : opened) {
            closing.close();
        }
    }

    private static ModelServer server(Manners manners) {
        return new ModelServer(new ModelServer.Manners(7, false, true, true, 5, true))
                .with(manners)
                .file("a/b/file", new byte[3], 1)
                .fileAt("/etc/secret", new byte[6]);
    }

    private SftpLane lane(ModelServer server) {
        SessionPool pool =
                new SessionPool(ModelLanes.SETTINGS, server.connect(), new ReadBuffers(1024 * 1024), profile);
        SftpLane lane = new SftpLane(pool, () -> pool, ModelLanes.SETTINGS, new Cancellation(), Runnable::run);
        opened.add(lane);
        opened.add(pool);
        return lane;
    }

    private static List<SourceEntry> find(SftpLane lane, Scope scope) throws FileException {
        List<SourceEntry> entries = new ArrayList<>();
        lane.list(scope, batch -> entries.addAll(batch.entries()));
        return entries;
    }

    private static Scope exactly(String... paths) {
        return new Scope.Exact(Stream.of(paths).map(RelativePath::new).toList());
    }

    private static Scope below(String folder) {
        return new Scope.Tree(new RelativePath(folder), below -> true);
    }

    private static Scope everything() {
        return new Scope.Tree(RelativePath.ROOT, folder -> true);
    }

    /** Where a file is read from. */
    private static String source(List<SourceEntry> entries, String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .map(entry -> entry instanceof RemoteFile file
                        ? new String(file.remoteName().toBytes(), UTF_8)
                        : entry.getClass().getSimpleName())
                .findAny()
                .orElse("nothing");
    }

    @ParameterizedTest
    @EnumSource
    void findsNoFileOutsideByAPathThatLeadsOut(Manners manners) throws Exception {
        SftpLane lane = lane(server(manners)
                .link("out", "/etc")
                .link("a/out", "../../etc")
                .link("secret", "/etc/secret")
                .link("twice", "a/out/secret"));
        String[] paths = {"out/secret", "a/out/secret", "secret", "twice", "a/b/file"};

        assertThat(find(lane, exactly(paths)))
                .hasSize(paths.length)
                .allMatch(entry -> entry instanceof SkippedEntry
                        || source(List.of(entry), "a/b/file").equals("/root/a/b/file"));
        assertThat(find(lane, everything()))
                .filteredOn(RemoteFile.class::isInstance)
                .hasSize(1);
        for (String folder : List.of("out", "a/out")) {
            assertThatThrownBy(() -> find(lane, below(folder))).hasMessageContaining("leads out");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REAL_REALPATH", "LEXICAL_REALPATH", "LSTAT_FOLLOWS", "MOD_SFTP", "ONLY_REALPATH"})
    void readsFilesFromWhereLinksLead(Manners manners) throws Exception {
        SftpLane lane = lane(server(manners)
                .link("relative", "a/b/file")
                .link("absolute", "/root/a/b/file")
                .link("folder", "a/b")
                .link("a/b/up", "../.././relative")
                .link("through", "folder/../b//up"));
        String[] paths = {"relative", "absolute", "folder/file", "folder/up", "a/b/up", "through"};

        List<SourceEntry> found = find(lane, exactly(paths));

        assertThat(paths).allSatisfy(path -> assertThat(source(found, path)).isEqualTo("/root/a/b/file"));
        assertThat(source(find(lane, below("folder")), "folder/up")).isEqualTo("/root/a/b/file");
        List<SourceEntry> listed = find(lane, everything());
        assertThat(List.of("relative", "absolute", "a/b/up", "through"))
                .allSatisfy(path -> assertThat(source(listed, path)).isEqualTo("/root/a/b/file"));
    }

    @ParameterizedTest
    @EnumSource
    void gettingNowhereIsGettingOut(Manners manners) throws Exception {
        SftpLane lane =
                lane(server(manners).link("self", "self").link("one", "two").link("two", "one"));

        assertThat(find(lane, everything()))
                .filteredOn(RemoteFile.class::isInstance)
                .hasSize(1);
        assertThat(find(lane, exactly("self/file", "one"))).noneMatch(RemoteFile.class::isInstance);
        assertThatThrownBy(() -> find(lane, below("self"))).isInstanceOf(FileException.class);
    }

    @Test
    void followsFortyLinksAndNoMore() throws Exception {
        ModelServer server = server(Manners.LEXICAL_REALPATH).link("link1", "a/b/file");
        IntStream.rangeClosed(2, 41).forEach(i -> server.link("link" + i, "link" + (i - 1)));

        List<SourceEntry> found = find(lane(server), exactly("link40", "link41"));

        assertThat(source(found, "link40")).isEqualTo("/root/a/b/file");
        assertThat(source(found, "link41")).isEqualTo("SkippedEntry");
    }

    @Test
    void doesNotFollowALinkIntoEverLongerPaths() throws Exception {
        String longer = "grows" + ("/" + "x".repeat(200)).repeat(5);
        ModelServer server = server(Manners.LEXICAL_REALPATH).link("grows", longer);

        assertThat(source(find(lane(server), exactly("grows")), "grows")).isEqualTo("SkippedEntry");
        assertThat(server.asked(Protocol.READLINK)).isLessThan(50);
    }

    @ParameterizedTest
    @EnumSource(names = {"REAL_REALPATH", "LEXICAL_REALPATH", "LSTAT_FOLLOWS", "MOD_SFTP"})
    void knowsWhereTheSourceDirectoryReallyIs(Manners manners) throws Exception {
        ModelServer server = new ModelServer(ModelServer.Manners.KIND)
                .with(manners)
                .linkAt("/root", "mnt/disk")
                .linkAt("/mnt/disk", "/data")
                .fileAt("/data/file", new byte[3])
                .linkAt("/data/real", "/data/file")
                .linkAt("/data/alias", "/root/file");

        List<SourceEntry> found = find(lane(server), everything());

        assertThat(List.of("file", "real", "alias"))
                .allSatisfy(path -> assertThat(source(found, path)).isEqualTo("/data/file"));
    }

    @Test
    void looksAtAFolderOnceHoweverManyOfItsFilesAreLookedUp() throws Exception {
        ModelServer server = server(Manners.REAL_REALPATH);
        String[] paths = IntStream.range(0, 5_000)
                .mapToObj(i -> "many/" + i % 3 + "/" + i)
                .toArray(String[]::new);
        Stream.of(paths).forEach(path -> server.file(path, new byte[1], 1));
        SftpLane lane = lane(server);
        find(lane, exactly("a/b/file"));
        int before = server.asked(Protocol.LSTAT) + server.asked(Protocol.READLINK) + server.asked(Protocol.REALPATH);

        assertThat(find(lane, exactly(paths))).hasSize(5_000).allMatch(RemoteFile.class::isInstance);

        int after = server.asked(Protocol.LSTAT) + server.asked(Protocol.READLINK) + server.asked(Protocol.REALPATH);
        int forFolders = 3 + 2 * 4;
        assertThat(after - before).isEqualTo(2 * 5_000 + forFolders);
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_READLINK", "ONLY_REALPATH"})
    void remembersThatThereIsNoReadLink(Manners manners) throws Exception {
        ModelServer server = server(manners);
        SftpLane lane = lane(server);
        find(lane, exactly("a/b/file"));
        int asked = server.asked(Protocol.READLINK);

        find(lane, exactly("a/b/file", "a/file"));

        assertThat(asked).isPositive();
        assertThat(server.asked(Protocol.READLINK)).isEqualTo(asked);
        assertThat(profile.facts())
                .filteredOn(fact -> fact.name().equals("readlink"))
                .singleElement()
                .satisfies(fact -> {
                    assertThat(fact.value()).isEqualTo("no");
                    assertThat(fact.reason()).startsWith("it answered READLINK with status 8");
                });
    }

    @Test
    void knowsAReadLinkThatIsUnsupportedOnlyWhereThereIsNoLink() throws Exception {
        ModelServer server = server(Manners.MOD_SFTP).link("link", "a/b/file");
        SftpLane lane = lane(server);
        find(lane, exactly("a/b/file"));

        assertThat(source(find(lane, exactly("link")), "link")).isEqualTo("/root/a/b/file");
        assertThat(profile.does(ServerTrait.READLINK)).isTrue();
    }
}
