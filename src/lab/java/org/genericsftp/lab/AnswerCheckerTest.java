package org.genericsftp.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.genericsftp.lab.SourceTree.LabFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The laboratory notices what it is there to notice. */
class AnswerCheckerTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path area;

    private final Tally tally = new Tally(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private Path copies;
    private SourceTree source;
    private LabFolder folder;
    private LabFile file;
    private Asked asked;
    private ObjectNode page;

    @BeforeEach
    void copyAFolder() throws Exception {
        Path root = Files.createDirectory(area.resolve("root"));
        copies = Files.createDirectory(area.resolve("copies"));
        source = new SourceTree(root, Files.createDirectory(area.resolve("nursery")), new Random(42));
        folder = source.addMixed("some");
        for (LabFile each : folder.files()) {
            Files.createDirectories(copies.resolve(each.name()).getParent());
            Files.copy(root.resolve(each.name()), copies.resolve(each.name()), StandardCopyOption.COPY_ATTRIBUTES);
        }
        file = folder.files().get(0);
        asked = new RequestMix(new Random(42)).byFolder(folder, true);
        page = truthfulPage(folder.files());
    }

    private ObjectNode truthfulPage(List<LabFile> files) {
        ObjectNode reply = JSON.createObjectNode()
                .put("requestId", asked.requestId())
                .put("replyId", "r")
                .put("status", "COMPLETED");
        reply.putObject("page").put("number", 1).put("last", true);
        reply.putObject("totals").put("matched", files.size());
        ArrayNode listed = reply.putArray("files");
        for (LabFile each : files) {
            listed.addObject()
                    .put("name", each.name())
                    .put("size", each.size())
                    .put("modified", each.modified().toString())
                    .put("outcome", "COPIED")
                    .put("digest", "sha-256:" + each.sha256());
        }
        return reply;
    }

    @Test
    void aTrueAnswerIsAccepted() {
        assertThat(violations()).isEmpty();
    }

    @Test
    void aCopyThatIsNotThereIsNoticed() throws Exception {
        Files.delete(copies.resolve(file.name()));

        assertThat(violations()).singleElement().asString().contains(file.name() + " is not at the destination");
    }

    @Test
    void aCopyOfTheRightSizeAndTimeWithOtherContentIsNoticed() throws Exception {
        byte[] content = Files.readAllBytes(copies.resolve(file.name()));
        content[content.length / 2]++;
        Files.write(copies.resolve(file.name()), content);
        Files.setLastModifiedTime(copies.resolve(file.name()), FileTime.from(file.modified()));

        assertThat(violations()).singleElement().asString().contains("has the digest");
    }

    @Test
    void aCopyOfAnotherTimeIsNoticed() throws Exception {
        Files.setLastModifiedTime(copies.resolve(file.name()), FileTime.from(Instant.EPOCH));

        assertThat(violations()).singleElement().asString().contains("is of 1970");
    }

    @Test
    void aFileThatIsNotListedIsNoticed() {
        ((ArrayNode) page.path("files")).remove(0);

        assertThat(violations()).singleElement().asString().contains("lacks: 1 [" + file.name());
    }

    @Test
    void anotherOrderIsNoticed() {
        asked = new RequestMix(new Random(42)).newest(folder);
        page = truthfulPage(asked.files());
        assertThat(violations()).isEmpty();

        ArrayNode files = (ArrayNode) page.path("files");
        files.add(files.remove(0));

        assertThat(violations()).singleElement().asString().contains("another order");
    }

    @Test
    void aWrongDigestIsNoticed() {
        ((ObjectNode) page.path("files").path(0)).put("digest", "sha-256:00");

        assertThat(violations()).singleElement().asString().contains("but the digest is " + file.sha256());
    }

    @Test
    void anAnswerThatIsNotCompletedIsNoticedUnlessItIsExcused() {
        page.put("status", "PARTIAL");
        Tally other = new Tally(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        new AnswerChecker(source, copies, other, answer -> true).check(asked, answer());

        assertThat(other.violations()).isEmpty();
        assertThat(violations()).singleElement().asString().contains("PARTIAL");
    }

    @Test
    void aMissingPageIsNoticed() {
        ((ObjectNode) page.path("page")).put("number", 2);

        assertThat(answer().files()).isNotEmpty();
        assertThat(tally.violations()).singleElement().asString().contains("of 2 pages, there are only [2]");
    }

    private List<String> violations() {
        new AnswerChecker(source, copies, tally).check(asked, answer());
        return tally.violations();
    }

    private Answer answer() {
        return new PageCollector(tally).add(page);
    }
}
