package org.genericsftp.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.genericsftp.file.SourceEntry;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.file.SourceOutcome.Done;
import org.genericsftp.packets.ModelPacket;
import org.genericsftp.packets.Protocol;
import org.genericsftp.source.ChangeOrder;
import org.genericsftp.source.CopiedFile;
import org.genericsftp.source.Lane;
import org.genericsftp.source.Scope;
import org.genericsftp.source.SourceChanges;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of files on a server, whatever happens to them meanwhile. */
class SftpChangesTest {
    private static final Afterwards MOVE = Afterwards.moveTo("processed").orElseThrow();
    private static final RelativePath PROCESSED = new RelativePath("processed");

    @RegisterExtension
    final ModelLanes lanes = new ModelLanes();

    private final ModelServer server = new ModelServer(ModelServer.Manners.KIND);
    private final List<SourceOutcome> told = new ArrayList<>();

    private SourceChanges changes(Afterwards what, CopiedFile... files) {
        return lanes.client(server, server.another()).change(order(what, files), told::add);
    }

    private static ChangeOrder order(Afterwards what, CopiedFile... files) {
        return new ChangeOrder(what, PROCESSED, List.of(files).iterator());
    }

    /** One of three bytes, changed at second 7. */
    private CopiedFile file(String path) {
        server.file(path, new byte[] {1, 2, 3}, 7);
        return copied(path);
    }

    private static CopiedFile copied(String path) {
        return new CopiedFile(new RelativePath(path), new FileStamp(3, Instant.ofEpochSecond(7)));
    }

    /** The names below the source directory. */
    private List<String> names() {
        return server.files().keySet().stream()
                .map(path -> path.substring(ModelServer.ROOT.length() + 1))
                .toList();
    }

