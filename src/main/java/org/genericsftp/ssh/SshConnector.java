package org.genericsftp.ssh;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Set;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.FileException;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;
import org.jspecify.annotations.Nullable;

/** Connects to one SFTP server, any number of times. Safe for use by many threads. */
public final class SshConnector {
    private final SshSettings settings;
    private final SharedLogins logins;
    private volatile @Nullable Offer accepted;

    /** @param logins of all clients of the worker */
    public SshConnector(SshSettings settings, SharedLogins logins) {
        this.settings = settings;
        this.logins = logins;
    }

    /**
     * Connects, checks the server's host key, logs in, and starts the sftp subsystem, all within the one deadline of the
     * settings.
     *
     * @param incoming takes every byte that the subsystem sends, on JSch's session thread, and must not wait. It is
     *     never flushed, and is closed exactly once: when the connection ends, or when connecting fails. If it throws, the
     *     connection is closed
     * @throws FileException CONNECTION_FAILED, HOST_KEY_REJECTED, AUTHENTICATION_FAILED, TIMEOUT, or CANCELLED when the
     *     thread was interrupted
     */
    public SftpTransport connect(OutputStream incoming, StageListener reached) throws FileException {
        IncomingGuard guard = new IncomingGuard(incoming);
        SshConnection connection = null;
        try {
            connection = logins.logIn(settings, () -> connectInTime(guard, onceEach(reached)));
            return connection;
        } finally {
            if (connection == null) {
                guard.end();
            }
        }
    }

    private SshConnection connectInTime(IncomingGuard incoming, StageListener reached) throws FileException {
        try (ConnectDeadline deadline =
                ConnectDeadline.startingNow(settings.timing().connect())) {
            return connect(incoming, deadline, reached);
        }
    }

    /**
     * A server shows one of its keys, and a fingerprint does not say of which kind the right one is. So a server that
     * shows another is asked for one of a kind that it has not shown yet. What led to the right key comes first next time.
     */
    private SshConnection connect(IncomingGuard incoming, ConnectDeadline deadline, StageListener reached)
            throws FileException {
        Offer first = Offer.first(settings.algorithms());
        Offer offer = accepted == null ? first : accepted;
        FileException refused = null;
        while (true) {
            ConnectAttempt attempt = new ConnectAttempt(settings, offer, incoming, deadline, reached);
            try {
                SshConnection connection = attempt.run();
                accepted = offer.andThen(first.algorithms().of(AlgorithmKind.HOST_KEY));
                return connection;
            } catch (FileException e) {
                HostKeyBlob shown = attempt.refusedHostKey();
                if (e.getCause() instanceof JSchAlgoNegoFailException negotiation) {
                    FileException reason = refused == null ? e : refused;
                    offer = offer.forServerWithOnly(negotiation).orElseThrow(() -> reason);
                } else if (attempt.plainKeyMayDo()) {
                    offer = offer.withoutCertificates();
                } else if (shown != null && settings.hostKeyTrust() instanceof HostKeyTrust.Fingerprint) {
                    refused = refused == null ? e : refused;
                    offer = offer.without(shown.type());
                    if (!offer.hasHostKeys()) {
                        throw refused;
                    }
                } else {
                    throw e;
                }
            }
        }
    }

    private static StageListener onceEach(StageListener listener) {
        Set<CheckStage> passed = EnumSet.noneOf(CheckStage.class);
        return new StageListener() {
            @Override
            public void passed(CheckStage stage) {
                if (passed.add(stage)) {
                    listener.passed(stage);
                }
            }

            @Override
            public void found(String name, String value) {
                listener.found(name, value);
            }
        };
    }
}
