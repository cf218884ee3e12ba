package org.genericsftp.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.genericsftp.file.CheckStage;
import org.genericsftp.file.FileException;

/** Speaks just enough SFTP to show that a connection carries it: INIT, and VERSION as the answer. */
final class SftpDialogue extends OutputStream implements StageListener {
    private static final byte[] INIT = {0, 0, 0, 5, 1, 0, 0, 0, 3};
    private static final int SSH_FXP_VERSION = 2;

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<CheckStage> stages = new ArrayList<>();
    private int ends;

    /** Connects, speaks, and hangs up. */
    static SftpDialogue with(SshSettings settings) throws IOException {
        return with(connectorTo(settings));
    }

    static SftpDialogue with(SshConnector connector) throws IOException {
        SftpDialogue dialogue = new SftpDialogue();
        try (SftpTransport connection = connector.connect(dialogue, dialogue)) {
            dialogue.speak(connection);
        }
        return dialogue;
    }

    /** Connects, and hangs up should that succeed. */
    static void connect(SshSettings settings) throws FileException {
        open(settings, new SftpDialogue()).close();
    }

    static SshConnection open(SshSettings settings, OutputStream incoming) throws FileException {
        return (SshConnection) connectorTo(settings).connect(incoming, StageListener.NONE);
    }

    /** One that shares its logins with no other. */
    static SshConnector connectorTo(SshSettings settings) {
        return new SshConnector(settings, new SharedLogins());
    }

    void speak(SftpTransport connection) throws IOException {
        connection.outgoing().write(INIT);
        connection.outgoing().flush();
        await().pollInterval(Duration.ofMillis(2)).until(() -> bytes().length > 8);
        assertThat(bytes()[4]).isEqualTo((byte) SSH_FXP_VERSION);
        assertThat(bytes()[8]).isEqualTo((byte) 3);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        received.write(bytes, offset, length);
    }

    @Override
    public void write(int value) {
        throw new AssertionError("Single bytes are slow");
    }

    @Override
    public synchronized void close() {
        ends++;
    }

    @Override
    public void passed(CheckStage stage) {
        stages.add(stage);
    }

    synchronized byte[] bytes() {
        return received.toByteArray();
    }

    synchronized int ends() {
        return ends;
    }

    List<CheckStage> stages() {
        return List.copyOf(stages);
    }
}
