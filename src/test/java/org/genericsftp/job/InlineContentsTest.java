package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.genericsftp.file.Content;
import org.genericsftp.file.Content.Form;
import org.genericsftp.file.DataSize;
import org.genericsftp.file.DigestAlgorithm;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Inline;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Verification;
import org.genericsftp.filter.Order;
import org.genericsftp.request.FileRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InlineContentsTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    private Path copies;

    private TreeJobs jobs;

    @BeforeEach
    void setUp() {
        jobs = new TreeJobs(copies, Clock.systemUTC());
    }

    @AfterEach
    void tearDown() {
        jobs.close();
    }

    @Test
    void areThoseOfCopiedAndOfUnchangedFiles() {
        put("a", 10);
        put("large", 11);
        put("empty", 0);

        for (Outcome outcome : List.of(Outcome.COPIED, Outcome.UNCHANGED)) {
            List<FileOutcome> files = ask(FileRequest.EVERYTHING, 10, Form.TEXT);
            assertThat(files).extracting(FileOutcome::name).containsExactly("a", "empty", "large");
            assertThat(files).extracting(FileOutcome::outcome).containsOnly(outcome);
            assertThat(files)
                    .extracting(FileOutcome::content)
                    .containsExactly(new Content(Form.TEXT, source("a")), new Content(Form.TEXT, ""), null);
        }
    }

    @Test
    void standBesideDigestsAndProof() {
        put("a", 10);
        FileRequest proven =
                FileRequest.EVERYTHING.withDigest(DigestAlgorithm.SHA_256).withVerify(Verification.REREAD);

        for (Outcome outcome : List.of(Outcome.COPIED, Outcome.UNCHANGED)) {
            FileOutcome file = ask(proven, 10, Form.TEXT).get(0);
            assertThat(file.outcome()).isEqualTo(outcome);
            assertThat(file.digest()).isNotNull();
            assertThat(file.verified()).isNotNull();
            assertThat(file.content()).isEqualTo(new Content(Form.TEXT, source("a")));
        }
    }

    @Test
    void areWhatIsAtTheDestination() throws IOException {
        put("a", 4);
        ask(FileRequest.EVERYTHING, 10, Form.TEXT);
        Files.writeString(copies.resolve("a"), "mine");
        Files.setLastModifiedTime(copies.resolve("a"), FileTime.from(NOON));

        FileOutcome file = ask(FileRequest.EVERYTHING, 10, Form.TEXT).get(0);

        assertThat(file.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(file.content()).isEqualTo(new Content(Form.TEXT, "mine"));
    }

    @Test
    void areNotThoseOfFilesThatWouldBeCopied() {
        put("a", 4);
        FileOutcome planned =
                ask(FileRequest.EVERYTHING.withDryRun(true), 10, Form.TEXT).get(0);
        assertThat(planned.outcome()).isEqualTo(Outcome.PLANNED);
        assertThat(planned.content()).isNull();
    }

    @Test
    void haveABoundTogether() {
        int each = 64 << 10;
        int files = (4 << 20) / each + 3;
        IntStream.range(0, files).forEach(i -> put("f" + i, each));

        for (Outcome outcome : List.of(Outcome.COPIED, Outcome.UNCHANGED)) {
            List<FileOutcome> told = ask(FileRequest.EVERYTHING, each, Form.BASE64);
            assertThat(told)
                    .hasSize(files)
                    .allSatisfy(file -> assertThat(file.outcome()).isEqualTo(outcome));
            assertThat(told.stream().filter(file -> file.content() != null)).hasSize(files - 3);
        }
    }

    private List<FileOutcome> ask(FileRequest request, int max, Form form) {
        return jobs.run(request.withInline(new Inline(new DataSize(max), form)).withOrder(Order.NAME), NOON)
                .files();
    }

    private void put(String name, int size) {
        jobs.source.put(new RelativePath(name), size, NOON);
    }

    private String source(String name) {
        return new String(jobs.source.content(new RelativePath(name)), StandardCharsets.UTF_8);
    }
}
