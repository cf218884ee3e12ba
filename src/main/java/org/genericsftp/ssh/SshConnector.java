package org.genericsftp.ssh;

import java.io.OutputStream;
import java.util.EnumSet;
import java.util.Set;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Hop;

/** Connects to one SFTP server, any number of times. Safe for use by many threads. */
public final class SshConnector {
    private final SshSettings settings;
    private final SharedLogins logins;
    private final SshPeer peer;

    /** @param logins of all clients of the worker */
    public SshConnector(SshSettings settings, SharedLogins logins) {
        this.settings = settings;
        this.logins = logins;
        ConnectErrors errors = new ConnectErrors(Hop.SERVER, settings.endpoint().toString(), settings.username());
        this.peer = new SshPeer(settings, errors, Road.to(settings, logins));
    }

    /**
     * Connects, checks the server's host key, logs in, and starts the sftp subsystem, by whatever way, all within the one deadline of the
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
            connection = logins.logIn(settings, turn -> connectInTime(guard, turn, onceEach(reached)));
            return connection;
        } finally {
            if (connection == null) {
                guard.end();
            }
        }
    }

    private SshConnection connectInTime(IncomingGuard incoming, LoginTurn turn, StageListener reached)
            throws FileException, NotReachedException {
        try (ConnectDeadline deadline =
                ConnectDeadline.startingNow(settings.timing().connect())) {
            return peer.connect(new SftpStart(incoming), deadline, turn, reached);
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
