package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedLoginsTest {
    private final FileException refusal =
            new FileException(ErrorCode.AUTHENTICATION_FAILED, Remedy.NEVER, "Cannot log in to host as ann: refused");
    private final FileException absence =
            new FileException(ErrorCode.CONNECTION_FAILED, Remedy.LATER, "Cannot connect to host");

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final SharedLogins logins = new SharedLogins(Duration.ofMillis(100));
    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final AtomicInteger attempts = new AtomicInteger();
    private final CountDownLatch answer = new CountDownLatch(1);

    @AfterEach
    void stop() {
        answer.countDown();
        clients.shutdownNow();
    }

    private static SshSettings with(String username, String password) {
        return new SshSettings(
                new SshSettings.Endpoint("host", 22),
                username,
                new Authentication.Password(password),
                new SshSettings.HostKeyTrust.KnownHosts(Path.of("none")),
                SshSettings.Timing.DEFAULT);
    }

    private CompletableFuture<String> client(SshSettings settings, SharedLogins.Attempt<String> attempt) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return logins.logIn(settings, turn -> {
                            attempts.incrementAndGet();
                            return attempt.run(turn);
                        });
                    } catch (FileException e) {
                        throw new CompletionException(e);
                    }
                },
                clients);
    }

    private SharedLogins.Attempt<String> answeredWith(FileException failure) {
        return turn -> {
            awaitAnswer();
            throw failure;
        };
    }

    private void awaitAnswer() {
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<CompletableFuture<String>> eight(SharedLogins.Attempt<String> attempt) {
        List<CompletableFuture<String>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(client(with("ann", "secret"), attempt));
        }
        return all;
    }

    @Test
    void oneShowsAWrongPasswordForAll() {
        List<CompletableFuture<String>> all = eight(answeredWith(refusal));
        await().until(() -> attempts.get() == 1);
        answer.countDown();

        assertThat(all)
                .allSatisfy(each -> assertThat(each)
                        .failsWithin(SOON)
                        .withThrowableThat()
                        .withMessageContaining("Cannot log in to host as ann: refused"));
        assertThat(attempts).hasValue(1);
    }

    @Test
    void allFollowTheOneWhoIsLetIn() {
        List<CompletableFuture<String>> all = eight(turn -> {
            awaitAnswer();
            return "in";
        });
        await().until(() -> attempts.get() == 1);
        answer.countDown();

        assertThat(all).allSatisfy(each -> assertThat(each).succeedsWithin(SOON));
        assertThat(attempts).hasValue(8);
    }

    /** They go on together, and not one after the other's time to connect. */
    @Test
    void nobodyWaitsLongForAServerThatIsNotReached() {
        List<CompletableFuture<String>> all = eight(answeredWith(absence));
        await().until(() -> attempts.get() == 1);
        answer.countDown();

        assertThat(all).allSatisfy(each -> assertThat(each).failsWithin(SOON));
        assertThat(attempts).hasValue(8);
    }

    @Test
    void othersWaitOnlyAMomentForOneThatIsOnItsWay() {
        var unused = client(with("ann", "secret"), turn -> {
            turn.onTheWay();
            awaitAnswer();
            throw absence;
        });
        await().until(() -> attempts.get() == 1);

        assertThat(client(with("ann", "secret"), turn -> {
                    turn.onTheWay();
                    turn.arrived(A_MINUTE);
                    return "in";
                }))
                .succeedsWithin(SOON);
        assertThat(answer.getCount()).isEqualTo(1);
    }

    @Test
    void oneShowsAWrongPasswordForAllThatWereLongOnTheirWay() {
        AtomicInteger shown = new AtomicInteger();
        List<CompletableFuture<String>> all = eight(turn -> {
            turn.onTheWay();
            awaitAnswer();
            arrive(turn);
            shown.incrementAndGet();
            throw refusal;
        });
        await().until(() -> attempts.get() == 8);
        answer.countDown();

        assertThat(all)
                .allSatisfy(each -> assertThat(each)
                        .failsWithin(SOON)
                        .withThrowableThat()
                        .withMessageContaining("Cannot log in to host as ann: refused"));
        assertThat(shown).hasValue(1);
    }

    private static void arrive(LoginTurn turn) throws NotReachedException {
        try {
            turn.arrived(A_MINUTE);
        } catch (FileException e) {
            throw new NotReachedException(e);
        }
    }

    @Test
    void aLoginThatWasAcceptedKeepsNobodyWaitingForWhatFollows() {
        var unused = client(with("ann", "secret"), turn -> {
            turn.accepted();
            awaitAnswer();
            throw absence;
        });
        await().until(() -> attempts.get() == 1);

        assertThat(client(with("ann", "secret"), turn -> "in")).succeedsWithin(SOON);
    }

    @Test
    void anotherAccountDoesNotWaitForOneThatIsRefused() {
        var unused = client(with("ann", "wrong"), answeredWith(refusal));
        await().until(() -> attempts.get() == 1);

        assertThat(client(with("ben", "right"), turn -> "in")).succeedsWithin(SOON);
        answer.countDown();
    }

    @Test
    void theRightPasswordOfTheSameAccountGetsThroughBesideAWrongOne() {
        answer.countDown();
        assertThat(client(with("ann", "wrong"), answeredWith(refusal))).failsWithin(SOON);

        assertThat(client(with("ann", "right"), turn -> "in")).succeedsWithin(SOON);
    }

    @Test
    void aRefusalReadsTheSameHoweverOftenItIsTold() {
        answer.countDown();
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            told.add(catchThrowableOfType(
                            FileException.class, () -> logins.logIn(with("ann", "wrong"), answeredWith(refusal)))
                    .getMessage());
        }
        assertThat(told)
                .containsOnly("Cannot log in to host as ann: refused"
                        + " (it is tried again after some time only, so that the account is not locked)");
    }

    @Test
    void otherFailuresArePassedOn() {
        assertThatThrownBy(() -> logins.logIn(with("ann", "right"), turn -> {
                    throw absence;
                }))
                .isSameAs(absence);
        assertThatThrownBy(() -> logins.logIn(with("ann", "right"), turn -> {
                    throw new IllegalStateException("a fault");
                }))
                .hasMessage("a fault");
    }
}
