package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.SkipReason;
import org.genericsftp.file.SkippedEntry;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.source.Lane;
import org.genericsftp.source.Scope;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.Test;

/** What the source does with any server, and what symbolic links are to it, whatever the server tells of them. */
abstract class SftpLinksContract extends SftpSourceContract {
    private static final List<String> LEADING_OUT = List.of(
            "secret",
            "relative-secret",
            "through-out",
            "out",
            "relative-out",
            "passwords",
            "real/up",
            "dangling",
            "self",
            "loop-a",
            "loop-b",
            "folder",
            "dot");

    /** Links to one file, by all ways that stay inside; its bytes. */
    private byte[] linkFilesInside() throws Exception {
        byte[] bytes = put("real/deep/target.csv", 100);
        link("relative.csv", Path.of("real/deep/target.csv"));
        link("absolute.csv", tree().resolve("real/deep/target.csv"));
        link("chain.csv", Path.of("relative.csv"));
        link("chain-to-absolute.csv", Path.of("absolute.csv"));
        link("real/upwards.csv", Path.of("../real/./deep//target.csv"));
        link("folder", Path.of("real/deep"));
        link("through-folder.csv", Path.of("folder/target.csv"));
        link("beside-folder.csv", Path.of("folder/../upwards.csv"));
        return bytes;
    }

    private void linkOutAndNowhere() throws Exception {
        Files.createDirectories(outside());
        Files.writeString(outside().resolve("secret.txt"), "secret");
        Files.createDirectories(outside().resolve("below"));
        Files.writeString(outside().resolve("below/secret.txt"), "secret");
        link("out", outside());
        link("relative-out", Path.of("../outside"));
        link("secret", outside().resolve("secret.txt"));
        link("relative-secret", Path.of("../outside/secret.txt"));
        link("through-out", Path.of("out/secret.txt"));
        link("passwords", Path.of("/etc/passwd"));
        link("dangling", Path.of("gone"));
        link("self", Path.of("self"));
        link("loop-a", Path.of("loop-b"));
        link("loop-b", Path.of("loop-a"));
        link("dot", Path.of("."));
        link("real/up", Path.of("../.."));
    }

    private Path outside() {
        return tree().resolveSibling("outside");
    }

    private void link(String path, Path target) throws Exception {
        Files.createSymbolicLink(tree().resolve(path), target);
    }

    private static Map<String, RemoteFile> files(List<SourceEntry> entries) {
        return entries.stream()
                .filter(RemoteFile.class::isInstance)
                .collect(Collectors.toMap(
                        SourceEntry::name, entry -> (RemoteFile) entry, (first, second) -> first, TreeMap::new));
    }

    private static Scope exactly(String... paths) {
        return new Scope.Exact(List.of(paths).stream().map(RelativePath::new).toList());
    }

    private static Scope below(String folder) {
        return new Scope.Tree(new RelativePath(folder), below -> true);
    }

    private static void assertAllHave(byte[] bytes, Lane lane, Map<String, RemoteFile> files) throws Exception {
        for (RemoteFile file : files.values()) {
            assertThat(file.stamp()).as(file.name()).isEqualTo(new FileStamp(bytes.length, TIME));
            assertThat(fetch(lane, file).get(10, TimeUnit.SECONDS))
                    .as(file.name())
                    .isEqualTo(bytes);
        }
    }

    @Test
    void followsLinksToFilesInsideTheSourceDirectory() throws Exception {
        byte[] bytes = linkFilesInside();
        try (Lane lane = lane()) {
            Map<String, RemoteFile> files = files(list(lane, everything()));

            assertThat(files.keySet())
                    .containsExactlyInAnyOrder(
                            "real/deep/target.csv",
                            "relative.csv",
                            "absolute.csv",
                            "chain.csv",
                            "chain-to-absolute.csv",
                            "real/upwards.csv",
                            "through-folder.csv",
                            "beside-folder.csv");
            assertAllHave(bytes, lane, files);
        }
    }

