package org.genericsftp.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.genericsftp.destination.PendingFile;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;
import org.genericsftp.testing.ChildJava;

/** A program of its own that copies one file, so that it can be run under another locale, or watched. */
final class CopyOneFile {
    static final String NAME = "in/deep/ünï.csv";
    static final String CONTENT = "some bytes";

    private CopyOneFile() {}

    /** Takes the directory, and whether it is durable; prints nothing, or what went wrong. */
    public static void main(String[] arguments) throws IOException {
        var settings = new LocalSettings(
                Path.of(arguments[0]), Boolean.parseBoolean(arguments[1]), 1, LocalSettings.DEFAULT_LEFTOVER_AGE);
        byte[] bytes = CONTENT.getBytes(UTF_8);
        FileStamp stamp = new FileStamp(bytes.length, Instant.parse("2026-11-01T10:00:00Z"));
        try (LocalDestination destination = new LocalDestination(settings, Clock.systemUTC());
                PendingFile pending = destination.create(new RelativePath(NAME), stamp)) {
            pending.append(ByteBuffer.wrap(bytes));
            pending.publish();
            destination.settle(all -> true);
        } catch (FileException e) {
            System.out.println(e.code() + " " + e.getMessage());
        }
    }

    /** How to start it, for a process builder. */
    static List<String> command(Path directory, boolean durable) {
        return ChildJava.onClassPath(CopyOneFile.class, directory.toString(), String.valueOf(durable));
    }

    /** Runs a command to its end; returns what it printed, errors first if it failed. */
    static String run(ProcessBuilder command) throws IOException, InterruptedException {
        Process process = command.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + command.command());
        }
        return process.exitValue() == 0 ? printed : "exit " + process.exitValue() + ": " + printed;
    }

    static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
