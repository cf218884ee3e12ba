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

/**
 * An SFTP server in memory that answers legally, but as unkindly as it can: short reads, answers in any order, packets
 * cut anywhere, few handles, few names in an answer. Its tree may change while it is read.
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

    /** A file: what the listing tells of it, and what is in it. */
    static final class Content {
        volatile byte[] bytes;
        volatile int modified;
        /** Listed with this size, whatever it has; -1 for the real one. */
        volatile long listedSize = -1;

        volatile int openStatus;

        Content(byte[] bytes, int modified) {
            this.bytes = bytes;
            this.modified = modified;
        }
    }

    private static final int FOLDER = 0x41ED;
    private static final int LINK = 0xA1FF;

    private final Manners manners;
    private final Random random;
    private final Map<String, Content> files = Collections.synchronizedMap(new TreeMap<>());
    private final ModelLinks links = new ModelLinks();
    private final Map<Integer, Integer> asked = new ConcurrentHashMap<>();
    private final BlockingQueue<byte[]> requests = new LinkedBlockingQueue<>();
    private final Map<String, String> fileHandles = new HashMap<>();
    private final Map<String, List<byte[]>> folderHandles = new HashMap<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Thread thread;
    private volatile OutputStream client = OutputStream.nullOutputStream();
    private volatile boolean closed;
    private volatile boolean silent;
    private int nextHandle;
    volatile int mostHandlesSeen;

    ModelServer(Manners manners) {
        this.manners = manners;
        random = new Random(manners.seed());
        thread = new Thread(this::serve, "model-server");
        thread.setDaemon(true);
    }

    ModelServer file(String path, byte[] bytes, int modified) {
        files.put("/root/" + path, new Content(bytes, modified));
        return this;
    }

    /** A file, perhaps outside of the source directory. */
    ModelServer fileAt(String absolutePath, byte[] bytes) {
        files.put(absolutePath, new Content(bytes, 1));
        return this;
    }

    /** A link below the source directory. */
    ModelServer link(String path, String target) {
        return linkAt("/root/" + path, target);
    }

    ModelServer linkAt(String absolutePath, String target) {
        links.add(absolutePath, target);
        return this;
    }

    ModelServer with(ModelLinks.Manners manners) {
        links.behave(manners);
        return this;
    }

    /** How many requests of this type have come. */
    int asked(int type) {
        return asked.getOrDefault(type, 0);
    }

    Content content(String path) {
        return files.get("/root/" + path);
    }

    void remove(String path) {
        files.remove("/root/" + path);
    }

    /** From now on it takes requests and answers none. */
    void fallSilent() {
        silent = true;
    }

    SftpSession.Connect connect() {
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
                List<byte[]> batch = new ArrayList<>();
                batch.add(requests.take());
                requests.drainTo(batch);
                List<byte[]> answers = new ArrayList<>();
                for (byte[] request : batch) {
                    byte[] answer = answer(ByteBuffer.wrap(request));
                    if (answer.length > 0) {
                        answers.add(answer);
                    }
                }
                if (silent) {
                    continue;
                }
                if (manners.anyOrder()) {
                    Collections.shuffle(answers, random);
                }
                send(answers);
            }
        } catch (InterruptedException e) {
            closed = true;
        } catch (IOException e) {
            closed = true;
        }
        try {
            client.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(List<byte[]> answers) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (byte[] answer : answers) {
            stream.write(ByteBuffer.allocate(4).putInt(answer.length).array());
            stream.write(answer);
        }
        byte[] bytes = stream.toByteArray();
        for (int at = 0; at < bytes.length; ) {
            int length =
                    manners.cutsPackets() ? Math.min(bytes.length - at, 1 + random.nextInt(40_000)) : bytes.length - at;
            client.write(bytes, at, length);
            at += length;
        }
    }

    private byte[] answer(ByteBuffer request) {
        int type = request.get() & 0xFF;
        int id = request.getInt();
        asked.merge(type, 1, Integer::sum);
        return switch (type) {
            case Protocol.INIT -> version();
            case Protocol.EXTENDED -> limits(id);
            case Protocol.REALPATH -> nameOr(id, Protocol.NO_SUCH_FILE, links.realPath(text(request)));
            case Protocol.STAT -> stat(id, links.real(text(request)));
            case Protocol.LSTAT -> lstat(id, text(request));
            case Protocol.READLINK -> readLink(id, text(request));
            case Protocol.OPENDIR -> openFolder(id, links.real(text(request)));
            case Protocol.READDIR -> readFolder(id, text(request));
            case Protocol.OPEN -> open(id, links.real(text(request)));
            case Protocol.READ -> read(id, text(request), request.getLong(), request.getInt());
            case Protocol.FSTAT -> stat(id, fileHandles.get(text(request)));
            case Protocol.CLOSE -> closeHandle(id, text(request));
            default -> status(id, Protocol.OP_UNSUPPORTED);
        };
    }

    private byte[] version() {
        ModelPacket packet = new ModelPacket(Protocol.VERSION_REPLY, 3);
        if (manners.tellsLimits()) {
            packet.text("limits@openssh.com").text("1");
        }
        return packet.bytes();
    }

    private byte[] limits(int id) {
        return new ModelPacket(Protocol.EXTENDED_REPLY, id)
                .number(256 * 1024)
                .number(255 * 1024)
                .number(255 * 1024)
                .number(manners.mostHandles())
                .bytes();
    }

    private static byte[] nameOr(int id, int refusal, String path) {
        return path == null ? status(id, refusal) : name(id, path);
    }

    private static byte[] name(int id, String path) {
        return new ModelPacket(Protocol.NAME, id)
                .integer(1)
                .text(path)
                .text(path)
                .integer(0)
                .bytes();
    }

    private byte[] readLink(int id, String path) {
        return links.tellTargets()
                ? nameOr(id, Protocol.FAILURE, links.target(path))
                : status(id, Protocol.OP_UNSUPPORTED);
    }

    private byte[] lstat(int id, String path) {
        return links.target(path) != null && links.showThemselves()
                ? new ModelPacket(Protocol.ATTRS, id)
                        .integer(Protocol.HAS_PERMISSIONS)
                        .integer(LINK)
                        .bytes()
                : stat(id, links.real(path));
    }

    private byte[] stat(int id, String path) {
        if (isFolder(path)) {
            return new ModelPacket(Protocol.ATTRS, id)
                    .integer(Protocol.HAS_PERMISSIONS)
                    .integer(FOLDER)
                    .bytes();
        }
        Content file = path == null ? null : files.get(path);
        return file == null
                ? status(id, Protocol.NO_SUCH_FILE)
                : attributes(new ModelPacket(Protocol.ATTRS, id), file, file.bytes.length)
                        .bytes();
    }

    private static ModelPacket attributes(ModelPacket packet, Content file, long size) {
        return packet.integer(Protocol.HAS_SIZE | Protocol.HAS_PERMISSIONS | Protocol.HAS_TIMES)
                .number(size)
                .integer(0x81A4)
                .integer(file.modified)
                .integer(file.modified);
    }

    private boolean isFolder(String path) {
        return path != null
                && (path.equals("/")
                        || path.equals("/root")
                        || files.keySet().stream().anyMatch(file -> file.startsWith(path + "/")));
    }

    private byte[] openFolder(int id, String path) {
        if (!isFolder(path)) {
            return status(id, Protocol.NO_SUCH_FILE);
        }
        if (openHandles() >= manners.mostHandles()) {
            return status(id, Protocol.FAILURE);
        }
        List<byte[]> entries = new ArrayList<>();
        for (String name : links.namesIn(path)) {
            entries.add(new ModelPacket()
                    .text(name)
                    .text("l " + name)
                    .integer(Protocol.HAS_PERMISSIONS)
                    .integer(LINK)
                    .bytes());
        }
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, Content> file : files.entrySet()) {
            if (file.getKey().startsWith(path + "/")) {
                String rest = file.getKey().substring(path.length() + 1);
                int slash = rest.indexOf('/');
                String name = slash < 0 ? rest : rest.substring(0, slash);
                if (seen.add(name)) {
                    ModelPacket entry = new ModelPacket().text(name).text("-rw " + name);
                    Content content = file.getValue();
                    long size = content.listedSize >= 0 ? content.listedSize : content.bytes.length;
                    entries.add((slash < 0
                                    ? attributes(entry, content, size)
                                    : entry.integer(Protocol.HAS_PERMISSIONS).integer(FOLDER))
                            .bytes());
                }
            }
        }
        Collections.shuffle(entries, random);
        return handle(id, handle -> folderHandles.put(handle, entries));
    }

    private byte[] readFolder(int id, String handle) {
        List<byte[]> left = folderHandles.get(handle);
        if (left == null) {
            return status(id, Protocol.FAILURE);
        }
        if (left.isEmpty()) {
            return status(id, Protocol.EOF);
        }
        int count = Math.min(left.size(), 1 + random.nextInt(100));
        ModelPacket packet = new ModelPacket(Protocol.NAME, id).integer(count);
        for (int i = 0; i < count; i++) {
            packet.raw(left.remove(left.size() - 1));
        }
        return packet.bytes();
    }

    private byte[] open(int id, String path) {
        Content file = path == null ? null : files.get(path);
        if (file == null) {
            return status(id, Protocol.NO_SUCH_FILE);
        }
        if (file.openStatus != 0) {
            return status(id, file.openStatus);
        }
        if (openHandles() >= manners.mostHandles()) {
            return status(id, Protocol.FAILURE);
        }
        return handle(id, handle -> fileHandles.put(handle, path));
    }

    private byte[] handle(int id, java.util.function.Consumer<String> opened) {
        String handle = "h" + nextHandle++;
        synchronized (fileHandles) {
            opened.accept(handle);
            mostHandlesSeen = Math.max(mostHandlesSeen, openHandles());
        }
        return new ModelPacket(Protocol.HANDLE, id).text(handle).bytes();
    }

    private byte[] read(int id, String handle, long offset, int length) {
        String path = fileHandles.get(handle);
        if (path == null) {
            return status(id, Protocol.FAILURE);
        }
        byte[] bytes = files.get(path).bytes;
        if (offset >= bytes.length) {
            return status(id, Protocol.EOF);
        }
        int most = Math.min(length, bytes.length - (int) offset);
        int given = manners.shortReads() ? 1 + random.nextInt(most) : most;
        return new ModelPacket(Protocol.DATA, id)
                .string(Arrays.copyOfRange(bytes, (int) offset, (int) offset + given))
                .bytes();
    }

    private byte[] closeHandle(int id, String handle) {
        synchronized (fileHandles) {
            boolean file = fileHandles.remove(handle) != null;
            boolean folder = folderHandles.remove(handle) != null;
            return status(id, file || folder ? Protocol.OK : Protocol.FAILURE);
        }
    }

    private static byte[] status(int id, int code) {
        return new ModelPacket(Protocol.STATUS, id)
                .integer(code)
                .text("status " + code)
                .text("en")
                .bytes();
    }

    private static String text(ByteBuffer request) {
        byte[] bytes = new byte[request.getInt()];
        request.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
