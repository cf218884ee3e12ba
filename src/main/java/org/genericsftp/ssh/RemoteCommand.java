package org.genericsftp.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/** One command for the server's shell, on a connection that stands. What it prints is taken up to a bound. For one thread. */
final class RemoteCommand {
    private final Session session;
    private final byte[] command;
    private final Output output;

    RemoteCommand(Session session, byte[] command, int mostBytes) {
        this.session = session;
        this.command = command;
        output = new Output(mostBytes);
    }

    /**
     * What it prints; empty where the server does not run it, it prints more than it may, or does not end in time.
     *
     * @throws FileException the cancellation's reason
     */
    Optional<byte[]> run(Duration patience, Cancellation cancellation) throws FileException {
        ChannelExec channel = null;
        Cancellation.Registration registration = cancellation.onCancel(output::end);
        try {
            channel = (ChannelExec) session.openChannel("exec");
            channel.setCommand(command);
            // It reads nothing. Without an input JSch would not tell it so, and what stands in its place may wait.
            channel.setInputStream(new ByteArrayInputStream(new byte[0]));
            channel.setOutputStream(output);
            channel.connect((int) Math.min(patience.toMillis(), Integer.MAX_VALUE));
            boolean ended = output.ended.await(patience.toNanos(), TimeUnit.NANOSECONDS);
            cancellation.check();
            return ended ? output.bytes() : Optional.empty();
        } catch (JSchException e) {
            JschLog.LOG.debug("The server runs no commands", e);
            cancellation.check();
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FileException(ErrorCode.CANCELLED, Remedy.LATER, "Interrupted while waiting for the server", e);
        } finally {
            registration.close();
            disconnect(channel);
        }
    }

    private static void disconnect(@Nullable ChannelExec channel) {
        if (channel != null) {
            channel.disconnect();
        }
    }

    /** Written to, and closed at the end of what the command prints, by JSch's session thread: it never blocks. */
    private static final class Output extends OutputStream {
        private final int mostBytes;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CountDownLatch ended = new CountDownLatch(1);
        private boolean tooLong;

        Output(int mostBytes) {
            this.mostBytes = mostBytes;
        }

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] from, int offset, int length) {
            tooLong |= bytes.size() + length > mostBytes;
            if (tooLong) {
                end();
            } else {
                bytes.write(from, offset, length);
            }
        }

        @Override
        public void close() {
            end();
        }

        void end() {
            ended.countDown();
        }

        synchronized Optional<byte[]> bytes() {
            return tooLong ? Optional.empty() : Optional.of(bytes.toByteArray());
        }
    }
}
