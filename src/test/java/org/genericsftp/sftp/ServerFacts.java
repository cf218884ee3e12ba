package org.genericsftp.sftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genericsftp.packets.Protocol;
import org.genericsftp.sftp.RawDialogue.Answer;
import org.genericsftp.sftp.RawDialogue.Entry;
import org.genericsftp.testing.TestSftpServer;

/** Finds out what one server does, by asking it. */
final class ServerFacts {
    private static final int FILES = 600;
    private static final int READ = 261_120;
    private static final int MOST_HANDLES = 1_500;
    private static final String UNASKED = "not asked";
    private static final String YES = "yes";
    private static final String NO = "no";

    private final TestSftpServer server;
    private final RawDialogue dialogue;
    private final String source;

    private ServerFacts(TestSftpServer server, RawDialogue dialogue) {
        this.server = server;
        this.dialogue = dialogue;
        this.source = server.sourceDirectory().replaceAll("/$", "");
    }

    /** In the order of the table's columns, from the third on. */
    static List<String> of(TestSftpServer server, boolean standsHaste) throws Exception {
        prepare(server.rootDirectory());
        List<String> facts = new ArrayList<>();
        try (RawDialogue dialogue = new RawDialogue(server.settings())) {
            ServerFacts asked = new ServerFacts(server, dialogue);
            facts.add(asked.limits());
            facts.addAll(asked.folders());
            facts.add(asked.longestData());
            facts.add(asked.realPath());
            facts.add(asked.fstat());
        }
        facts.add(standsHaste ? inNewSession(server, ServerFacts::order) : UNASKED);
        facts.add(standsHaste ? inNewSession(server, ServerFacts::openAtOnce) : UNASKED);
        facts.add(inNewSession(server, ServerFacts::rename));
        facts.add(inNewSession(server, ServerFacts::renamingExtensions));
        return facts;
    }

    private interface Question {
        String ask(ServerFacts facts) throws Exception;
    }

    private static String inNewSession(TestSftpServer server, Question question) throws Exception {
        try (RawDialogue dialogue = new RawDialogue(server.settings())) {
            return question.ask(new ServerFacts(server, dialogue));
        }
    }

