package org.genericsftp.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The lines of sshd_config that do not depend on where a server lives. */
final class SshdOptions {
    private static final Pattern VERSION = Pattern.compile("OpenSSH_([0-9]+\\.[0-9])");

    private static final Map<Path, Boolean> HAS_PENALTIES = new ConcurrentHashMap<>();

    private SshdOptions() {}

    /**
     * @param chosen take the place of defaults
     * @param subsystem what serves SFTP; empty for nothing
     */
    static List<String> of(Path sshd, List<String> chosen, String subsystem, boolean withPassword) {
        List<String> all = new ArrayList<>(chosen);
        Stream.of(
                        subsystem.isEmpty() ? "" : "Subsystem sftp " + subsystem,
                        "UsePAM no",
                        "StrictModes no",
                        "LogLevel VERBOSE",
                        "MaxStartups 1000",
                        "PermitRootLogin prohibit-password",
                        "PasswordAuthentication " + (withPassword ? "yes" : "no"),
                        "KbdInteractiveAuthentication no",
                        // Tests fail to log in on purpose, all from the same address.
                        hasPenalties(sshd) ? "PerSourcePenalties no" : "")
                .filter(line -> !line.isEmpty() && !isAmong(chosen, keyword(line)))
                .forEach(all::add);
        return all;
    }

    private static boolean isAmong(List<String> chosen, String keyword) {
        return chosen.stream().anyMatch(line -> keyword(line).equalsIgnoreCase(keyword));
    }

    private static String keyword(String line) {
        return line.substring(0, line.indexOf(' '));
    }

    /** Since OpenSSH 9.8; older ones don't know the option and would not start with it. */
    private static boolean hasPenalties(Path sshd) {
        return HAS_PENALTIES.computeIfAbsent(sshd, program -> {
            Matcher version = VERSION.matcher(Command.printed(program.toString(), "-V"));
            return version.find() && Double.parseDouble(version.group(1)) >= 9.8;
        });
    }
}
