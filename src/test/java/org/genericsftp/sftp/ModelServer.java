package org.genericsftp.sftp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.genericsftp.file.FileStamp;
import org.genericsftp.packets.ModelPacket;
import org.genericsftp.packets.Protocol;
import org.genericsftp.ssh.SftpTransport;
import org.jspecify.annotations.Nullable;

/**
 * An SFTP server in memory that answers legally, but as unkindly as it can: short reads, answers in any order, packets
 * cut anywhere, few handles, few names in an answer. Its tree may change while it is read. It serves one connection.
 */
final class ModelServer implements SftpTransport {
    /** How unkind it is. */
    record Manners(
            long seed,
            boolean shortReads,
            boolean anyOrder,
            boolean cutsPackets,
            int mostHandles,
            boolean tellsLimits) {
        static final Manners KIND = new Manners(1, false, false, false, 1000, true);

        static Manners unkind(long seed) {
            return new Manners(seed, true, true, true, 5, seed % 2 == 0);
        }
    }

    /** How it gives files other names. */
    enum Renames {
        /** RENAME in one step, which finds a name taken. It has no other request for that. */
        PLAINLY,
        /** RENAME as OpenSSH does it, a link and then the name removed; also in one step, and links, where they are asked for. */
        BY_LINKS,
        /** RENAME overwrites; there are links. */
        OVER_FILES,
        /** RENAME overwrites; links are announced, said to have been made, and are not. */
        WITHOUT_WORD
    }

    /** A file: what the listing tells of it, and what is in it. */
    static final class Content {
        volatile byte[] bytes;
        volatile int modified;
        /** Listed with this size, whatever it has; -1 for the real one. */
        volatile long listedSize = -1;

        volatile boolean tellsSize = true;
        /** Whether all that tells of it says that it has no bytes, as of files that are made while they are read. */
        volatile boolean claimsEmpty;
        /** Whether the listing tells what kind of thing it is. */
        volatile boolean tellsType = true;

        volatile int openStatus;

        Content(byte[] bytes, int modified) {
            this.bytes = bytes;
            this.modified = modified;
        }
    }

    /**
     * A request, so far as it has such fields.
     *
     * @param path what it is about, below the source directory, also where it names a handle
     */
    record Request(int type, int id, @Nullable String path, long offset, int length) {
        boolean is(int wantedType, String wantedPath) {
            return type == wantedType && wantedPath.equals(path);
        }
    }

    /** What a server does beside its duties. Called for one request after the other. */
    interface Whim {
        /** What is sent in place of the answer, whether packets or not; null to answer as usual. */
        byte @Nullable [] answer(Request request);
    }

    private record OpenFile(String path, Content content) {}

    private record OpenFolder(String path, List<byte[]> left) {}

    static final String ROOT = "/root";
    private static final int LINK = 0xA1FF;

    private final Manners manners;
    private final Random random;
    private final Map<String, Content> files;
    private final ModelLinks links;
    private final Set<String> folders;
    private final BlockingQueue<byte[]> requests = new LinkedBlockingQueue<>();
    private final Map<String, OpenFile> fileHandles = new HashMap<>();
    private final Map<String, OpenFolder> folderHandles = new HashMap<>();
    private final List<Request> seen = Collections.synchronizedList(new ArrayList<>());
    private final List<byte[]> heldBack = new ArrayList<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Thread thread;
    private volatile OutputStream client = OutputStream.nullOutputStream();
    private volatile Whim whim = request -> null;
    private volatile boolean closed;
    private volatile boolean silent;
    private volatile boolean dawdles;
    private volatile boolean mixesHandles;
    private volatile boolean overtakes;
    private volatile boolean reusesHandles;
    private volatile Renames renames = Renames.PLAINLY;
    private volatile Consumer<String> inBetween = path -> {};
    private volatile boolean linksNothing;
    private volatile int refusalOfMore = Protocol.FAILURE;
    private int nextHandle;
    volatile int mostHandlesSeen;

    ModelServer(Manners manners) {
        this(manners, Collections.synchronizedMap(new TreeMap<>()), new ModelLinks(), ConcurrentHashMap.newKeySet());
    }

    private ModelServer(Manners manners, Map<String, Content> files, ModelLinks links, Set<String> folders) {
        this.folders = folders;
        this.manners = manners;
        this.files = files;
        this.links = links;
        random = new Random(manners.seed());
        thread = new Thread(this::serve, "model-server");
        thread.setDaemon(true);
    }

    /** Another connection to the same files. */
    ModelServer another() {
        return new ModelServer(manners, files, links, folders).renaming(renames, inBetween);
    }

