package org.genericsftp.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.genericsftp.testing.MinaSftpServer;
import org.jspecify.annotations.Nullable;

/**
 * The READs that a server was asked for and does not answer before the test says so, in the order in which they came.
 * Each file's CLOSE waits for them as well, and from some time on every OPEN; all else is answered at once. For a client
 * with one session.
 */
final class HeldReads {
    /** Put among the requests where held ones are to be answered. */
    private static final Buffer ANSWER = new ByteArrayBuffer(0);

    private final Set<String> opened = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<String> answered = new LinkedBlockingQueue<>();
    private volatile @Nullable Held session;
    private volatile boolean held = true;
    private volatile boolean opensToo;

    /** From now on. */
    static HeldReads of(MinaSftpServer server) {
        HeldReads reads = new HeldReads();
        server.server().setSubsystemFactories(List.of(new SftpSubsystemFactory() {
            @Override
            public Command createSubsystem(ChannelSession channel) {
                return reads.hold(channel, this);
            }
        }));
        return reads;
    }

    private Held hold(ChannelSession channel, SftpSubsystemFactory factory) {
        Held started = new Held(channel, factory);
        session = started;
        return started;
    }

    /** How many there are. */
    int count() {
        Held now = session;
        return now == null ? 0 : now.count();
    }

    /** From now on an OPEN is answered behind the READs that came before it. */
    void holdOpensBehindThem() {
        opensToo = true;
    }

    /** Whether the client has asked for all these files to be opened. */
    boolean haveOpened(List<String> paths) {
        return opened.containsAll(paths);
    }

    /** Answers the READ that came first; returns the path of what it reads. */
    String answerNext() throws InterruptedException {
        Objects.requireNonNull(session).wake();
        String path = answered.poll(20, TimeUnit.SECONDS);
        if (path == null) {
            throw new AssertionError("The client has no READ under way");
        }
        return path;
    }

    /** Answers all that are held, and those that come. */
    void answerAll() {
        held = false;
        Objects.requireNonNull(session).wake();
    }

    private final class Held extends SftpSubsystem {
        private final Queue<Buffer> waiting = new ConcurrentLinkedQueue<>();
        private int handlesGiven;

        Held(ChannelSession channel, SftpSubsystemFactory factory) {
            super(channel, factory);
        }

        int count() {
            return (int) waiting.stream()
                    .filter(request -> type(request) == SftpConstants.SSH_FXP_READ)
                    .count();
        }

        void wake() {
            requests.add(ANSWER);
        }

        /** Never the same twice: the server does not work in the order of the requests, and the client knows. */
        @Override
        protected String generateFileHandle(Path file) {
            return "handle " + handlesGiven++;
        }

        @Override
        protected void process(Buffer request) throws IOException {
            if (request == ANSWER) {
                answer();
                return;
            }
            int type = type(request);
            if (type == SftpConstants.SSH_FXP_OPEN) {
                opened.add(text(request).substring(1));
            }
            boolean waits = switch (type) {
                case SftpConstants.SSH_FXP_READ -> true;
                case SftpConstants.SSH_FXP_OPEN -> opensToo && !waiting.isEmpty();
                case SftpConstants.SSH_FXP_CLOSE -> isBeingRead(text(request));
                default -> false;
            };
            if (held && waits) {
                waiting.add(request);
            } else {
                super.process(request);
            }
        }

        private boolean isBeingRead(String handle) {
            return waiting.stream()
                    .anyMatch(request -> type(request) == SftpConstants.SSH_FXP_READ
                            && text(request).equals(handle));
        }

        /** The first READ and what is behind it, up to the next READ. */
        private void answer() throws IOException {
            Buffer read = waiting.poll();
            if (read == null) {
                return;
            }
            String path = path(read);
            super.process(read);
            while (!waiting.isEmpty() && (!held || type(waiting.element()) != SftpConstants.SSH_FXP_READ)) {
                super.process(waiting.remove());
            }
            answered.add(path);
        }

        /** Of the open file that the request is about. */
        private String path(Buffer request) {
            return handles.get(text(request)).getFile().toString().substring(1);
        }

        private static int type(Buffer request) {
            return request.rawByte(request.rpos() + Integer.BYTES);
        }

        /** What is behind length, type and id: a path or a handle. */
        private static String text(Buffer request) {
            int start = request.rpos();
            request.rpos(start + Integer.BYTES + 1 + Integer.BYTES);
            String text = request.getString();
            request.rpos(start);
            return text;
        }
    }
}
