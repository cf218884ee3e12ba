package org.genericsftp.packets;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.genericsftp.file.FileStamp;
import org.jspecify.annotations.Nullable;

/**
 * What a server tells of a file (draft-ietf-secsh-filexfer-02, 5): all of it optional.
 *
 * @param permissions the POSIX st_mode, or null; the file's type is in it
 */
public record Attributes(FileStamp stamp, @Nullable Integer permissions) {

    /** @throws ProtocolException when they are cut short, or the size is none */
    static Attributes read(ByteBuffer packet) throws ProtocolException {
        int flags = Fields.readInt(packet);
        long size = FileStamp.UNKNOWN_SIZE;
        if ((flags & Protocol.HAS_SIZE) != 0) {
            size = Fields.readLong(packet);
            if (size < 0) {
                throw new ProtocolException("a size of " + Long.toUnsignedString(size) + " bytes");
            }
        }
        if ((flags & Protocol.HAS_OWNER) != 0) {
            Fields.readLong(packet);
        }
        Integer permissions = (flags & Protocol.HAS_PERMISSIONS) != 0 ? (Integer) Fields.readInt(packet) : null;
        Instant modified = null;
        if ((flags & Protocol.HAS_TIMES) != 0) {
            Fields.readInt(packet);
            // Unsigned, so that times past 2038 are told apart from those before 1970, which version 3 can't express.
            modified = Instant.ofEpochSecond(Integer.toUnsignedLong(Fields.readInt(packet)));
        }
        if ((flags & Protocol.HAS_EXTENDED) != 0) {
            int extensions = Fields.readInt(packet);
            for (int i = 0; i < extensions; i++) {
                Fields.skipString(packet);
                Fields.skipString(packet);
            }
        }
        return new Attributes(new FileStamp(size, modified), permissions);
    }

    /** What kind of thing it is, so far as the server told. */
    public FileType type() {
        if (permissions == null) {
            return FileType.UNKNOWN;
        }
        return switch (permissions & Protocol.TYPE_MASK) {
            case Protocol.TYPE_FOLDER -> FileType.FOLDER;
            case Protocol.TYPE_FILE -> FileType.FILE;
            case Protocol.TYPE_LINK -> FileType.LINK;
            case 0 -> FileType.UNKNOWN;
            default -> FileType.SPECIAL;
        };
    }

    public enum FileType {
        FILE,
        FOLDER,
        LINK,
        SPECIAL,
        UNKNOWN
    }
}
