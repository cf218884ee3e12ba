package org.genericsftp.ssh;

import com.jcraft.jsch.ChannelSubsystem;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.FileException;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.StageResult;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;
import org.jspecify.annotations.Nullable;

/** One attempt to get from a host name to a running sftp subsystem. For one thread. */
final class ConnectAttempt {
    /**
     * As much as JSch takes: with its default of 16 KiB, and much in flight, OpenSSH's sshd spends more on packets than
     * on what is in them.
     */
    private static final int PACKET_SIZE = 252 * 1024;

    /**
     * JSch opens the window again when half of it is used up. What may be in flight is decided by what was asked for,
     * never by the window.
     */
    private static final int WINDOW_SIZE = 256 * 1024 * 1024;

    private static final int UNANSWERED_KEEP_ALIVES = 2;

    private final SshSettings settings;
    private final Offer offer;
    private final IncomingGuard incoming;
    private final ConnectDeadline deadline;
    private final StageListener listener;

    private final JSch jsch = new JSch();
    private final ConnectErrors errors;
    private final Login login;
    private final HostKeyGate gate;
    private final AtomicReference<@Nullable FileException> rejection = new AtomicReference<>();
    private final HostKeyPin pin;
    private boolean hostKeyTrusted;
    private boolean certificateRefused;
    private String doing = "looking up the host name";
    private @Nullable Wire wire;
    private @Nullable Session session;

    ConnectAttempt(
            SshSettings settings,
            Offer offer,
            IncomingGuard incoming,
            ConnectDeadline deadline,
            StageListener listener) {
        this.settings = settings;
        this.offer = offer;
        this.incoming = incoming;
        this.deadline = deadline;
        this.listener = listener;
        this.errors = new ConnectErrors(settings.endpoint(), settings.username());
        this.login = Login.by(settings.authentication(), errors, jsch);
        this.pin = new HostKeyPin(errors, rejection::set);
        this.gate = new HostKeyGate(this::loadHostKeyRule, errors, this::hostKeyShown, this::hostKeyTrusted);
    }

    SshConnection run() throws FileException {
        SshConnection connection = null;
        try {
            Wire dialled = dial(resolve());
            Session loggedIn = logIn(dialled);
            ChannelSubsystem sftp = (ChannelSubsystem) loggedIn.openChannel("subsystem");
            SubsystemErrors standardError = new SubsystemErrors();
            sftp.setErrStream(standardError);
            SubsystemEnd end = new SubsystemEnd(dialled, sftp, standardError);
            startSftp(sftp, end);
            dialled.subsystemRuns();
            connection = new SshConnection(dialled, loggedIn, sftp, end, incoming, rejection);
            return connection;
        } catch (Exception | OutOfMemoryError e) {
            // A server that announces packets larger than the heap is one that can't be connected to.
            throw explain(e);
        } finally {
            login.close();
            if (connection == null) {
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

    private List<InetAddress> resolve() throws IOException, TimeoutException, InterruptedException {
        List<InetAddress> addresses = NameLookup.addressesOf(settings.endpoint().host(), deadline.remaining());
        listener.passed(CheckStage.RESOLVE);
        return addresses;
    }

    private Wire dial(List<InetAddress> addresses) throws IOException {
        doing = "connecting";
        Wire dialled = new Wire(Dialer.dial(addresses, settings.endpoint().port(), deadline));
        wire = dialled;
        deadline.whenOver(dialled::close);
        incoming.protect(dialled);
        listener.passed(CheckStage.CONNECT);
        return dialled;
    }

    private Session logIn(Wire dialled) throws JSchException {
        doing = "waiting for the server's greeting and host key";
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
        prepared.setThreadFactory(task -> sessionThread(pin.around(task), server.host()));
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
        listener.passed(CheckStage.AUTHENTICATE);
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
        agreed.byKind().forEach((kind, name) -> listener.found(kind.found(), name));
        agreed.facts().stream()
                .filter(ServerFact::isWarning)
                .map(warning -> warning.value() + ": " + warning.reason())
                .reduce((one, other) -> one + "; " + other)
                .ifPresent(warnings -> listener.found(ServerFact.WARNING, warnings));
    }

    /** JSch names its thread after it got it and before it runs. */
    private static Thread sessionThread(Runnable task, String host) {
        return new Thread(() -> {
            Thread.currentThread().setName("sftp-" + host + "-session");
            task.run();
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
        listener.found(StageResult.HOST_KEY, key.type());
        listener.found(StageResult.FINGERPRINT, key.fingerprint());
    }

    private void hostKeyTrusted() {
        hostKeyTrusted = true;
        listener.passed(CheckStage.HOST_KEY);
        doing = "logging in";
    }

    private void startSftp(ChannelSubsystem channel, SubsystemEnd end) throws JSchException {
        doing = "starting the sftp subsystem";
        channel.setSubsystem("sftp");
        channel.setWantReply(true);
        channel.setLocalPacketSize(PACKET_SIZE);
        channel.setLocalWindowSizeMax(WINDOW_SIZE);
        incoming.explainBy(end);
        channel.setOutputStream(incoming);
        // Without a limit JSch looks every 10 ms whether the connection stands; with one it does not look at all.
        channel.connect(0);
        // JSch takes a channel that is closed instead of answered for one that was answered.
        if (!channel.isConnected() || incoming.ended()) {
            end.await();
            String words = end.words();
            throw new JSchException("the server's sftp subsystem " + (words.isEmpty() ? "ended at once" : words));
        }
    }

    private FileException explain(Throwable e) {
        if (e instanceof StopConnectingException stop) {
            return stop.why();
        }
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return errors.interrupted(e);
        }
        if (incoming.failure() instanceof FileException told) {
            return told;
        }
        Optional<String> refusal = HostCertificates.refusal(e);
        if (refusal.isPresent()) {
            certificateRefused = !HostCertificates.isRevocation(e);
            return errors.hostKeyRejected(
                    "the server shows the " + pin.key() + ", and its certificate is not accepted: " + refusal.get(), e);
        }
        ConnectFailure failure = new ConnectFailure(errors, login, doing, wire);
        return deadline.isOver() || e instanceof TimeoutException
                ? errors.timeout(deadline.limit(), doing + failure.whatItSaid(), e)
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