    /** @param newInBetween told of a path between the two steps in which it is renamed */
    ModelServer renaming(Renames newRenames, Consumer<String> newInBetween) {
        renames = newRenames;
        inBetween = newInBetween;
        return this;
    }

    /** It makes no links, as Linux does of other accounts' files; RENAME that is made of them fails. */
    ModelServer linkingNothing() {
        linksNothing = true;
        return this;
    }

    ModelServer file(String path, byte[] bytes, int modified) {
        files.put(ROOT + "/" + path, new Content(bytes, modified));
        return this;
    }

    /** A file, perhaps outside of the source directory. */
    ModelServer fileAt(String absolutePath, byte[] bytes) {
        files.put(absolutePath, new Content(bytes, 1));
        return this;
    }

    /** A link below the source directory. */
    ModelServer link(String path, String target) {
        return linkAt(ROOT + "/" + path, target);
    }

    ModelServer linkAt(String absolutePath, String target) {
        links.add(absolutePath, target);
        return this;
    }

    ModelServer with(ModelLinks.Manners newManners) {
        links.behave(newManners);
        return this;
    }

    Content content(String path) {
        return files.get(ROOT + "/" + path);
    }

    void remove(String path) {
        files.remove(ROOT + "/" + path);
    }

    ModelServer withWhim(Whim newWhim) {
        whim = newWhim;
        return this;
    }

    /** It holds answers back for a while, and lets others pass. */
    ModelServer dawdling() {
        dawdles = true;
        return this;
    }

    /** It sometimes gives a handle that is in use, which from then on is the new file's: Erlang's ssh_sftpd does so. */
    ModelServer mixingHandles() {
        mixesHandles = true;
        return this;
    }

    /** It gives the lowest handle that is not in use, as operating systems do with descriptors. */
    ModelServer reusingHandles() {
        reusesHandles = true;
        return this;
    }

    /** It works on all requests that are there at once, in any order, but for those that can't be carried out so. */
    ModelServer overtaking() {
        overtakes = true;
        return this;
    }

    /** What it answers when there are no more handles. */
    ModelServer refusingMoreWith(int status) {
        refusalOfMore = status;
        return this;
    }

    /** From now on it takes requests and answers none. */
    void fallSilent() {
        silent = true;
    }

    /** It closes the connection in the midst of what it sends. */
    void hangUp() {
        closed = true;
        requests.add(new byte[0]);
    }

    SessionStart.Connect connect() {
        return incoming -> {
            client = incoming;
            thread.start();
            return this;
        };
    }

    int openHandles() {
        synchronized (fileHandles) {
            return fileHandles.size() + folderHandles.size();
        }
    }

    /** How many requests of this type have come. */
    int asked(int type) {
        return (int) seen().stream().filter(request -> request.type() == type).count();
    }

    /** All requests so far, in the order in which it took them. */
    List<Request> seen() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    boolean running() {
        return thread.isAlive();
    }

