package org.genericsftp.sftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.packets.ModelPacket;
import org.genericsftp.packets.Protocol;
import org.genericsftp.sftp.ModelServer.Manners;
import org.genericsftp.sftp.ModelServer.Request;
import org.genericsftp.sftp.ModelServer.Whim;
import org.jspecify.annotations.Nullable;

/** A way in which an SFTP server lies, and how a request for all of its files ends then. */
public final class Evil {
    static final Evil NONE = new Evil("none", null, "", session -> request -> null);

    private static final int LINK = 0xA1FF;
    private static final int PROGRAM_OF_ROOT = 0x8FFF;
    private static final int SIZE = 300_000;

    private static final String MAX_ENTRIES = "(max-entries)";

    /** Some lead to what the tests have beside their destination directories. */
    private static final List<String> NAMES_THAT_LEAD_OUT = List.of(
            "a/b",
            "/etc/passwd",
            "../beside/canary",
            "../../beside/canary",
            "../copies-too/canary",
            "..",
            "a/../../b",
            "./x",
            "/",
            "a/",
            "",
            "nul\0nul",
            "\0",
            "\u00ff",
            "\u00c0\u00ae\u00c0\u00ae\u00c0\u00af",
            "\u00ed\u00a0\u0080",
            "x".repeat(300));

    private static final List<String> STRANGE_NAMES = List.of(
            "...",
            ".. ",
            " ",
            "-rf",
            "*",
            "~",
            "a\nb",
            "\u001b]0;title\u0007",
            "back\\slash",
            "..\\..\\up",
            "C:",
            "%2e%2e%2fup",
            "\u202egpj.exe",
            "$(touch pwned)",
            "a;b&c|d",
            ".gsc-00000000-00000000-1.part");

    private final String name;
    private final @Nullable ErrorCode code;
    private final String said;
    private final Function<ModelServer, Whim> whims;
    private final ModelServer tree = new ModelServer(Manners.KIND)
            .file("good", random(1000), 1_700_000_000)
            .file("deep/er", random(10), 1_700_000_001)
            .file("victim", random(SIZE), 1_700_000_002);

    /**
     * @param code of the error with which the request ends, or one of its files; null for none
     * @param said a part of that error's text
     * @param whims of each of its sessions
     */
    private Evil(String name, @Nullable ErrorCode code, String said, Function<ModelServer, Whim> whims) {
        this.name = name;
        this.code = code;
        this.said = said;
        this.whims = whims;
    }

    public @Nullable ErrorCode code() {
        return code;
    }

    public String said() {
        return said;
    }

    /** What it has under that name. */
    public byte[] bytesOf(String path) {
        return tree.content("swap".equals(path) ? "good" : path).bytes;
    }

    ModelServer session() {
        ModelServer session = tree.another();
        return session.withWhim(whims.apply(session));
    }

    private Evil with(String path, byte[] bytes) {
        tree.file(path, bytes, 1_700_000_003);
        return this;
    }

    private Evil listingVictimAs(long size) {
        tree.content("victim").listedSize = size;
        return this;
    }

    private Evil linking(String path, String target) {
        tree.link(path, target);
        return this;
    }