    private static void prepare(Path root) throws IOException {
        fill(Files.createDirectory(root.resolve("many")), "f");
        fill(Files.createDirectory(root.resolve("long")), "f".repeat(200));
        Files.write(root.resolve("big"), new byte[2 * READ]);
        Files.writeString(root.resolve("small"), "small");
        Files.createSymbolicLink(root.resolve("link"), Path.of("small"));
        // The server may run as another user.
        Path folder = Files.createDirectory(root.resolve("renaming"));
        Files.writeString(folder.resolve("one"), "one");
        Files.writeString(folder.resolve("two"), "two");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static void fill(Path folder, String prefix) throws IOException {
        for (int i = 0; i < FILES; i++) {
            Files.writeString(folder.resolve(prefix + i), "");
        }
    }

    private String limits() {
        return dialogue.version().body().hasRemaining()
                        && UTF_8.decode(dialogue.version().body().duplicate())
                                .toString()
                                .contains("limits@openssh.com")
                ? YES
                : NO;
    }

    /** Names in an answer, dots, what a link is. */
    private List<String> folders() throws Exception {
        List<Entry> root = dialogue.readFolder(dialogue.open(Protocol.OPENDIR, source.isEmpty() ? "/" : source));
        boolean dots = root.stream().anyMatch(entry -> entry.name().equals("."));
        String link = root.stream()
                .filter(entry -> entry.name().equals("link"))
                .map(entry -> entry.type() == Protocol.TYPE_LINK ? "the link" : "the target")
                .findFirst()
                .orElse("left out");
        return List.of(namesAtOnce(), dots ? YES : NO, link);
    }

    private String namesAtOnce() throws Exception {
        int names = namesAtOnce("many");
        if (names >= FILES) {
            return "all";
        }
        return names == namesAtOnce("long") ? Integer.toString(names) : "what fits";
    }

    private int namesAtOnce(String folder) throws Exception {
        return dialogue.readFolder(dialogue.open(Protocol.OPENDIR, source + "/" + folder))
                .size();
    }

    private String longestData() throws Exception {
        byte[] handle = dialogue.open(Protocol.OPEN, source + "/big");
        Answer answer = dialogue.ask(Protocol.READ, handle, 0, 0, READ);
        int length = answer.body().getInt();
        return length == READ ? "all" : "%,d".formatted(length);
    }

    private String realPath() throws Exception {
        Answer answer = dialogue.ask(Protocol.REALPATH, source + "/link");
        if (!answer.is(Protocol.NAME)) {
            return NO;
        }
        answer.body().getInt();
        return answer.text().endsWith("/small") ? YES : NO;
    }

    /** A file that was renamed since it was opened is found by its handle only. */
    private String fstat() throws Exception {
        byte[] handle = dialogue.open(Protocol.OPEN, source + "/small");
        Files.move(
                server.rootDirectory().resolve("small"), server.rootDirectory().resolve("renamed"));
        Answer byHandle = dialogue.ask(Protocol.FSTAT, handle);
        Files.move(
                server.rootDirectory().resolve("renamed"),
                server.rootDirectory().resolve("small"));
        if (byHandle.is(Protocol.ATTRS)) {
            return YES;
        }
        return dialogue.ask(Protocol.FSTAT, handle).is(Protocol.ATTRS) ? "by path" : NO;
    }

    /** Long answers among short ones. */
    private String order() throws Exception {
        byte[] handle = dialogue.open(Protocol.OPEN, source + "/big");
        for (int round = 0; round < 5; round++) {
            List<Integer> asked = new ArrayList<>();
            List<Integer> answered = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                asked.add(dialogue.send(Protocol.READ, handle, 0, 0, READ));
                asked.add(dialogue.send(Protocol.LSTAT, source + "/small"));
                asked.add(dialogue.send(Protocol.REALPATH, source + "/small"));
            }
            for (int i = 0; i < asked.size(); i++) {
                answered.add(dialogue.next().id());
            }
            if (!answered.equals(asked)) {
                return "any";
            }
        }
        return "as asked";
    }

    /** To a name that another file has. */
    private String rename() throws Exception {
        Path folder = server.rootDirectory().resolve("renaming");
        Answer answer = dialogue.ask(Protocol.RENAME, source + "/renaming/one", source + "/renaming/two");
        int status = answer.body().getInt();
        if (status == Protocol.OP_UNSUPPORTED) {
            return "not served";
        }
        if (status != Protocol.OK) {
            return Files.readString(folder.resolve("one")).equals("one")
                            && Files.readString(folder.resolve("two")).equals("two")
                    ? "refused"
                    : "half done";
        }
        boolean overwritten = !Files.exists(folder.resolve("one"))
                && Files.readString(folder.resolve("two")).equals("one");
        return overwritten ? "overwrites" : "half done";
    }

    private String renamingExtensions() {
        String announced =
                ISO_8859_1.decode(dialogue.version().body().duplicate()).toString();
        String known = Stream.of("posix-rename", "hardlink")
                .filter(extension -> announced.contains(extension + "@openssh.com"))
                .collect(Collectors.joining(", "));
        return known.isEmpty() ? "none" : known;
    }

    private String openAtOnce() throws Exception {
        Set<String> distinct = new HashSet<>();
        int opened = 0;
        while (opened < MOST_HANDLES) {
            Answer answer = dialogue.ask(Protocol.OPEN, source + "/small", Protocol.OPEN_FOR_READING, 0);
            if (!answer.is(Protocol.HANDLE)) {
                break;
            }
            opened++;
            distinct.add(new String(answer.bytes(), ISO_8859_1));
        }
        String counted = opened == MOST_HANDLES
                ? "more than %,d".formatted(MOST_HANDLES)
                : opened >= 950 ? "about 1,000" : Integer.toString(opened);
        return distinct.size() == opened ? counted : counted + ", handles repeat";
    }
}
