package org.genericsftp.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.genericsftp.bench.Program.APPLY;
import static org.genericsftp.bench.Program.APPLY_BEFORE;
import static org.genericsftp.bench.Program.ECHO;
import static org.genericsftp.bench.Program.WORKER;
import static org.genericsftp.bench.Program.WORKER_BEFORE;
import static org.genericsftp.bench.Program.WORKER_COLD;
import static org.genericsftp.bench.Program.WORKER_COLD_BEFORE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsTest {
    @Test
    void areAllButThoseOnRequest() {
        assertThat(ids())
                .startsWith("small", "small-disk")
                .contains("small@50", "list@50", "share-small", "share-big", "memory")
                .doesNotContain("memory-million")
                .doesNotHaveDuplicates();
    }

    @Test
    void areAllOfAWorkload() {
        assertThat(ids("--only", "small,few")).containsExactly("small", "small@50", "few");
        assertThat(ids("--only", "memory-million")).containsExactly("memory-million");
    }

    @Test
    void areThoseWithADelay() {
        assertThat(ids("--only", "small,big-128", "--delays", "50,200"))
                .containsExactly("small@50", "big-128@50", "big-128@200");
    }

    @Test
    void haveNoGoalsAtADistanceOfOnesOwn() {
        List<Row> rows = chosen("--only", "small@50,small@20");

        assertThat(rows).extracting(Row::delayMillis).containsExactly(50, 20);
        assertThat(rows.get(0).goals()).isNotEmpty();
        assertThat(rows.get(1).goals()).isEmpty();
    }

    @Test
    void areSmallerWhenScaled() {
        assertThat(chosen("--only", "small,big,medium", "--scale", "0.01", "--delays", "0"))
                .extracting(row -> row.workload().data().toString())
                .containsExactly("100 files of 4 KiB", "one file of 10 MiB", "10 files of 256 KiB");
    }

    @Test
    void haveTheBuildBeforeBesideEachOfOurs(@TempDir Path folder) throws IOException {
        String jar = Files.createFile(folder.resolve("before.jar")).toString();

        assertThat(chosen("--only", "small@0,few", "--before", jar, "--peers", "none"))
                .extracting(Row::programs)
                .containsExactly(
                        List.of(WORKER, WORKER_BEFORE, WORKER_COLD, WORKER_COLD_BEFORE, APPLY, APPLY_BEFORE),
                        List.of(WORKER, WORKER_BEFORE));
        assertThat(chosen("--only", "few")).extracting(Row::programs).containsExactly(List.of(WORKER, ECHO));
    }

    @Test
    void areNotThereUnderAnyName() {
        assertThatThrownBy(() -> chosen("--only", "tiny"))
                .hasMessageStartingWith("No workload is called tiny; there are [small,");
        assertThatThrownBy(() -> chosen("--only", "medium", "--delays", "50"))
                .hasMessage("No row has one of these delays: [50]");
    }

    private static List<String> ids(String... arguments) {
        return chosen(arguments).stream().map(Row::id).toList();
    }

    private static List<Row> chosen(String... arguments) {
        return Rows.chosen(BenchOptions.parse(List.of(arguments)));
    }
}
