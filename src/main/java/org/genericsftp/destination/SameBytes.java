package org.genericsftp.destination;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.genericsftp.destination.SeveralDestinations.Part;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Printable;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;

/** The bytes of copies that must be the same in several destinations; ends with FILE_CHANGED where they are not. */
final class SameBytes extends BulkInputStream {
    private final List<Part> parts;
    private final List<InputStream> streams;
    private final RelativePath path;

    SameBytes(List<Part> parts, List<InputStream> streams, RelativePath path) {
        this.parts = parts;
        this.streams = streams;
        this.path = path;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = streams.get(0).read(into, offset, length);
        byte[] first = read < 0 ? new byte[0] : Arrays.copyOfRange(into, offset, offset + read);
        for (int i = 1; i < streams.size(); i++) {
            // At the end there must be nothing more, either.
            byte[] other = streams.get(i).readNBytes(read < 0 ? 1 : read);
            if (!Arrays.equals(first, other)) {
                throw new FileException(
                        ErrorCode.FILE_CHANGED,
                        Remedy.LATER,
                        "The copies of \"" + Printable.escape(path.value()) + "\" at "
                                + parts.get(0).name() + " and " + parts.get(i).name() + " are not the same");
            }
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (InputStream stream : streams) {
            try {
                stream.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