    @Test
    void skipsLinksThatLeadOutOrNowhereOrToFolders() throws Exception {
        linkFilesInside();
        linkOutAndNowhere();
        try (Lane lane = lane()) {
            List<SourceEntry> found = list(lane, everything());

            assertThat(found)
                    .filteredOn(SkippedEntry.class::isInstance)
                    .allSatisfy(
                            entry -> assertThat(((SkippedEntry) entry).reason()).isEqualTo(SkipReason.LINK))
                    .extracting(SourceEntry::name)
                    .containsExactlyInAnyOrderElementsOf(LEADING_OUT);
            assertThat(files(found)).hasSize(8);
        }
    }

    @Test
    void looksUpPathsThroughLinksThatStayInside() throws Exception {
        byte[] bytes = linkFilesInside();
        String[] paths = {
            "absolute.csv",
            "chain.csv",
            "real/upwards.csv",
            "folder/target.csv",
            "real/deep/target.csv",
            "through-folder.csv",
            "beside-folder.csv"
        };
        try (Lane lane = lane()) {
            Map<String, RemoteFile> files = files(list(lane, exactly(paths)));

            assertThat(files.keySet()).containsExactlyInAnyOrder(paths);
            assertAllHave(bytes, lane, files);
        }
    }

    @Test
    void looksUpNoPathThatLeadsOut() throws Exception {
        linkFilesInside();
        linkOutAndNowhere();
        String[] through = {
            "out/secret.txt",
            "relative-out/secret.txt",
            "out/below/secret.txt",
            "real/up/outside/secret.txt",
            "out/gone"
        };
        try (Lane lane = lane()) {
            List<SourceEntry> found = list(lane, exactly(through));
            found.addAll(list(lane, exactly(LEADING_OUT.toArray(String[]::new))));

            assertThat(files(found)).isEmpty();
            assertThat(found).hasSize(through.length + LEADING_OUT.size());
            assertThat(found)
                    .filteredOn(entry -> entry.name().contains("secret"))
                    .allSatisfy(
                            entry -> assertThat(((SkippedEntry) entry).reason()).isEqualTo(SkipReason.LINK));
            assertThat(found)
                    .filteredOn(entry -> entry.name().endsWith("/secret.txt"))
                    .allSatisfy(
                            entry -> assertThat(((SkippedEntry) entry).stamp()).isEqualTo(FileStamp.UNKNOWN));
        }
    }

    @Test
    void searchesAFolderThatIsALinkInsideButNoneThatIsOneOut() throws Exception {
        byte[] bytes = linkFilesInside();
        linkOutAndNowhere();
        try (Lane lane = lane()) {
            Map<String, RemoteFile> files = files(list(lane, below("folder")));

            assertThat(files.keySet()).containsExactly("folder/target.csv");
            assertAllHave(bytes, lane, files);
            for (String folder : List.of("out", "relative-out", "out/below", "real/up", "real/up/outside", "self")) {
                assertThatThrownBy(() -> list(lane, below(folder)))
                        .as(folder)
                        .isInstanceOfSatisfying(
                                FileException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SOURCE_NOT_FOUND));
            }
        }
    }

    @Test
    void findsFilesInsideASourceDirectoryThatIsReachedThroughALink() throws Exception {
        byte[] bytes = linkFilesInside();
        link("real/absolute.csv", tree().resolve("real/deep/target.csv"));
        link("real/out.csv", Path.of("../relative.csv"));
        link("linked", tree().resolve("real"));
        String linked = server().sourceDirectory().replaceAll("/$", "") + "/linked";
        try (SftpSource source =
                        new SftpSource(TestSettings.withSourceDirectory(server().settings(), linked), buffers());
                Lane lane = lane(source)) {
            Map<String, RemoteFile> files = files(list(lane, everything()));
            files.putAll(files(list(lane, exactly("deep/target.csv", "out.csv"))));

            assertThat(files.keySet())
                    .containsExactlyInAnyOrder("absolute.csv", "deep/target.csv", "out.csv", "upwards.csv");
            assertAllHave(bytes, lane, files);
        }
    }
}
