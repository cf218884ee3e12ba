package org.genericsftp.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.genericsftp.file.ServerFact;
import org.genericsftp.packets.ServerIntroduction;
import org.genericsftp.packets.ToldLimits;
import org.genericsftp.ssh.SshSettings;
import org.genericsftp.testing.SettableClock;
import org.genericsftp.testing.TestSettings;
import org.junit.jupiter.api.Test;

class ServerProfileTest {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final SftpSettings SETTINGS = ModelLanes.SETTINGS;

    private final SettableClock clock = new SettableClock(NOON);
    private final KnownServers servers = new KnownServers(clock);
    private final ServerProfile profile = servers.profile(SETTINGS);

    private ServerProfile told(SftpSettings.Server server) {
        return servers.profile(TestSettings.with(SETTINGS, server));
    }

    @Test
    void takesAServerForOneThatDoesWhatItShould() {
        assertThat(ServerTrait.values()).allMatch(profile::does);
        assertThat(profile.facts()).isEmpty();
    }

    @Test
    void saysWhatIsLearntWhyAndSinceWhen() {
        profile.lacks(ServerTrait.FSTAT, "it answered FSTAT with status 8");
        clock.move(Duration.ofHours(1));
        profile.lacks(ServerTrait.FSTAT, "it did so again");

        assertThat(profile.does(ServerTrait.FSTAT)).isFalse();
        assertThat(profile.facts())
                .containsExactly(new ServerFact("fstat", "no", "it answered FSTAT with status 8", NOON));
    }

    @Test
    void forgetsAfterADay() {
        profile.learn(ServerTrait.MAX_OPEN_FILES, 98, "it opened no more");
        clock.move(Duration.ofDays(1));
        assertThat(profile.number(ServerTrait.MAX_OPEN_FILES)).hasValue(98);

        clock.move(Duration.ofSeconds(1));

        assertThat(profile.number(ServerTrait.MAX_OPEN_FILES)).isEmpty();
        assertThat(profile.facts()).isEmpty();
    }

    @Test
    void learnsAnewAfterADay() {
        profile.lacks(ServerTrait.LSTAT, "once");
        clock.move(Duration.ofDays(2));
        profile.lacks(ServerTrait.LSTAT, "again");

        assertThat(profile.facts())
                .containsExactly(new ServerFact("lstat", "no", "again", NOON.plus(Duration.ofDays(2))));
    }

    @Test
    void believesTheSettingsAgainstWhatIsLearnt() {
        ServerProfile described = told(new SftpSettings.Server(20, null, null, null, true, null, null));
        described.lacks(ServerTrait.FSTAT, "it answered FSTAT with status 8");
        described.learn(ServerTrait.MAX_OPEN_FILES, 5, "it opened no more");

        assertThat(described.does(ServerTrait.FSTAT)).isTrue();
        assertThat(described.number(ServerTrait.MAX_OPEN_FILES)).hasValue(20);
        assertThat(described.facts())
                .containsExactly(
                        new ServerFact("max-open-files", "20", "set in the configuration", null),
                        new ServerFact("fstat", "yes", "set in the configuration", null));
    }

    @Test
    void isSharedByTheClientsOfOneServer() {
        ServerProfile described = told(new SftpSettings.Server(null, null, null, null, null, true, null));

        profile.lacks(ServerTrait.FSTAT, "it answered FSTAT with status 8");
        profile.lacks(ServerTrait.LSTAT, "it answered LSTAT with status 8");

        assertThat(described.does(ServerTrait.FSTAT)).isFalse();
        assertThat(described.does(ServerTrait.LSTAT)).isTrue();
    }

    @Test
    void saysNothingOfOtherServers() {
        SshSettings.Endpoint other = new SshSettings.Endpoint("model", 23);

        profile.lacks(ServerTrait.FSTAT, "it answered FSTAT with status 8");

        assertThat(servers.profile(TestSettings.with(SETTINGS, TestSettings.with(SETTINGS.ssh(), other)))
                        .does(ServerTrait.FSTAT))
                .isTrue();
    }

    @Test
    void saysWhatTheServerTellsOfItself() {
        profile.meet(
                new ServerIntroduction("SSH-2.0-Odd\n1", Set.of("a@b"), Optional.of(new ToldLimits(1000, 0))),
                List.of());

        assertThat(profile.facts())
                .containsExactly(
                        new ServerFact("software", "SSH-2.0-Odd\\u000A1", "told by the server", null),
                        new ServerFact("extensions", "a@b", "told by the server", null),
                        new ServerFact(
                                "limits",
                                "a READ brings 1000 bytes, any number of files may be open",
                                "told by the server",
                                null));
    }
}
