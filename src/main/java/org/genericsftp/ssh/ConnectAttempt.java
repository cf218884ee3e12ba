package org.genericsftp.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.FileException;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.StageResult;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;
import org.jspecify.annotations.Nullable;

/** One attempt to get from a host name to a login, and on to what the connection is for. For one thread. */
final class ConnectAttempt {
    private static final int UNANSWERED_KEEP_ALIVES = 2;

    private final SshSettings settings;
    private final Offer offer;
    private final Road road;
    private final ConnectDeadline deadline;
    private final ConnectProgress progress;

    private final JSch jsch = new JSch();
    private final ConnectErrors errors;
    private final Login login;
    private final HostKeyGate gate;
    private final AtomicReference<@Nullable FileException> rejection = new AtomicReference<>();
    private final HostKeyPin pin;
    private final CompletableFuture<Void> sessionEnded = new CompletableFuture<>();
    private boolean hostKeyTrusted;
    private boolean certificateRefused;
    private @Nullable Wire wire;
    private @Nullable Session session;

    ConnectAttempt(
            SshSettings settings,
            ConnectErrors errors,
            Road road,
            Offer offer,
            ConnectDeadline deadline,
            ConnectProgress progress) {
        this.settings = settings;
        this.road = road;
        this.offer = offer;
        this.deadline = deadline;
        this.progress = progress;
        this.errors = errors;
        this.login = Login.by(settings.authentication(), errors, jsch);
        this.pin = new HostKeyPin(errors, rejection::set);
        this.gate = new HostKeyGate(this::loadHostKeyRule, errors, this::hostKeyShown, this::hostKeyTrusted);
    }

    <T> T run(LoggedIn.Use<T> use, LoginTurn turn) throws FileException, NotReachedException {
        boolean begun = false;
        try {
            Wire dialled = dial(turn);
            Session prepared = logIn(dialled);
            T used = use.begin(new LoggedIn(dialled, prepared, deadline, sessionEnded, rejection), progress);
            begun = true;
            return used;
        } catch (Exception | OutOfMemoryError e) {
            // A server that announces packets larger than the heap is one that can't be connected to.
            FileException why = explain(e);
            if (wire == null) {
                throw new NotReachedException(why);
            }
            throw why;
        } finally {
            login.close();
            if (!begun) {
                abandon();
            }
        }
    }

    /** The host key that was refused, if that is why the attempt failed. */
    @Nullable
    HostKeyBlob refusedHostKey() {
        return gate.refused();
    }

    /** Whether a certificate was refused, and the server is known by keys of its own, too. */
    boolean plainKeyMayDo() {
        return certificateRefused && !gate.rule().knownTypes().isEmpty();
    }

    private Wire dial(LoginTurn turn) throws IOException, TimeoutException, InterruptedException {
        turn.onTheWay();
        Wire dialled = new Wire(road.open(settings.endpoint(), errors, deadline, progress));
        deadline.whenOver(dialled::close);
        try {
            turn.arrived(deadline.remaining());
        } catch (FileException refusedMeanwhile) {
            dialled.close();
            throw refusedMeanwhile;
        }
        wire = dialled;
        progress.passed(CheckStage.CONNECT);
        return dialled;
    }

    private Session logIn(Wire dialled) throws JSchException {
        progress.doing("waiting for the server's greeting and host key");
        Endpoint server = settings.endpoint();
        jsch.setInstanceLogger(new JschLog(server.toString()));
        Session prepared = jsch.getSession(settings.username(), server.host(), server.port());
        session = prepared;
        offer.asConfiguration(gate.rule()).forEach(prepared::setConfig);
        PinnedSignatures.CLASSES.forEach(prepared::setConfig);
        prepared.setConfig("StrictHostKeyChecking", "yes");
        prepared.setConfig("prefer_known_host_key_types", "yes");
        prepared.setConfig("MaxAuthTries", "1");
        prepared.setHostKeyRepository(gate);
        prepared.setSocketFactory(dialled);
        prepared.setThreadFactory(task -> sessionThread(pin.around(task), prepared));
        prepared.setDaemonThread(true);
        // While it connects, the deadline counts; JSch takes a key exchange that lasts longer than this for a dead
        // server.
        prepared.setServerAliveInterval(millis(settings.timing().connect()));
        prepared.setServerAliveCountMax(UNANSWERED_KEEP_ALIVES);
        login.prepare(prepared);
        pin.begin();
        try {
            prepared.connect(0);
        } finally {
            pin.end();
            noteCertificate(prepared);
        }
        prepared.setServerAliveInterval(millis(settings.timing().keepAlive()));
        tellAlgorithms(prepared);
        progress.passed(CheckStage.AUTHENTICATE);
        return prepared;
    }

