package org.genericsftp.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.genericsftp.testing.RealServers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of the operating system, and in which order: a power loss can't be tested otherwise. */
class SystemCallsTest {
    @TempDir
    Path area;

    private Path tree;
    private Path strace;

    @BeforeEach
    void layOut() throws Exception {
        strace = RealServers.require("strace");
        if (!CopyOneFile.run(new ProcessBuilder(strace.toString(), "-o", "/dev/null", "true"))
                .isEmpty()) {
            RealServers.skip("the right to watch a process with strace");
        }
        tree = Files.createDirectory(area.resolve("tree"));
    }

    @Test
    void aDurableFileIsWrittenThenForcedThenRenamedThenItsFoldersAreForced() throws Exception {
        List<String> calls = watchedCopy(true);

        int written = only(calls, call -> call.startsWith("write(") && call.contains(".part>"));
        int timed = only(calls, call -> call.startsWith("utimensat(") && call.contains(".part>"));
        int forced = only(calls, call -> call.startsWith("fsync(") && call.contains(".part>"));
        int renamed = only(calls, call -> call.startsWith("rename") && call.contains(".csv\""));
        List<Integer> foldersForced = List.of(
                only(calls, call -> call.startsWith("fsync(") && call.contains("/tree/in/deep>")),
                only(calls, call -> call.startsWith("fsync(") && call.contains("/tree/in>")),
                only(calls, call -> call.startsWith("fsync(") && call.contains("/tree>")));

        assertThat(List.of(written, timed, forced, renamed)).isSorted();
        assertThat(foldersForced).allMatch(position -> position > renamed);
        assertThat(calls)
                .as("nothing is removed, but for what names are tried with, in a folder of its own")
                .filteredOn(call -> call.startsWith("unlink"))
                .allMatch(call -> call.contains(".part>, ") || call.contains(".part\", AT_REMOVEDIR"));
    }

    @Test
    void nothingIsForcedWhereDurabilityIsOff() throws Exception {
        List<String> calls = watchedCopy(false);

        int written = only(calls, call -> call.startsWith("write(") && call.contains(".part>"));
        int renamed = only(calls, call -> call.startsWith("rename") && call.contains(".csv\""));
        assertThat(written).isLessThan(renamed);
        assertThat(calls).noneMatch(call -> call.startsWith("fsync") || call.startsWith("fdatasync"));
    }

    @Test
    void noFolderAndNoFileIsOpenedInAWayThatFollowsLinks() throws Exception {
        assertThat(watchedCopy(true))
                .filteredOn(call -> call.startsWith("openat(") && call.contains("/tree"))
                // The root itself lies outside the jail.
                .filteredOn(call -> !call.startsWith("openat(AT_FDCWD"))
                .hasSizeGreaterThan(4)
                .allMatch(call -> call.contains("O_NOFOLLOW") || call.contains("O_EXCL"));
    }

    /** The file system calls that concern the tree, in their order. */
    private List<String> watchedCopy(boolean durable) throws Exception {
        Path log = area.resolve("calls");
        List<String> watch = List.of(
                strace.toString(),
                "-f",
                "-y",
                "-s",
                "4096",
                "-q",
                "-o",
                log.toString(),
                "-e",
                "trace=openat,write,pwrite64,fsync,fdatasync,utimensat,unlink,unlinkat,rename,renameat,renameat2");
        ProcessBuilder command = new ProcessBuilder(CopyOneFile.joined(watch, CopyOneFile.command(tree, durable)));
        command.environment().put("LC_ALL", "C.UTF-8");

        assertThat(CopyOneFile.run(command)).isEmpty();
        assertThat(tree.resolve(CopyOneFile.NAME)).hasContent(CopyOneFile.CONTENT);
        return Files.readAllLines(log).stream()
                .map(line -> line.substring(line.indexOf(' ')).strip())
                .filter(call -> call.contains(tree.toString()))
                .toList();
    }

    private static int only(List<String> calls, Predicate<String> wanted) {
        assertThat(calls).filteredOn(wanted).as("in %s", calls).hasSize(1);
        return calls.indexOf(calls.stream().filter(wanted).findFirst().orElseThrow());
    }
}