    private ErrorCode code(String name) {
        return told.stream()
                .filter(outcome -> outcome.name().equals(name))
                .map(outcome -> outcome.error().code())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void deletesWhatIsAsItWasCopied() throws Exception {
        CopiedFile one = file("a/b/one.csv");
        CopiedFile changed = file("changed.csv");
        CopiedFile gone = file("gone.csv");
        server.content("changed.csv").modified = 8;
        server.remove("gone.csv");
        server.file("other.csv", new byte[1], 1);

        changes(Afterwards.DELETE, one, changed, gone).goOn(new Cancellation());

        assertThat(names()).containsExactly("changed.csv", "other.csv");
        assertThat(told).contains(SourceOutcome.deleted("a/b/one.csv")).hasSize(3);
        assertThat(code("changed.csv")).isEqualTo(ErrorCode.FILE_CHANGED);
        assertThat(code("gone.csv")).isEqualTo(ErrorCode.FILE_VANISHED);
    }

    @Test
    void movesFilesWithTheirFoldersAndOverwritesNothing() throws Exception {
        CopiedFile one = file("a/b/one.csv");
        CopiedFile two = file("two.csv");
        CopiedFile three = file("three.csv");
        server.file("processed/two.csv", new byte[1], 1);
        server.file("processed/three.csv", new byte[1], 1);
        server.file("processed/three.csv.19700101T000007Z", new byte[1], 1);

        changes(MOVE, one, two, three).goOn(new Cancellation());

        assertThat(names())
                .containsExactly(
                        "processed/a/b/one.csv",
                        "processed/three.csv",
                        "processed/three.csv.19700101T000007Z",
                        "processed/two.csv",
                        "processed/two.csv.19700101T000007Z",
                        "three.csv");
        assertThat(told)
                .contains(
                        SourceOutcome.moved("a/b/one.csv", new RelativePath("processed/a/b/one.csv")),
                        SourceOutcome.moved("two.csv", new RelativePath("processed/two.csv.19700101T000007Z")));
        assertThat(code("three.csv")).isEqualTo(ErrorCode.NAME_COLLISION);
    }

    @ParameterizedTest
    @EnumSource
    void leavesLinksAndWhatTheyLeadTo(ModelLinks.Manners manners) throws Exception {
        CopiedFile target = file("target.csv");
        file("processed/done.csv");
        server.fileAt("/etc/secret", new byte[3]).content("target.csv");
        server.with(manners)
                .link("link.csv", "target.csv")
                .link("secret.csv", "/etc/secret")
                .link("out", "/etc")
                .link("again", "processed");

        changes(
                        MOVE,
                        copied("link.csv"),
                        copied("secret.csv"),
                        copied("out/secret"),
                        copied("again/done.csv"),
                        copied("processed/done.csv"))
                .goOn(new Cancellation());

        assertThat(told).extracting(SourceOutcome::done).containsOnly(Done.KEPT).hasSize(5);
        assertThat(server.files()).containsOnlyKeys("/etc/secret", "/root/target.csv", "/root/processed/done.csv");
        assertThat(target).isNotNull();
    }

    @Test
    void movesNothingThroughALink() throws Exception {
        CopiedFile one = file("one.csv");
        server.file("elsewhere/x", new byte[1], 1).link("processed", "elsewhere");
        changes(MOVE, one).goOn(new Cancellation());
        assertThat(code("one.csv")).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(names()).containsExactly("elsewhere/x", "one.csv");
    }

    @ParameterizedTest
    @ValueSource(ints = {Protocol.RENAME, Protocol.REMOVE})
    void whatTheServerRefusesStaysWhereItIs(int type) throws Exception {
        CopiedFile one = file("one.csv");
        AtomicInteger refused = new AtomicInteger();
        server.withWhim(request -> request.type() == type && refused.getAndIncrement() == 0
                ? ModelPacket.status(request.id(), Protocol.PERMISSION_DENIED)
                : null);
        changes(Afterwards.DELETE, one).goOn(new Cancellation());
        assertThat(code("one.csv")).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(names()).containsExactly("one.csv");
    }

    @Test
    void aFileThatIsReplacedInTheMeantimeStaysBesideTheNewOne() throws Exception {
        CopiedFile one = file("one.csv");
        server.withWhim(request -> {
            if (request.type() == Protocol.RENAME) {
                server.file("one.csv", new byte[] {9}, 9);
                server.withWhim(next -> {
                    if (next.type() == Protocol.LSTAT && next.path().contains(".sftp-client-removes-")) {
                        server.file("one.csv", new byte[] {8}, 10);
                    }
                    return null;
                });
            }
            return null;
        });
        changes(Afterwards.DELETE, one).goOn(new Cancellation());

        assertThat(told.get(0).error().message())
                .contains("it has changed")
                .contains("it stands as one.csv.sftp-client");
        assertThat(server.content("one.csv").bytes).containsExactly(8);
        assertThat(server.files().values().stream().map(content -> content.bytes[0]))
                .containsExactlyInAnyOrder((byte) 8, (byte) 9);
    }

    @Test
    void aFileThatCanOnlyBeSetAsideIsListedUnderAFreshNameWhereItIsNotToGo() throws Exception {
        CopiedFile one = file("one.csv");
        server.renaming(ModelServer.Renames.BY_LINKS, path -> {}).linkingNothing();
        changes(MOVE, one).goOn(new Cancellation());
        assertThat(code("one.csv")).isEqualTo(ErrorCode.PERMISSION_DENIED);
        assertThat(names()).singleElement().asString().matches("one\\.csv\\.kept-\\d{8}T\\d{6}Z-[0-9a-f]{8}");
        assertThat(told.get(0).error().message()).contains("it stands as one.csv.kept-");
    }

    @ParameterizedTest
    @EnumSource
    void takesOneStepWhereTheServerHasIt(ModelServer.Renames renames) throws Exception {
        CopiedFile one = file("one.csv");
        CopiedFile two = file("two.csv");
        server.file("processed/two.csv", new byte[1], 1);
        server.renaming(renames, path -> {});
        changes(MOVE, one, two).goOn(new Cancellation());
        assertThat(names())
                .containsExactly("processed/one.csv", "processed/two.csv", "processed/two.csv.19700101T000007Z");
        assertThat(server.content("processed/two.csv").bytes).hasSize(1);
        assertThat(server.asked(Protocol.RENAME) > 0)
                .isEqualTo(renames == ModelServer.Renames.PLAINLY || renames == ModelServer.Renames.WITHOUT_WORD);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void goesOnWhereASessionWasLost(int request) throws Exception {
        for (Afterwards what : List.of(Afterwards.DELETE, MOVE)) {
            for (boolean carriedOut : new boolean[] {true, false}) {
                for (ModelServer.Renames renames : ModelServer.Renames.values()) {
                    loseSessionAt(request, what, carriedOut, renames);
                }
            }
        }
    }

    private void loseSessionAt(int number, Afterwards what, boolean carriedOut, ModelServer.Renames renames)
            throws Exception {
        ModelServer first = new ModelServer(ModelServer.Manners.KIND)
                .renaming(renames, path -> {})
                .file("one.csv", new byte[] {1, 2, 3}, 7);
        AtomicInteger requests = new AtomicInteger();
        ModelServer.Whim hangsUp = request -> {
            boolean begun = requests.get() > 0
                    || (request.type() == Protocol.REALPATH && request.path().isEmpty());
            if (begun && request.type() != Protocol.STAT && requests.incrementAndGet() == number + 3) {
                first.hangUp();
                return carriedOut ? null : new byte[0];
            }
            return null;
        };
        first.withWhim(hangsUp);
        List<SourceOutcome> outcomes = new ArrayList<>();
        SourceChanges changes =
                lanes.client(first, first.another()).change(order(what, copied("one.csv")), outcomes::add);
        for (int attempt = 0; attempt < 2 && outcomes.isEmpty(); attempt++) {
            try {
                changes.goOn(new Cancellation());
            } catch (FileException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_FAILED);
            }
        }
        assertThat(outcomes)
                .extracting(SourceOutcome::done)
                .containsExactly(what.moveTo() == null ? Done.DELETED : Done.MOVED);
        assertThat(first.files().keySet())
                .containsExactlyElementsOf(what.moveTo() == null ? List.of() : List.of("/root/processed/one.csv"));
    }

    @Test
    void aCancellationEndsItAfterTheFilesThatItHasBegunWith() throws Exception {
        CopiedFile[] files =
                IntStream.range(0, 2_000).mapToObj(i -> file("f" + i)).toArray(CopiedFile[]::new);
        Cancellation cancellation = new Cancellation();
        AtomicInteger removed = new AtomicInteger();
        server.withWhim(request -> {
            if (request.type() == Protocol.REMOVE && removed.incrementAndGet() == 5) {
                cancellation.cancel(new FileException(ErrorCode.CANCELLED, Remedy.LATER, "The worker ends"));
            }
            return null;
        });
        SourceChanges changes = changes(Afterwards.DELETE, files);
        assertThatThrownBy(() -> changes.goOn(cancellation)).hasMessage("The worker ends");
        changes.giveUp(cancellation.reason());

        Map<Done, Long> counts =
                told.stream().collect(Collectors.groupingBy(SourceOutcome::done, Collectors.counting()));
        assertThat(told).hasSize(2_000);
        assertThat(counts.get(Done.KEPT)).isEqualTo(names().size()).isBetween(1_000L, 1_995L);
        assertThat(names()).noneMatch(name -> name.contains("removes"));
    }

    @Test
    void aFileThatAKilledWorkerLeftAsideIsNotListedUntilItHasANameThatSaysSo() throws Exception {
        String old = "removes-%08x-00000001"
                .formatted(Instant.parse("2026-11-01T10:00:00Z").getEpochSecond());
        String other = old.replace("-00000001", "-00000002");
        server.file("a/one.csv.sftp-client-" + old, new byte[] {1}, 1)
                .file("two.csv.sftp-client-" + old, new byte[] {2}, 1)
                .file("two.csv.sftp-client-" + other, new byte[] {4}, 1)
                .file("two.csv", new byte[] {3}, 1);
        ModelLanes.Client client = lanes.client(server);
        List<SourceEntry> listed = new ArrayList<>();
        try (Lane lane = client.lane()) {
            lane.list(new Scope.Tree(RelativePath.ROOT, folder -> true), batch -> listed.addAll(batch.entries()));
        }
        assertThat(listed).extracting(SourceEntry::name).containsExactly("two.csv");

        client.change(order(Afterwards.DELETE), told::add).goOn(new Cancellation());
        assertThat(names())
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                "a/one.csv.kept-20261101T100000Z",
                                "two.csv",
                                "two.csv.kept-20261101T100000Z",
                                "two.csv.sftp-client-" + other)
                        .toList());
        assertThat(new String(server.content("two.csv").bytes, UTF_8)).isEqualTo("\u0003");
    }
}