    private static int millis(Duration duration) {
        return (int) Math.min(duration.toMillis(), Integer.MAX_VALUE);
    }

    /** The gate is asked about keys only: beyond it without being asked is who has shown a certificate. */
    private void noteCertificate(Session prepared) {
        HostKeyBlob key = pin.key();
        if (!hostKeyTrusted && key != null && prepared.getKexAlgorithm() != null) {
            hostKeyShown(key);
            hostKeyTrusted();
        }
    }

    private void tellAlgorithms(Session session) {
        AgreedAlgorithms agreed = AgreedAlgorithms.of(session);
        agreed.byKind().forEach((kind, name) -> progress.found(kind.found(), name));
        agreed.facts().stream()
                .filter(ServerFact::isWarning)
                .map(warning -> warning.value() + ": " + warning.reason())
                .reduce((one, other) -> one + "; " + other)
                .ifPresent(warnings -> progress.found(ServerFact.WARNING, warnings));
    }

    /** JSch names its thread after it got it and before it runs. */
    private Thread sessionThread(Runnable task, Session prepared) {
        return new Thread(() -> {
            Thread.currentThread().setName("sftp-" + settings.endpoint().host() + "-session");
            try {
                task.run();
            } finally {
                if (!prepared.isConnected()) {
                    sessionEnded.complete(null);
                }
            }
        });
    }

    private HostKeyRule loadHostKeyRule() {
        try {
            HostKeyTrust trust = settings.hostKeyTrust();
            if (trust instanceof HostKeyTrust.KnownHosts knownHosts) {
                return KnownHostsFile.read(knownHosts.file(), settings.endpoint());
            }
            if (trust instanceof HostKeyTrust.AcceptNew acceptNew) {
                return AcceptNewKeys.read(acceptNew.file(), settings.endpoint());
            }
            return trust instanceof HostKeyTrust.Fingerprint fingerprint
                    ? new FingerprintRule(fingerprint.sha256())
                    : new NoKeyYet();
        } catch (IOException e) {
            throw new StopConnectingException(errors.hostKeyRejected(String.valueOf(e.getMessage()), e));
        }
    }

    private void hostKeyShown(HostKeyBlob key) {
        progress.found(StageResult.HOST_KEY, key.type());
        progress.found(StageResult.FINGERPRINT, key.fingerprint());
    }

    private void hostKeyTrusted() {
        hostKeyTrusted = true;
        progress.passed(CheckStage.HOST_KEY);
        progress.doing("logging in");
    }

    private FileException explain(Throwable e) {
        if (e instanceof StopConnectingException stop) {
            return stop.why();
        }
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return errors.interrupted(e);
        }
        if (e instanceof FileException told) {
            return told;
        }
        Optional<String> refusal = HostCertificates.refusal(e);
        if (refusal.isPresent()) {
            certificateRefused = !HostCertificates.isRevocation(e);
            return errors.hostKeyRejected(
                    "the server shows the " + pin.key() + ", and its certificate is not accepted: " + refusal.get(), e);
        }
        ConnectFailure failure = new ConnectFailure(errors, login, progress.doing(), wire);
        return deadline.isOver() || e instanceof TimeoutException
                ? errors.timeout(deadline.limit(), progress.doing() + failure.whatItSaid(), e)
                : failure.explain(e);
    }

    private void abandon() {
        if (wire != null) {
            wire.close();
        }
        if (session != null) {
            session.disconnect();
        }
    }
}
