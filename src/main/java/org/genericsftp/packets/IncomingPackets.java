package org.genericsftp.packets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes that a server sends, and brings each packet to what was asked for with it. On JSch's session thread, which
 * ends for good at whatever is thrown here that is not an IOException, so nothing else is.
 */
final class IncomingPackets extends OutputStream implements PacketAssembler.Receiver {
    private final Multiplexer multiplexer;
    private final SessionEnd end;
    private final PacketAssembler assembler = new PacketAssembler(this);
    /** The number of the request that is being answered; null where that is not known. */
    private @Nullable Integer answering;

    IncomingPackets(Multiplexer multiplexer, SessionEnd end) {
        this.multiplexer = multiplexer;
        this.end = end;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            assembler.accept(bytes, offset, length);
        } catch (ProtocolException e) {
            throw multiplexer.broken(answering, e);
        } catch (RuntimeException | Error e) {
            throw multiplexer.fail(end.failed("Receiving from", e));
        }
    }

    @Override
    public void close() {
        multiplexer.fail(end.lost("closed the connection" + multiplexer.lastWords(), null));
    }

    @Override
    public ByteBuffer roomFor(int id, int length) throws ProtocolException {
        answering = id;
        Exchange exchange = multiplexer.awaiting(id);
        if (!(exchange.request() instanceof SftpRequest.Read read) || exchange.into() == null) {
            throw new ProtocolException(
                    "DATA in answer to " + exchange.request().getClass().getSimpleName());
        }
        if (length > read.length()) {
            throw new ProtocolException(length + " bytes of DATA where " + read.length() + " were asked for");
        }
        return exchange.into();
    }

    @Override
    public void dataArrived(int id, int length) {
        multiplexer.answered(id, new SftpReply.Arrived(length));
        answering = null;
    }

    @Override
    public void namesBegin(int id, int length) throws ProtocolException {
        answering = id;
        SftpRequest request = multiplexer.awaiting(id).request();
        if (!(request instanceof SftpRequest.ReadDir)) {
            throw new ProtocolException(length + " bytes of names in answer to "
                    + request.getClass().getSimpleName());
        }
    }

    @Override
    public void namesArrived(int id, SftpReply.Names names) {
        multiplexer.answered(id, names);
        answering = names.isLast() ? null : answering;
    }

    @Override
    public void arrived(int type, int id, ByteBuffer body) throws ProtocolException {
        if (type == Protocol.VERSION_REPLY) {
            acceptVersion(id, body);
        } else {
            answering = id;
            multiplexer.awaiting(id);
            multiplexer.answered(id, SftpReply.decode(type, body));
            answering = null;
        }
    }

    private void acceptVersion(int offered, ByteBuffer extensions) throws ProtocolException {
        if (offered < Protocol.VERSION) {
            throw new ProtocolException("SFTP version " + offered + ", where version 3 is needed");
        }
        if (!multiplexer.versionArrived(extensions)) {
            throw new ProtocolException("its version twice");
        }
    }
}
