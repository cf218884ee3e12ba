package org.genericsftp.share;

import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.share.File;
import java.io.InputStream;
import java.util.Objects;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;

/** The bytes of a file on the share. */
final class ShareInput extends InputStream {
    private static final String READ = "Cannot read";
    private static final int PART = 256 * 1024;

    private final ShareLink link;
    private final RelativePath path;
    private final File file;
    private final ShareErrors errors;
    private byte[] part = new byte[0];
    private int from;
    private int to;
    private long offset;
    private boolean closed;

    ShareInput(ShareLink link, RelativePath path, File file, ShareErrors errors) {
        this.link = link;
        this.path = path;
        this.file = file;
        this.errors = errors;
    }

    @Override
    public int read() throws FileException {
        return fill() ? part[from++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] bytes, int at, int length) throws FileException {
        Objects.checkFromIndexSize(at, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int given = Math.min(length, to - from);
        System.arraycopy(part, from, bytes, at, given);
        from += given;
        return given;
    }

    private boolean fill() throws FileException {
        if (from < to) {
            return true;
        }
        if (part.length == 0) {
            part = new byte[PART];
        }
        try {
            int read = link.call(READ, path, share -> file.read(part, offset));
            from = 0;
            to = Math.max(0, read);
            offset += to;
            return to > 0;
        } catch (SMBApiException e) {
            throw errors.explain(READ, path, e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            link.call(READ, path, share -> {
                file.close();
                return true;
            });
        } catch (FileException | SMBApiException e) {
            // It was only read.
        }
    }
}
