package org.genericsftp.sftp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.FileException;
import org.genericsftp.packets.Protocol;
import org.genericsftp.ssh.SftpTransport;
import org.genericsftp.ssh.SharedLogins;
import org.genericsftp.ssh.SshConnector;
import org.genericsftp.ssh.StageListener;

/** Asks a server single questions in SFTP, and shows its answers as they came. */
final class RawDialogue implements AutoCloseable {
    /** @param id of the request that it answers; of VERSION, the version */
    record Answer(int type, int id, ByteBuffer body) {
        boolean is(int wanted) {
            return type == wanted;
        }

        /** The next field that has a length. */
        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }

        byte[] bytes() {
            byte[] bytes = new byte[body.getInt()];
            body.get(bytes);
            return bytes;
        }
    }

    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final SftpTransport connection;
    private final Answer version;
    private int lastId;

    RawDialogue(SftpSettings settings) throws FileException, IOException, InterruptedException {
        connection = new SshConnector(settings.ssh(), new SharedLogins()).connect(new Cutter(), StageListener.NONE);
        write(new byte[] {0, 0, 0, 5, Protocol.INIT, 0, 0, 0, Protocol.VERSION});
        version = next();
    }

    Answer version() {
        return version;
    }

    /** Sends a request whose first field is text, as most have it, and returns its id. */
    int send(int type, String first, int... numbers) throws IOException {
        return send(type, first.getBytes(StandardCharsets.UTF_8), numbers);
    }

    int send(int type, byte[] first, int... numbers) throws IOException {
        int length = 1 + 4 + 4 + first.length + 4 * numbers.length;
        byte[] packet = new byte[4 + length];
        ByteBuffer fields = ByteBuffer.wrap(packet).putInt(length).put((byte) type);
        fields.putInt(++lastId).putInt(first.length).put(first);
        for (int number : numbers) {
            fields.putInt(number);
        }
        write(packet);
        return lastId;
    }

    private void write(byte[] packet) throws IOException {
        connection.outgoing().write(packet);
        connection.outgoing().flush();
    }

    /** The next answer, whatever it answers. */
    Answer next() throws InterruptedException {
        Answer answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer == null) {
            throw new AssertionError("The server does not answer");
        }
        return answer;
    }

    Answer ask(int type, String first, int... numbers) throws IOException, InterruptedException {
        send(type, first, numbers);
        return next();
    }

    Answer ask(int type, byte[] first, int... numbers) throws IOException, InterruptedException {
        send(type, first, numbers);
        return next();
    }

    /** A request whose fields are texts. */
    Answer ask(int type, String first, String second) throws IOException, InterruptedException {
        byte[] one = first.getBytes(StandardCharsets.UTF_8);
        byte[] two = second.getBytes(StandardCharsets.UTF_8);
        ByteBuffer packet = ByteBuffer.allocate(4 + 1 + 4 + 4 + one.length + 4 + two.length);
        packet.putInt(packet.capacity() - 4).put((byte) type).putInt(++lastId);
        packet.putInt(one.length).put(one).putInt(two.length).put(two);
        write(packet.array());
        return next();
    }

    /** The handle of a file or folder that opens. */
    byte[] open(int type, String path) throws IOException, InterruptedException {
        Answer answer = type == Protocol.OPEN ? ask(type, path, Protocol.OPEN_FOR_READING, 0) : ask(type, path);
        if (!answer.is(Protocol.HANDLE)) {
            throw new AssertionError(path + " does not open: " + answer);
        }
        return answer.bytes();
    }

    /** The names of one answer to READDIR with the file types; none at the end. */
    List<Entry> readFolder(byte[] handle) throws IOException, InterruptedException {
        Answer answer = ask(Protocol.READDIR, handle);
        List<Entry> entries = new ArrayList<>();
        if (answer.is(Protocol.NAME)) {
            for (int left = answer.body().getInt(); left > 0; left--) {
                String name = answer.text();
                answer.text();
                entries.add(new Entry(name, typeIn(answer.body())));
            }
        }
        return entries;
    }

    record Entry(String name, int type) {}

    /** Steps over attributes, and returns the file type in them. */
    private static int typeIn(ByteBuffer attributes) {
        int flags = attributes.getInt();
        skip(attributes, (flags & Protocol.HAS_SIZE) != 0 ? 8 : 0);
        skip(attributes, (flags & Protocol.HAS_OWNER) != 0 ? 8 : 0);
        int type = (flags & Protocol.HAS_PERMISSIONS) != 0 ? attributes.getInt() & Protocol.TYPE_MASK : 0;
        skip(attributes, (flags & Protocol.HAS_TIMES) != 0 ? 8 : 0);
        for (int left = (flags & Protocol.HAS_EXTENDED) != 0 ? attributes.getInt() : 0; left > 0; left--) {
            skip(attributes, attributes.getInt());
            skip(attributes, attributes.getInt());
        }
        return type;
    }

    private static void skip(ByteBuffer bytes, int count) {
        bytes.position(bytes.position() + count);
    }

    @Override
    public void close() {
        connection.close();
    }

    /** Cuts what arrives into packets. */
    private final class Cutter extends OutputStream {
        private ByteBuffer kept = ByteBuffer.allocate(1 << 16);

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (kept.remaining() < length) {
                kept = ByteBuffer.allocate(2 * (kept.position() + length)).put(kept.flip());
            }
            kept.put(bytes, offset, length).flip();
            while (kept.remaining() > 4 && kept.remaining() >= 4 + kept.getInt(kept.position())) {
                byte[] packet = new byte[kept.getInt()];
                kept.get(packet);
                ByteBuffer fields = ByteBuffer.wrap(packet);
                answers.add(new Answer(fields.get() & 0xff, fields.getInt(), fields));
            }
            kept.compact();
        }

        @Override
        public void write(int value) {
            throw new AssertionError("Single bytes are slow");
        }
    }
}
