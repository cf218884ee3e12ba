package org.genericsftp.lab;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.genericsftp.testing.OptionPairs;
import org.genericsftp.testing.RealServers;
import org.slf4j.LoggerFactory;

/**
 * The laboratory's commands: {@code mvn -q -P lab -Dlab="crash --rounds 200 --seed 42"}. The system property
 * {@code worker.jar} names the packaged worker.
 *
 * <p>The exit code is 0 if everything was as promised, 1 if not, 2 if nothing could be tried.
 */
public final class Lab {
    private Lab() {}

    /** Options as they are, or all in one argument as Maven hands them on. */
    public static void main(String[] arguments) throws Exception {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(OptionPairs.words(arguments), out));
    }

    static int run(List<String> words, PrintStream out) throws Exception {
        if (words.isEmpty()) {
            out.print(LabOptions.usage());
            return 0;
        }
        LabOptions options;
        try {
            options = LabOptions.parse(words);
        } catch (IllegalArgumentException e) {
            out.print(e.getMessage() + "\n\n" + LabOptions.usage());
            return 2;
        }
        if (!RealServers.has("sshd")) {
            out.println("The laboratory needs OpenSSH's sshd (Debian package openssh-server)");
            return 2;
        }
        return switch (options.command()) {
            case CRASH -> CrashLoop.run(options, out).isClean() ? 0 : 1;
            case SOAK -> Soak.run(options, out).isClean() ? 0 : 1;
            case PAGE -> PageCost.run(options, out).isClean() ? 0 : 1;
        };
    }
}
