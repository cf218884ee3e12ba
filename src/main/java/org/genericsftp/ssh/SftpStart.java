package org.genericsftp.ssh;

import com.jcraft.jsch.ChannelSubsystem;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import org.genericsftp.file.FileException;

/** Starts the sftp subsystem on a connection. */
final class SftpStart implements LoggedIn.Use<SshConnection> {
    private final IncomingGuard incoming;

    SftpStart(IncomingGuard incoming) {
        this.incoming = incoming;
    }

    @Override
    public SshConnection begin(LoggedIn loggedIn, ConnectProgress progress) throws JSchException, IOException {
        progress.doing("starting the sftp subsystem");
        incoming.protect(loggedIn.wire());
        try {
            ChannelSubsystem sftp = (ChannelSubsystem) loggedIn.session().openChannel("subsystem");
            SubsystemErrors standardError = new SubsystemErrors();
            sftp.setErrStream(standardError);
            SubsystemEnd end = new SubsystemEnd(loggedIn.wire(), sftp, standardError);
            start(loggedIn, sftp, end);
            loggedIn.wire().subsystemRuns();
            return new SshConnection(loggedIn.wire(), loggedIn.session(), sftp, end, incoming, loggedIn.rejection());
        } catch (JSchException | IOException | RuntimeException e) {
            if (incoming.failure() instanceof FileException told) {
                throw told;
            }
            throw e;
        }
    }

    private void start(LoggedIn loggedIn, ChannelSubsystem channel, SubsystemEnd end) throws JSchException {
        channel.setSubsystem("sftp");
        channel.setWantReply(true);
        incoming.explainBy(end);
        channel.setOutputStream(incoming);
        loggedIn.connect(channel);
        // JSch takes a channel that is closed instead of answered for one that was answered.
        if (!channel.isConnected() || incoming.ended()) {
            end.await();
            String words = end.words();
            throw new JSchException("the server's sftp subsystem " + (words.isEmpty() ? "ended at once" : words));
        }
    }
}
