package org.genericsftp.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.genericsftp.testing.OptionPairs;

/**
 * What is to be tried.
 *
 * @param rounds of the crash loop
 * @param minutes of the soak, or of looking at what the operator page costs
 * @param clients of each worker whose operator page is looked at
 * @param seed decides everything that can be decided
 * @param out where the workers' logs are kept
 */
record LabOptions(Command command, int rounds, int minutes, int clients, int seed, Path out) {
    /** The laboratory's commands. */
    enum Command {
        CRASH,
        SOAK,
        PAGE;

        private Set<String> options() {
            return switch (this) {
                case CRASH -> Set.of("--rounds", "--seed", "--out");
                case SOAK -> Set.of("--minutes", "--seed", "--out");
                case PAGE -> Set.of("--minutes", "--clients", "--out");
            };
        }

        static Command parse(String word) {
            for (Command command : values()) {
                if (command.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return command;
                }
            }
            throw new IllegalArgumentException(word + " is no command");
        }
    }

    LabOptions {
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds must be at least 1");
        }
        if (minutes < 1) {
            throw new IllegalArgumentException("--minutes must be at least 1");
        }
        if (clients < 1) {
            throw new IllegalArgumentException("--clients must be at least 1");
        }
    }

    static String usage() {
        return """
                mvn -q -P lab -Dlab="crash --rounds 200 --seed 42"
                  Kills workers, the broker, sshd and its sessions at random moments, under load from several
                  requesters; then every request must have its answer, and every file that is listed must be whole.
                  --rounds N     how often something is killed (200)
                mvn -q -P lab -Dlab="soak --minutes 30 --seed 42"
                  One worker under mixed load, while its network, its servers and its disk have trouble; its memory,
                  threads and descriptors must stay flat.
                  --minutes N    how long (30)
                mvn -q -P lab -Dlab="page --minutes 10 --clients 50"
                  Two idle workers side by side, one of them with an operator page that is open: what the page costs.
                  --minutes N    how long (30)
                  --clients N    how many each worker has (50)
                crash and soak
                  --seed N       decides sizes, moments and victims (42)
                all
                  --out DIR      where the workers' logs are kept (target/lab)
                """;
    }

    /** @param words the command and its options */
    static LabOptions parse(List<String> words) {
        Command command = Command.parse(words.get(0));
        Map<String, String> given = OptionPairs.parse(words.subList(1, words.size()), command.options());
        return new LabOptions(
                command,
                OptionPairs.number("--rounds", given.getOrDefault("--rounds", "200")),
                OptionPairs.number("--minutes", given.getOrDefault("--minutes", "30")),
                OptionPairs.number("--clients", given.getOrDefault("--clients", "50")),
                OptionPairs.number("--seed", given.getOrDefault("--seed", "42")),
                Path.of(given.getOrDefault("--out", "target/lab")).toAbsolutePath());
    }
}
