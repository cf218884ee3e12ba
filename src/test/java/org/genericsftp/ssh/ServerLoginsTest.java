package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.ssh.ServerLogins.Credentials;
import org.genericsftp.ssh.ServerLogins.Turn;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.junit.jupiter.api.Test;

class ServerLoginsTest {
    private static final long START = -TimeUnit.SECONDS.toNanos(100);
    private static final Credentials WRONG = credentials("ann", "wrong");
    private static final Credentials RIGHT = credentials("ann", "right");
    private final FileException refusal =
            new FileException(ErrorCode.AUTHENTICATION_FAILED, Remedy.NEVER, "Cannot log in");

    private final ServerLogins server = new ServerLogins();

    private static Credentials credentials(String username, String password) {
        return new Credentials(username, new Authentication.Password(password));
    }

    private static long at(double seconds) {
        return START + (long) (seconds * 1e9);
    }

    private Duration refuse(Credentials credentials, double seconds) {
        return server.refused(server.begin(credentials), refusal, at(seconds));
    }

    private void letIn(Credentials credentials, double seconds) {
        server.succeeded(server.begin(credentials), at(seconds));
    }

    private long waitMillis(Credentials credentials, double seconds) throws FileException {
        long nanos = server.waitNanos(credentials, at(seconds));
        return nanos == ServerLogins.UNTIL_TOLD ? -1 : TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    @Test
    void theFirstDoesNotWait() throws FileException {
        assertThat(waitMillis(WRONG, 0)).isZero();
    }

    @Test
    void othersWithTheSameCredentialsWaitForTheFirst() throws FileException {
        Turn first = server.begin(RIGHT);
        assertThat(waitMillis(RIGHT, 0)).isEqualTo(-1);

        server.succeeded(first, at(1));
        assertThat(waitMillis(RIGHT, 1)).isZero();
        server.begin(RIGHT);
        assertThat(waitMillis(RIGHT, 1)).isZero();
    }

    @Test
    void whoLoggedInLongAgoGoesFirstAlone() throws FileException {
        letIn(RIGHT, 0);
        assertThat(waitMillis(RIGHT, 60)).isZero();
        server.begin(RIGHT);
        assertThat(waitMillis(RIGHT, 60)).isEqualTo(-1);
    }

    @Test
    void aRefusalIsRepeatedForAllWhoHaveTheSameCredentials() throws FileException {
        assertThat(refuse(WRONG, 0)).isEqualTo(Duration.ofSeconds(30));

        assertThatThrownBy(() -> waitMillis(WRONG, 29.9)).isSameAs(refusal);
        assertThat(waitMillis(WRONG, 30)).isZero();
    }

    @Test
    void pausesGrowToFiveMinutesAndStaySo() {
        List<Long> pauses = new ArrayList<>();
        double now = 0;
        for (int i = 0; i < 5; i++) {
            Duration pause = refuse(WRONG, now);
            pauses.add(pause.toSeconds());
            now += pause.toSeconds();
        }
        assertThat(pauses).containsExactly(30L, 90L, 270L, 300L, 300L);
    }

    @Test
    void fewerThanFiveAttemptsComeInAnyTenMinutes() {
        List<Double> attempts = new ArrayList<>();
        for (double now = 0; now < 7200; now += refuse(WRONG, now).toSeconds()) {
            attempts.add(now);
        }
        for (double begin : attempts) {
            assertThat(attempts.stream().filter(each -> each >= begin && each <= begin + 600))
                    .hasSizeLessThan(5);
        }
    }

    @Test
    void theRightPasswordDoesNotWaitForTheWrongOneOfTheSameAccount() throws FileException {
        refuse(WRONG, 0);
        assertThat(waitMillis(RIGHT, 0)).isZero();
    }

    @Test
    void severalWrongPasswordsOfOneAccountShareTheirPauses() throws FileException {
        Credentials wrongToo = credentials("ann", "wrong too");
        refuse(WRONG, 0);
        assertThat(refuse(wrongToo, 1)).isEqualTo(Duration.ofSeconds(90));

        assertThatThrownBy(() -> waitMillis(WRONG, 40)).isSameAs(refusal);
        assertThat(waitMillis(WRONG, 91)).isZero();
    }

    @Test
    void aSuccessForgetsWhatWasRefusedBefore() throws FileException {
        refuse(WRONG, 0);
        letIn(WRONG, 30);
        assertThat(waitMillis(WRONG, 30)).isZero();
        assertThat(refuse(WRONG, 60)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aSuccessOfOneDoesNotShortenThePausesOfAnother() {
        refuse(WRONG, 0);
        letIn(RIGHT, 1);
        assertThat(refuse(WRONG, 30)).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void whoHasLoggedInBeforeDoesNotWaitForOtherAccounts() throws FileException {
        letIn(RIGHT, 0);
        for (int i = 0; i < 10; i++) {
            refuse(credentials("user" + i, "wrong"), 100);
        }
        assertThat(waitMillis(RIGHT, 100)).isZero();
    }

    @Test
    void anAttemptThatFailsInAnotherWayIsCountedAsThat() throws FileException {
        int before = server.failures();
        server.failed(server.begin(RIGHT));
        assertThat(server.failures()).isEqualTo(before + 1);
        assertThat(waitMillis(RIGHT, 0)).isZero();
    }

    /** By sshd_config(5), PerSourcePenalties: five seconds each, and all are shut out from fifteen on. */
    @Test
    void manyWrongPasswordsAreSpreadSoThatNobodyIsShutOut() throws FileException {
        List<Credentials> waiting = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            waiting.add(credentials("user" + i, "wrong"));
        }
        waiting.add(RIGHT);
        double penaltyEnd = 0;
        double rightAt = -1;
        for (double now = 0; now < 60 && !waiting.isEmpty(); now += 0.1) {
            List<Turn> turns = new ArrayList<>();
            for (Credentials each : List.copyOf(waiting)) {
                if (waitMillis(each, now) == 0) {
                    turns.add(server.begin(each));
                    waiting.remove(each);
                }
            }
            for (Turn turn : turns) {
                assertThat(penaltyEnd - now).isLessThan(15);
                if (turn.credentials().equals(RIGHT)) {
                    rightAt = now;
                    server.succeeded(turn, at(now));
                } else {
                    penaltyEnd = Math.max(now, penaltyEnd) + 5;
                    server.refused(turn, refusal, at(now));
                }
            }
            assertThat(penaltyEnd - now).isLessThan(15);
        }
        assertThat(waiting).isEmpty();
        assertThat(rightAt).isBetween(0.0, 36.0);
    }
}
