package org.genericsftp.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.genericsftp.worker.FileNameEncoding;
import org.genericsftp.worker.ProcessName;
import org.genericsftp.worker.Signals;

/**
 * The process that a command runs in, as far as it shows in what the command does.
 *
 * @param out takes results
 * @param err takes progress and complaints
 * @param terminal whether somebody watches: progress is then drawn in place
 * @param outIsTerminal whether {@code out} goes to a terminal, which would carry out what it is sent
 * @param fileNameFault what keeps this process from writing every file name; empty where nothing does
 * @param onFirstSignal takes what is to be done when the process is told to end
 * @param onHangUp takes what is to be done when it is told to read its configuration again
 */
public record ProcessContext(
        PrintWriter out,
        PrintWriter err,
        boolean terminal,
        boolean outIsTerminal,
        Map<String, String> environment,
        Supplier<String> processName,
        Supplier<Optional<String>> fileNameFault,
        Consumer<Runnable> onFirstSignal,
        Consumer<Runnable> onHangUp,
        Clock clock) {

    /** Those of this process. Its streams are UTF-8, whatever the locale. */
    public static ProcessContext ofThisProcess() {
        return new ProcessContext(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                Terminal.isInteractive(),
                Terminal.isOut(),
                System.getenv(),
                ProcessName::usual,
                FileNameEncoding::fault,
                Signals::onFirstToEnd,
                Signals::onHangUp,
                Clock.systemUTC());
    }

    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(new BufferedWriter(
                new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8), 1 << 16));
    }
}