    @Override
    public String toString() {
        return name;
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** All of them. */
    public static Stream<Evil> all() {
        return Stream.of(breaches(), wrongKinds(), introductions(), names(), listings(), contents(), links())
                .flatMap(List::stream);
    }

    private static Evil to(int type, String name, @Nullable ErrorCode code, String said, Whim answer) {
        return new Evil(name, code, said, session -> request -> request.type() == type ? answer.answer(request) : null);
    }

    private static Evil toRead(String name, @Nullable ErrorCode code, String said, Whim answer) {
        return to(
                Protocol.READ,
                name,
                code,
                said,
                request -> "victim".equals(request.path()) ? answer.answer(request) : null);
    }

    private static Evil toLstat(String name, ErrorCode code, String said, Whim answer) {
        return to(
                Protocol.LSTAT,
                name,
                code,
                said,
                request -> "victim".equals(request.path()) ? answer.answer(request) : null);
    }

    private static List<Evil> breaches() {
        List<Evil> all = new ArrayList<>();
        for (Breach breach : Breach.values()) {
            all.add(toRead("READ: " + breach, ErrorCode.CONNECTION_FAILED, breach.said(), breach::to));
        }
        for (Breach breach : List.of(Breach.NAMES_THAT_ARE_MISSING, Breach.MINUS_ONE_NAMES, Breach.A_NAME_CUT_SHORT)) {
            all.add(to(Protocol.READDIR, "READDIR: " + breach, ErrorCode.CONNECTION_FAILED, breach.said(), breach::to));
        }
        for (Breach breach :
                List.of(Breach.A_NEGATIVE_SIZE, Breach.ATTRIBUTES_CUT_SHORT, Breach.ENDLESS_EXTENDED_ATTRIBUTES)) {
            all.add(toLstat("LSTAT: " + breach, ErrorCode.CONNECTION_FAILED, breach.said(), breach::to));
        }
        all.add(toRead("READ: answered twice", ErrorCode.CONNECTION_FAILED, "broke the protocol", request -> {
            byte[] once = ModelPacket.data(request.id(), new byte[request.length()]);
            return ByteBuffer.allocate(2 * once.length).put(once).put(once).array();
        }));
        return all;
    }

    /** Answers that would be right for another request. */
    private static List<Evil> wrongKinds() {
        byte[] x = {'x'};
        return List.of(
                toRead(
                        "READ: a handle",
                        ErrorCode.CONNECTION_FAILED,
                        "answered with Handle",
                        request -> handle(request, "h0")),
                toRead(
                        "READ: OK",
                        ErrorCode.INTERNAL_ERROR,
                        "answered status 0",
                        request -> ModelPacket.status(request.id(), Protocol.OK)),
                toRead(
                        "READ: names",
                        ErrorCode.CONNECTION_FAILED,
                        "answered with Names",
                        request -> ModelPacket.names(request.id(), x)),
                to(
                        Protocol.OPEN,
                        "OPEN: OK",
                        ErrorCode.INTERNAL_ERROR,
                        "Cannot open victim",
                        request -> ModelPacket.status(request.id(), Protocol.OK)),
                to(
                        Protocol.OPEN,
                        "OPEN: data",
                        ErrorCode.CONNECTION_FAILED,
                        "sent DATA in answer to Open",
                        request -> ModelPacket.data(request.id(), x)),
                to(
                        Protocol.OPEN,
                        "OPEN: one handle for all",
                        ErrorCode.INTERNAL_ERROR,
                        "gave one handle to two",
                        request -> handle(request, "same")),
                to(
                        Protocol.OPEN,
                        "OPEN: an empty handle",
                        ErrorCode.INTERNAL_ERROR,
                        "gave one handle to two",
                        request -> handle(request, "")),
                to(
                        Protocol.OPENDIR,
                        "OPENDIR: attributes",
                        ErrorCode.CONNECTION_FAILED,
                        "answered with Attrs",
                        request -> attributes(request, 1, ModelPacket.FOLDER)),
                to(
                        Protocol.READDIR,
                        "READDIR: OK",
                        ErrorCode.INTERNAL_ERROR,
                        "answered status 0",
                        request -> ModelPacket.status(request.id(), Protocol.OK)),
                toLstat(
                        "LSTAT: a name",
                        ErrorCode.CONNECTION_FAILED,
                        "answered with Names",
                        request -> ModelPacket.names(request.id(), x)));
    }

    private static List<Evil> introductions() {
        return List.of(
                to(
                        Protocol.INIT,
                        "INIT: version 2",
                        ErrorCode.CONNECTION_FAILED,
                        "SFTP version 2",
                        request -> new ModelPacket(Protocol.VERSION_REPLY, 2).framed()),
                to(
                        Protocol.INIT,
                        "INIT: version 4 billion",
                        ErrorCode.CONNECTION_FAILED,
                        "SFTP version",
                        request -> new ModelPacket(Protocol.VERSION_REPLY, -1).framed()),
                to(
                        Protocol.INIT,
                        "INIT: a version cut short",
                        ErrorCode.CONNECTION_FAILED,
                        "shorter than its fields",
                        request -> new ModelPacket(Protocol.VERSION_REPLY, 3)
                                .integer(1000)
                                .framed()),
                to(Protocol.INIT, "INIT: nothing", ErrorCode.TIMEOUT, "unanswered", request -> new byte[0]),
                to(Protocol.EXTENDED, "limits: nothing", null, "", request -> limits(request, 0)),
                to(Protocol.EXTENDED, "limits: none", null, "", request -> limits(request, -1)),
                to(
                        Protocol.REALPATH,
                        "REALPATH: no name",
                        ErrorCode.CONNECTION_FAILED,
                        "answered with Names",
                        request -> new ModelPacket(Protocol.NAME, request.id())
                                .integer(0)
                                .framed()),
                to(
                        Protocol.REALPATH,
                        "REALPATH: leads up",
                        ErrorCode.SOURCE_NOT_FOUND,
                        "Cannot find the source directory",
                        request -> ModelPacket.names(request.id(), "../../..".getBytes(UTF_8))),
                to(
                        Protocol.REALPATH,
                        "REALPATH: 200 KB",
                        ErrorCode.CONNECTION_FAILED,
                        "bytes of names in answer to RealPath",
                        request -> ModelPacket.names(request.id(), new byte[200_000])));
    }

    private static List<Evil> names() {
        Evil strange = listing("names: strange", null, "", ModelPacket.FILE, STRANGE_NAMES);
        STRANGE_NAMES.forEach(each -> strange.with(each, new byte[each.length()]));
        return List.of(
                strange,
                listing(
                        "names: of files that lead out",
                        ErrorCode.NAME_REJECTED,
                        "no plain name",
                        ModelPacket.FILE,
                        NAMES_THAT_LEAD_OUT),
                listing(
                        "names: of folders that lead out",
                        ErrorCode.NAME_REJECTED,
                        "no plain name",
                        ModelPacket.FOLDER,
                        NAMES_THAT_LEAD_OUT),
                listing(
                        "names: of links that lead out",
                        ErrorCode.NAME_REJECTED,
                        "no plain name",
                        LINK,
                        NAMES_THAT_LEAD_OUT),
                listing("names: one many times", null, "", ModelPacket.FILE, List.of("same", "same", "good", "good"))
                        .with("same", new byte[4]),
                listing(
                        "names: files as folders",
                        ErrorCode.FILE_VANISHED,
                        "Cannot list",
                        ModelPacket.FOLDER,
                        List.of("victim", "good", "..", ".")),
                listing(
                        "names: a folder as a file",
                        ErrorCode.FILE_VANISHED,
                        "Cannot open deep",
                        ModelPacket.FILE,
                        List.of("deep")),
                listing("names: set-user-id", null, "", PROGRAM_OF_ROOT, List.of("suid"))
                        .with("suid", new byte[4]));
    }

    /** All that it lists in the source directory; each name's length is the size that is told. */
    private static Evil listing(
            String name, @Nullable ErrorCode code, String said, int permissions, List<String> names) {
        return new Evil(name, code, said, session -> {
            AtomicInteger asked = new AtomicInteger();
            return request -> {
                if (!request.is(Protocol.READDIR, "")) {
                    return null;
                }
                return asked.getAndIncrement() == 0
                        ? entries(request, permissions, names)
                        : ModelPacket.status(request.id(), Protocol.EOF);
            };
        });
    }

    private static byte[] entries(Request request, int permissions, List<String> names) {
        ModelPacket packet = new ModelPacket(Protocol.NAME, request.id()).integer(names.size());
        for (String each : names) {
            byte[] bytes = each.getBytes(each.chars().allMatch(letter -> letter < 256) ? ISO_8859_1 : UTF_8);
            packet.string(bytes).text("-rw").attributes(each.length(), permissions, 1_700_000_003);
        }
        return packet.framed();
    }

    private static List<Evil> listings() {
        AtomicInteger number = new AtomicInteger();
        return List.of(
                to(
                        Protocol.READDIR,
                        "listing: ever more names",
                        ErrorCode.TOO_MANY_FILES,
                        MAX_ENTRIES,
                        request -> entries(request, ModelPacket.FILE, List.of("n" + number.incrementAndGet()))),
                to(
                        Protocol.READDIR,
                        "listing: one name for ever",
                        ErrorCode.TOO_MANY_FILES,
                        MAX_ENTRIES,
                        request -> entries(request, ModelPacket.FILE, List.of("same"))),
                to(
                        Protocol.READDIR,
                        "listing: itself for ever",
                        ErrorCode.TOO_MANY_FILES,
                        MAX_ENTRIES,
                        request -> entries(request, ModelPacket.FOLDER, List.of(".", ".."))),
                to(
                        Protocol.READDIR,
                        "listing: no names for ever",
                        ErrorCode.TOO_MANY_FILES,
                        MAX_ENTRIES,
                        request -> entries(request, ModelPacket.FILE, List.of())),
                new Evil("listing: deep", ErrorCode.TOO_MANY_FILES, "(max-depth)", session -> request -> null)
                        .with("d/".repeat(200) + "file", new byte[1]),
                to(
                        Protocol.READDIR,
                        "listing: never answered",
                        ErrorCode.TIMEOUT,
                        "unanswered",
                        request -> new byte[0]),
                new Evil(
                        "listing: hangs up",
                        ErrorCode.CONNECTION_FAILED,
                        // Whoever sends is told otherwise than who reads.
                        "closed",
                        session -> request -> {
                            if (request.type() == Protocol.READDIR) {
                                session.hangUp();
                            }
                            return null;
                        }));
    }

    private static List<Evil> contents() {
        AtomicInteger size = new AtomicInteger(SIZE);
        return List.of(
                new Evil("content: longer than listed", null, "", session -> request -> null).listingVictimAs(10),
                new Evil("content: listed as a terabyte", null, "", session -> request -> null)
                        .listingVictimAs(1L << 40),
                new Evil("content: listed as endless", null, "", session -> request -> null)
                        .listingVictimAs(Long.MAX_VALUE),
                toRead(
                                "content: without end",
                                null,
                                "",
                                request -> ModelPacket.data(request.id(), new byte[request.length()]))
                        .with("victim", new byte[SIZE]),
                toRead(
                        "content: ends early",
                        ErrorCode.FILE_CHANGED,
                        "victim",
                        request -> request.offset() < SIZE / 2 ? null : ModelPacket.status(request.id(), Protocol.EOF)),
                toRead("content: never comes", ErrorCode.TIMEOUT, "unanswered", request -> new byte[0]),
                new Evil("content: stops in mid packet", ErrorCode.TIMEOUT, "unanswered", session -> {
                    AtomicInteger reads = new AtomicInteger();
                    return request -> {
                        if (!request.is(Protocol.READ, "victim") && reads.get() == 0) {
                            return null;
                        }
                        return reads.getAndIncrement() == 0
                                ? Arrays.copyOf(ModelPacket.data(request.id(), new byte[request.length()]), 1000)
                                : new byte[0];
                    };
                }),
                new Evil(
                        "content: hangs up in mid packet",
                        ErrorCode.CONNECTION_FAILED,
                        // Whoever sends is told otherwise than who reads.
                        "closed",
                        session -> request -> {
                            if (request.is(Protocol.READ, "victim")) {
                                session.hangUp();
                            }
                            return null;
                        }),
                toLstat(
                        "content: another size each time",
                        ErrorCode.FILE_CHANGED,
                        "victim",
                        request -> attributes(request, size.incrementAndGet(), ModelPacket.FILE)),
                toLstat(
                        "content: a folder when looked at again",
                        ErrorCode.FILE_CHANGED,
                        "victim",
                        request -> attributes(request, SIZE, ModelPacket.FOLDER)),
                to(
                        Protocol.OPEN,
                        "content: gone when opened",
                        ErrorCode.FILE_VANISHED,
                        "Cannot open victim",
                        request -> ModelPacket.status(request.id(), Protocol.NO_SUCH_FILE)),
                to(
                        Protocol.OPEN,
                        "content: refused in many words",
                        ErrorCode.INTERNAL_ERROR,
                        "\\u001B[2J",
                        request -> new ModelPacket(Protocol.STATUS, request.id())
                                .integer(Protocol.FAILURE)
                                .text("\u001b[2J\r\nno\u0000" + "!".repeat(100_000))
                                .text("en")
                                .framed()));
    }

    private static List<Evil> links() {
        return List.of(
                new Evil("links: out of the source directory", null, "", session -> request -> null)
                        .linking("out", "/etc/passwd")
                        .linking("up", "..")
                        .linking("loop", "loop")
                        .linking("self", "."),
                new Evil("links: whose place changes with each look", null, "", session -> {
                            AtomicInteger looks = new AtomicInteger();
                            return request -> request.type() == Protocol.REALPATH && "swap".equals(request.path())
                                    ? ModelPacket.names(
                                            request.id(),
                                            (looks.getAndIncrement() % 2 == 0 ? "/root/good" : "/etc/passwd")
                                                    .getBytes(UTF_8))
                                    : null;
                        })
                        .linking("swap", "good"),
                toLstat(
                        "links: one in a file's place",
                        ErrorCode.FILE_CHANGED,
                        "there is now a link",
                        request -> attributes(request, SIZE, LINK)));
    }

    private static byte[] handle(Request request, String handle) {
        return new ModelPacket(Protocol.HANDLE, request.id()).text(handle).framed();
    }

    private static byte[] attributes(Request request, long size, int permissions) {
        return new ModelPacket(Protocol.ATTRS, request.id())
                .attributes(size, permissions, 1_700_000_002)
                .framed();
    }

    private static byte[] limits(Request request, long most) {
        return new ModelPacket(Protocol.EXTENDED_REPLY, request.id())
                .number(most)
                .number(most)
                .number(most)
                .number(most)
                .framed();
    }
}
