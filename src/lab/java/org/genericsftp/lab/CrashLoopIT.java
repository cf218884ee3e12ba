package org.genericsftp.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.genericsftp.lab.Tally.Count;
import org.genericsftp.testing.RealServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The crash loop in its short form. */
@Timeout(300)
class CrashLoopIT {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void losesNoRequestAndAnswersEachTrulyWhoeverIsKilled() throws Exception {
        RealServers.require("sshd");
        int rounds = Victim.values().length;
        LabOptions options =
                LabOptions.parse(List.of("crash", "--rounds", "" + rounds, "--seed", "42", "--out", folder.toString()));

        Tally tally = CrashLoop.run(options, new PrintStream(printed, true, StandardCharsets.UTF_8));

        String shown = printed.toString(StandardCharsets.UTF_8);
        assertThat(tally.violations()).as(shown).isEmpty();
        assertThat(Victim.values())
                .as(shown)
                .allSatisfy(victim -> assertThat(tally.faults()).containsKey(victim.toString()));
        assertThat(tally.get(Count.ANSWERS))
                .isEqualTo(tally.get(Count.REQUESTS))
                .isGreaterThan(4L * rounds);
        assertThat(tally.get(Count.FILES_CHECKED)).isPositive();
        assertThat(shown).contains("seed").contains("killed the broker");
    }
}