    @Override
    public OutputStream outgoing() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                received.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                received.write(bytes, offset, length);
            }

            @Override
            public void flush() {
                ByteBuffer all = ByteBuffer.wrap(received.toByteArray());
                received.reset();
                while (all.remaining() >= 4 && all.getInt(all.position()) <= all.remaining() - 4) {
                    byte[] packet = new byte[all.getInt()];
                    all.get(packet);
                    requests.add(packet);
                }
                received.write(all.array(), all.position(), all.remaining());
            }
        };
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void serve() {
        try {
            while (!closed) {
                List<byte[]> answers = new ArrayList<>(heldBack);
                heldBack.clear();
                List<byte[]> batch = nextRequests(!answers.isEmpty());
                if (overtakes) {
                    Collections.shuffle(batch, random);
                }
                for (byte[] request : batch) {
                    answers.add(answer(ByteBuffer.wrap(request)));
                }
                if (!silent) {
                    send(answers);
                }
            }
        } catch (InterruptedException | IOException e) {
            closed = true;
        }
        try {
            client.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<byte[]> nextRequests(boolean impatient) throws InterruptedException {
        List<byte[]> batch = new ArrayList<>();
        byte[] first = impatient ? requests.poll(1, TimeUnit.MILLISECONDS) : requests.take();
        if (first != null) {
            batch.add(first);
            requests.drainTo(batch);
        }
        batch.removeIf(request -> request.length == 0);
        return batch;
    }

    private void send(List<byte[]> answers) throws IOException {
        if (manners.anyOrder()) {
            Collections.shuffle(answers, random);
        }
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (byte[] answer : answers) {
            if (dawdles && !closed && random.nextInt(3) == 0) {
                heldBack.add(answer);
            } else {
                stream.write(answer);
            }
        }
        byte[] bytes = stream.toByteArray();
        int end = closed ? random.nextInt(Math.max(1, bytes.length)) : bytes.length;
        for (int at = 0; at < end; ) {
            int length = manners.cutsPackets() ? Math.min(end - at, 1 + random.nextInt(40_000)) : end - at;
            client.write(bytes, at, length);
            at += length;
        }
    }

    private byte[] answer(ByteBuffer packet) {
        int type = packet.get() & 0xFF;
        int id = packet.getInt();
        String text = type == Protocol.INIT ? "" : text(packet);
        long offset = type == Protocol.READ ? packet.getLong() : 0;
        int length = type == Protocol.READ ? packet.getInt() : 0;
        String extension = "";
        if (type == Protocol.EXTENDED && packet.hasRemaining()) {
            extension = text;
            text = text(packet);
        }
        Request request = new Request(type, id, pathOf(type, text), offset, length);
        seen.add(request);
        String other = type == Protocol.RENAME || !extension.isEmpty() ? text(packet) : "";
        byte[] whimsical = whim.answer(request);
        return whimsical != null
                ? whimsical
                : extension.isEmpty() ? dutiful(request, text, other) : renameByExtension(id, extension, text, other);
    }

    private @Nullable String pathOf(int type, String text) {
        String path = switch (type) {
            case Protocol.READ, Protocol.FSTAT, Protocol.CLOSE, Protocol.READDIR -> pathOfHandle(text);
            default -> text;
        };
        return path == null || !path.startsWith(ROOT) ? path : path.equals(ROOT) ? "" : path.substring(6);
    }

    private @Nullable String pathOfHandle(String handle) {
        OpenFile file = fileHandles.get(handle);
        OpenFolder folder = folderHandles.get(handle);
        return file != null ? file.path() : folder != null ? folder.path() : null;
    }

    private byte[] dutiful(Request request, String text, String other) {
        int id = request.id();
        return switch (request.type()) {
            case Protocol.INIT -> version();
            case Protocol.EXTENDED -> limits(id);
            case Protocol.REALPATH -> nameOr(id, Protocol.NO_SUCH_FILE, links.realPath(text));
            case Protocol.STAT -> stat(id, links.real(text));
            case Protocol.LSTAT -> lstat(id, text);
            case Protocol.READLINK -> readLink(id, text);
            case Protocol.OPENDIR -> openFolder(id, links.real(text));
            case Protocol.READDIR -> readFolder(id, text);
            case Protocol.OPEN -> open(id, links.real(text));
            case Protocol.READ -> read(id, text, request.offset(), request.length());
            case Protocol.FSTAT -> statOpen(id, text);
            case Protocol.CLOSE -> closeHandle(id, text);
            case Protocol.REMOVE -> remove(id, links.itself(text));
            case Protocol.RENAME -> rename(id, links.itself(text), links.itself(other));
            case Protocol.MKDIR -> makeFolder(id, text);
            default -> ModelPacket.status(id, Protocol.OP_UNSUPPORTED);
        };
    }

    private byte[] version() {
        ModelPacket packet = new ModelPacket(Protocol.VERSION_REPLY, 3);
        if (manners.tellsLimits()) {
            packet.text("limits@openssh.com").text("1");
        }
        if (renames != Renames.PLAINLY) {
            packet.text("posix-rename@openssh.com").text("1");
            packet.text("hardlink@openssh.com").text("1");
        }
        return packet.framed();
    }

    private byte[] limits(int id) {
        return new ModelPacket(Protocol.EXTENDED_REPLY, id)
                .number(256 * 1024)
                .number(255 * 1024)
                .number(255 * 1024)
                .number(manners.mostHandles())
                .framed();
    }

    private byte[] readLink(int id, String path) {
        boolean isThere = stat(id, links.real(path))[4] == Protocol.ATTRS;
        return links.tellTargets()
                ? nameOr(id, isThere ? links.refusalOfNoLink() : Protocol.NO_SUCH_FILE, links.target(path))
                : ModelPacket.status(id, Protocol.OP_UNSUPPORTED);
    }

    private byte[] lstat(int id, String path) {
        return links.target(path) != null && links.showThemselves()
                ? new ModelPacket(Protocol.ATTRS, id)
                        .attributes(FileStamp.UNKNOWN_SIZE, LINK, null)
                        .framed()
                : stat(id, links.real(path));
    }

    private static byte[] nameOr(int id, int refusal, @Nullable String path) {
        return path == null ? ModelPacket.status(id, refusal) : name(id, path);
    }

    private static byte[] name(int id, String path) {
        return new ModelPacket(Protocol.NAME, id)
                .integer(1)
                .text(path)
                .text(path)
                .integer(0)
                .framed();
    }

    private byte[] stat(int id, @Nullable String path) {
        Content file = path == null ? null : files.get(path);
        if (file == null && isFolder(path)) {
            return new ModelPacket(Protocol.ATTRS, id)
                    .attributes(FileStamp.UNKNOWN_SIZE, ModelPacket.FOLDER, null)
                    .framed();
        }
        return file == null ? ModelPacket.status(id, Protocol.NO_SUCH_FILE) : attributes(id, file);
    }

    private byte[] statOpen(int id, String handle) {
        OpenFile open = fileHandles.get(handle);
        return open == null ? ModelPacket.status(id, Protocol.FAILURE) : attributes(id, open.content());
    }

    private static byte[] attributes(int id, Content file) {
        return new ModelPacket(Protocol.ATTRS, id)
                .attributes(toldSize(file, file.bytes.length), ModelPacket.FILE, file.modified)
                .framed();
    }

    private static long toldSize(Content file, long size) {
        return file.claimsEmpty ? 0 : file.tellsSize ? size : FileStamp.UNKNOWN_SIZE;
    }

    private boolean isFolder(@Nullable String path) {
        if (path == null) {
            return false;
        }
        synchronized (files) {
            return path.equals("/")
                    || path.equals(ROOT)
                    || folders.contains(path)
                    || files.keySet().stream().anyMatch(file -> file.startsWith(path + "/"));
        }
    }

    private byte[] openFolder(int id, @Nullable String path) {
        if (path == null || !isFolder(path)) {
            return ModelPacket.status(id, Protocol.NO_SUCH_FILE);
        }
        if (openHandles() >= manners.mostHandles()) {
            return ModelPacket.status(id, refusalOfMore);
        }
        List<byte[]> entries = entries(path);
        Collections.shuffle(entries, random);
        return handle(id, handle -> folderHandles.put(handle, new OpenFolder(path, entries)));
    }

    private List<byte[]> entries(String folder) {
        Set<String> names = new HashSet<>();
        List<byte[]> entries = new ArrayList<>();
        for (String name : links.namesIn(folder)) {
            entries.add(new ModelPacket()
                    .text(name)
                    .text("l " + name)
                    .attributes(FileStamp.UNKNOWN_SIZE, LINK, null)
                    .bytes());
        }
        synchronized (files) {
            for (Map.Entry<String, Content> file : files.entrySet()) {
                if (file.getKey().startsWith(folder + "/")) {
                    String rest = file.getKey().substring(folder.length() + 1);
                    int slash = rest.indexOf('/');
                    String name = slash < 0 ? rest : rest.substring(0, slash);
                    if (names.add(name)) {
                        entries.add(entry(name, slash < 0 ? file.getValue() : null));
                    }
                }
            }
        }
        return entries;
    }

    /** @param file null for a folder */
    private static byte[] entry(String name, @Nullable Content file) {
        ModelPacket entry = new ModelPacket().text(name).text("-rw " + name);
        if (file == null) {
            return entry.attributes(FileStamp.UNKNOWN_SIZE, ModelPacket.FOLDER, null)
                    .bytes();
        }
        long size = file.listedSize >= 0 ? file.listedSize : file.bytes.length;
        return entry.attributes(toldSize(file, size), file.tellsType ? (Integer) ModelPacket.FILE : null, file.modified)
                .bytes();
    }

    private byte[] readFolder(int id, String handle) {
        OpenFolder folder = folderHandles.get(handle);
        if (folder == null) {
            return ModelPacket.status(id, Protocol.FAILURE);
        }
        List<byte[]> left = folder.left();
        if (left.isEmpty()) {
            return ModelPacket.status(id, Protocol.EOF);
        }
        int count = Math.min(left.size(), 1 + random.nextInt(100));
        ModelPacket packet = new ModelPacket(Protocol.NAME, id).integer(count);
        for (int i = 0; i < count; i++) {
            packet.raw(left.remove(left.size() - 1));
        }
        return packet.framed();
    }

    private byte[] open(int id, @Nullable String path) {
        Content file = path == null ? null : files.get(path);
        if (path == null || file == null) {
            return ModelPacket.status(id, Protocol.NO_SUCH_FILE);
        }
        if (file.openStatus != 0) {
            return ModelPacket.status(id, file.openStatus);
        }
        if (openHandles() >= manners.mostHandles()) {
            return ModelPacket.status(id, refusalOfMore);
        }
        return handle(id, handle -> fileHandles.put(handle, new OpenFile(path, file)));
    }

    private byte[] handle(int id, Consumer<String> opened) {
        synchronized (fileHandles) {
            String handle = mixesHandles && openHandles() > 0 && random.nextInt(3) == 0 ? handleInUse() : freeHandle();
            fileHandles.remove(handle);
            folderHandles.remove(handle);
            opened.accept(handle);
            mostHandlesSeen = Math.max(mostHandlesSeen, openHandles());
            return new ModelPacket(Protocol.HANDLE, id).text(handle).framed();
        }
    }

    private String handleInUse() {
        List<String> inUse = new ArrayList<>(fileHandles.keySet());
        inUse.addAll(folderHandles.keySet());
        return inUse.get(random.nextInt(inUse.size()));
    }

    private String freeHandle() {
        if (!reusesHandles) {
            return "h" + nextHandle++;
        }
        int lowest = 0;
        while (fileHandles.containsKey("h" + lowest) || folderHandles.containsKey("h" + lowest)) {
            lowest++;
        }
        return "h" + lowest;
    }

    private byte[] read(int id, String handle, long offset, int length) {
        OpenFile open = fileHandles.get(handle);
        if (open == null) {
            return ModelPacket.status(id, Protocol.FAILURE);
        }
        byte[] bytes = open.content().bytes;
        if (offset >= bytes.length) {
            return ModelPacket.status(id, Protocol.EOF);
        }
        int most = Math.min(length, bytes.length - (int) offset);
        int given = manners.shortReads() ? 1 + random.nextInt(most) : most;
        return ModelPacket.data(id, Arrays.copyOfRange(bytes, (int) offset, (int) offset + given));
    }

    private byte[] closeHandle(int id, String handle) {
        synchronized (fileHandles) {
            boolean file = fileHandles.remove(handle) != null;
            boolean folder = folderHandles.remove(handle) != null;
            return ModelPacket.status(id, file || folder ? Protocol.OK : Protocol.FAILURE);
        }
    }

    private byte[] remove(int id, String path) {
        return ModelPacket.status(id, files.remove(path) == null ? Protocol.NO_SUCH_FILE : Protocol.OK);
    }

    private byte[] rename(int id, String from, String to) {
        if (renames == Renames.BY_LINKS) {
            int linked = secondName(from, to);
            if (linked == Protocol.OK) {
                inBetween.accept(from);
                files.remove(from);
            }
            return ModelPacket.status(id, linked);
        }
        return rename(id, from, to, renames == Renames.OVER_FILES || renames == Renames.WITHOUT_WORD);
    }

    private byte[] rename(int id, String from, String to, boolean over) {
        synchronized (files) {
            if (!files.containsKey(from)) {
                return ModelPacket.status(id, Protocol.NO_SUCH_FILE);
            }
            if ((files.containsKey(to) && !over) || isFolder(to)) {
                return ModelPacket.status(id, Protocol.FAILURE);
            }
            // Two names of one file stay what they are, as in POSIX.
            if (files.get(to) != files.get(from)) {
                files.put(to, files.remove(from));
            }
            return ModelPacket.status(id, Protocol.OK);
        }
    }

    private int secondName(String from, String to) {
        synchronized (files) {
            if (!files.containsKey(from)) {
                return Protocol.NO_SUCH_FILE;
            }
            if (renames == Renames.WITHOUT_WORD) {
                return Protocol.OK;
            }
            if (linksNothing) {
                return Protocol.PERMISSION_DENIED;
            }
            if (files.containsKey(to) || isFolder(to)) {
                return Protocol.FAILURE;
            }
            files.put(to, files.get(from));
            return Protocol.OK;
        }
    }

    private byte[] renameByExtension(int id, String extension, String from, String to) {
        return switch (extension) {
            case "posix-rename@openssh.com" -> rename(id, links.itself(from), links.itself(to), true);
            case "hardlink@openssh.com" -> ModelPacket.status(id, secondName(links.itself(from), links.itself(to)));
            default -> ModelPacket.status(id, Protocol.OP_UNSUPPORTED);
        };
    }

    private byte[] makeFolder(int id, String path) {
        boolean there = isFolder(path) || files.containsKey(path) || !folders.add(path);
        return ModelPacket.status(id, there ? Protocol.FAILURE : Protocol.OK);
    }

    /** Does this between two of the steps that servers of these files take. */
    void atomically(Runnable action) {
        synchronized (files) {
            action.run();
        }
    }

    /** All files, by their whole paths. */
    Map<String, Content> files() {
        synchronized (files) {
            return new TreeMap<>(files);
        }
    }

    private static String text(ByteBuffer request) {
        byte[] bytes = new byte[request.getInt()];
        request.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
