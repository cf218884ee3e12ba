package org.genericsftp.ssh;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Hop;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.genericsftp.ssh.Way.JumpHost;

/**
 * Has a jump host open connections, as {@code ssh -J} does: a session to the jump host for each, which ends with it. A
 * session of their own keeps them from waiting for each other, and lets each have all that one TCP connection can carry.
 */
final class JumpRoad implements Road {
    // Reasons of SSH_MSG_CHANNEL_OPEN_FAILURE (RFC 4254, 5.1).
    private static final int PROHIBITED = 1;
    private static final int CONNECT_FAILED = 2;
    private static final int UNKNOWN_CHANNEL_TYPE = 3;

    private final SshSettings settings;
    private final SharedLogins logins;
    private final SshPeer peer;
    private final String name;

    /**
     * @param target has the settings that hold for the jump host as well
     * @param first leads to the jump host
     */
    JumpRoad(JumpHost jumpHost, SshSettings target, Road first, SharedLogins logins) {
        this.settings = new SshSettings(
                jumpHost.endpoint(),
                jumpHost.username(),
                jumpHost.authentication(),
                jumpHost.hostKeyTrust(),
                target.timing(),
                SshAlgorithms.USUAL,
                new Way(target.way().proxy(), jumpHost.through()));
        this.logins = logins;
        this.name = "the jump host " + jumpHost.endpoint();
        this.peer = new SshPeer(settings, new ConnectErrors(Hop.JUMP_HOST, name, jumpHost.username()), first);
    }

    @Override
    public Socket open(Endpoint host, ConnectErrors errors, ConnectDeadline deadline, ConnectProgress progress)
            throws IOException {
        JumpSession session = logins.logIn(
                settings.account(),
                deadline.remaining(),
                turn -> peer.connect(JumpRoad::session, deadline, turn, stage -> tell(stage, progress)));
        progress.doing("waiting for " + name + " to connect");
        boolean through = false;
        try {
            Socket socket = open(session, host, errors, deadline, progress);
            through = true;
            return socket;
        } finally {
            if (!through) {
                session.close();
            }
        }
    }

    private static JumpSession session(LoggedIn loggedIn, ConnectProgress unused) {
        return new JumpSession(loggedIn);
    }

    /** The other stages are those of the server that it leads to. */
    private static void tell(CheckStage stage, ConnectProgress progress) {
        if (stage == CheckStage.RESOLVE) {
            progress.passed(stage);
        }
    }

    private Socket open(
            JumpSession session,
            Endpoint host,
            ConnectErrors errors,
            ConnectDeadline deadline,
            ConnectProgress progress)
            throws FileException {
        ChannelDirectTCPIP channel = null;
        try {
            channel = (ChannelDirectTCPIP) session.loggedIn().session().openChannel("direct-tcpip");
            TimedPipe incoming = new TimedPipe();
            channel.setHost(host.host());
            channel.setPort(host.port());
            channel.setOutputStream(incoming.input());
            OutputStream outgoing = channel.getOutputStream();
            session.loggedIn().connect(channel);
            if (!channel.isConnected()) {
                throw new JSchException("channel is not opened.");
            }
            return new TunnelSocket(name, session, incoming, outgoing);
        } catch (JSchException | IOException | RuntimeException e) {
            if (deadline.isOver()) {
                throw errors.timeout(deadline.limit(), progress.doing(), e);
            }
            throw refusal(channel == null ? -1 : channel.getExitStatus(), session, errors, e);
        }
    }

    /** JSch keeps the reason as the channel's exit status, and the server's words nowhere. */
    private FileException refusal(int reason, JumpSession session, ConnectErrors errors, Exception e) {
        return switch (reason) {
            case PROHIBITED ->
                errors.connectionImpossible(
                        name + " forbids to be led there by it (sshd_config: AllowTcpForwarding, PermitOpen)", e);
            case CONNECT_FAILED ->
                errors.connectionFailed(
                        name + " does not get through to it: refused, unreachable, or unknown there", e);
            case UNKNOWN_CHANNEL_TYPE ->
                errors.connectionImpossible(name + " can't lead anywhere: it forwards nothing", e);
            default ->
                errors.of(Hop.JUMP_HOST)
                        .connectionFailed(
                                session.whyEnded()
                                        .map(ended -> name + " " + ended)
                                        .orElse(name + " did not connect"),
                                e);
        };
    }
}
