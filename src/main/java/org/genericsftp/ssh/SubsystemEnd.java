package org.genericsftp.ssh;

import com.jcraft.jsch.ChannelSubsystem;
import java.time.Duration;

/**
 * How a server's sftp subsystem ended. Its exit status comes beside the end of its output, a moment before or after, and
 * always before the channel is closed (RFC 4254, 6.10).
 */
final class SubsystemEnd {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long POLL_MILLIS = 2;

    private final Wire wire;
    private final ChannelSubsystem channel;
    private final SubsystemErrors errors;

    SubsystemEnd(Wire wire, ChannelSubsystem channel, SubsystemErrors errors) {
        this.wire = wire;
        this.channel = channel;
        this.errors = errors;
    }

    /** Whether nothing more will be known. */
    boolean isKnown() {
        return channel.isClosed() || wire.closed() || wire.fault() != null;
    }

    /** Waits until it is known, and no longer than a second: some servers never close the channel. */
    void await() {
        long begun = System.nanoTime();
        try {
            while (!isKnown() && System.nanoTime() - begun < PATIENCE.toNanos()) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The exit status of a program that failed; 0 or less for others. */
    int status() {
        return channel.getExitStatus();
    }

    /** What a status means that a shell gives: sshd runs the subsystem's program through one. */
    private String meaning() {
        return switch (status()) {
            case 126 -> " (its program may not be run)";
            case 127 -> " (its program was not found)";
            default -> "";
        };
    }

    /** What is worth telling, to be put behind its name; empty for an end in order. */
    String words() {
        String text = errors.text();
        if (status() <= 0 && text.isEmpty()) {
            return "";
        }
        return "ended" + (status() < 0 ? "" : " with status " + status() + meaning())
                + (text.isEmpty() ? "" : ", and wrote to its standard error: \"" + text + "\"");
    }
}
