package org.genericsftp.packets;

import java.io.IOException;
import java.io.OutputStream;
import org.genericsftp.file.FileException;

/** Writes what is to be sent, many packets of SFTP in one of SSH. Run on a thread of its own, until the session has ended. */
final class OutgoingPackets implements Runnable {
    /** Enough for a thousand READs, and what fits an SSH packet of most servers. */
    static final int BATCH_BYTES = 30 * 1024;

    private final Multiplexer multiplexer;
    private final SessionEnd end;
    private final OutputStream out;

    OutgoingPackets(Multiplexer multiplexer, SessionEnd end, OutputStream out) {
        this.multiplexer = multiplexer;
        this.end = end;
        this.out = out;
    }

    /** INIT (section 4). */
    void sendInit() throws FileException {
        PacketBuffer init = new PacketBuffer(16);
        init.putInt(5).putByte(Protocol.INIT).putInt(Protocol.VERSION);
        try {
            write(init);
        } catch (IOException e) {
            throw multiplexer.fail(e instanceof FileException failed ? failed : notWritten(e));
        }
    }

    @Override
    public void run() {
        PacketBuffer packets = new PacketBuffer(BATCH_BYTES + 4096);
        try {
            while (multiplexer.gather(packets)) {
                write(packets);
                packets.clear();
            }
        } catch (IOException e) {
            multiplexer.fail(notWritten(e));
        } catch (InterruptedException e) {
            multiplexer.fail(end.lost("was left: interrupted", e));
        } catch (RuntimeException | Error e) {
            multiplexer.fail(end.failed("Sending to", e));
        }
    }

    private FileException notWritten(IOException e) {
        return end.lost("cannot be written to: " + e.getMessage(), e);
    }

    private void write(PacketBuffer packets) throws IOException {
        out.write(packets.bytes(), 0, packets.length());
        out.flush();
    }
}
