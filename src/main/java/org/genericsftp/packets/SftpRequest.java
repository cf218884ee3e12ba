package org.genericsftp.packets;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a client asks in SFTP version 3 (draft-ietf-secsh-filexfer-02, 4 and 6): paths and handles are the server's own bytes. */
@SuppressWarnings("ArrayRecordComponent") // packets are never compared
public sealed interface SftpRequest {
    int type();

    void writeBody(PacketBuffer packet);

    /** Whether it is a part of reading one file or of listing one folder: a server may know better of all others. */
    default boolean isOfOneFile() {
        return this instanceof Open
                || this instanceof Read
                || this instanceof FStat
                || this instanceof OpenDir
                || this instanceof ReadDir;
    }

    /** How much longer the server may take for it than for others. */
    default Duration work() {
        return Duration.ZERO;
    }

    /** Asks about what is at a path, and says nothing more. */
    sealed interface OfPath extends SftpRequest {
        byte[] path();

        @Override
        default void writeBody(PacketBuffer packet) {
            packet.putString(path());
        }
    }

    /** Asks about what is open, and says nothing more. */
    sealed interface OfHandle extends SftpRequest {
        byte[] handle();

        @Override
        default void writeBody(PacketBuffer packet) {
            packet.putString(handle());
        }
    }

    /** Asks for a handle. Answered with HANDLE or STATUS. */
    sealed interface Opening extends SftpRequest {}

    /** Opens a file for reading (6.3). Answered with HANDLE or STATUS. */
    record Open(byte[] path) implements Opening {
        @Override
        public int type() {
            return Protocol.OPEN;
        }

        @Override
        public void writeBody(PacketBuffer packet) {
            packet.putString(path).putInt(Protocol.OPEN_FOR_READING).putInt(0);
        }
    }

    /** Reads up to so many bytes from an offset (6.4). Answered with DATA, perhaps of fewer bytes, or STATUS, EOF among them. */
    record Read(byte[] handle, long offset, int length) implements SftpRequest {
        @Override
        public int type() {
            return Protocol.READ;
        }

        @Override
        public void writeBody(PacketBuffer packet) {
            packet.putString(handle).putLong(offset).putInt(length);
        }
    }

    /** Gives a handle back (6.3). Answered with STATUS. */
    record Close(byte[] handle) implements OfHandle {
        @Override
        public int type() {
            return Protocol.CLOSE;
        }
    }

    /** The attributes of an open file (6.8). Answered with ATTRS or STATUS. */
    record FStat(byte[] handle) implements OfHandle {
        @Override
        public int type() {
            return Protocol.FSTAT;
        }
    }

    /** The attributes of what is at a path, a link's own if it is one (6.8). Answered with ATTRS or STATUS. */
    record LStat(byte[] path) implements OfPath {
        @Override
        public int type() {
            return Protocol.LSTAT;
        }
    }

    /** The attributes of what a path leads to (6.8). Answered with ATTRS or STATUS. */
    record Stat(byte[] path) implements OfPath {
        @Override
        public int type() {
            return Protocol.STAT;
        }
    }

    /** Opens a folder for listing (6.7). Answered with HANDLE or STATUS. */
    record OpenDir(byte[] path) implements OfPath, Opening {
        @Override
        public int type() {
            return Protocol.OPENDIR;
        }
    }

    /** The next entries of a folder (6.7). Answered with NAME or STATUS, EOF among them. */
    record ReadDir(byte[] handle) implements OfHandle {
        @Override
        public int type() {
            return Protocol.READDIR;
        }
    }

    /** The absolute path, links resolved by servers that can (6.11). Answered with NAME, of one name, or STATUS. */
    record RealPath(byte[] path) implements OfPath {
        @Override
        public int type() {
            return Protocol.REALPATH;
        }
    }

    /** Where a link leads, as it was made: absolute or relative (6.10). Answered with NAME, of one name, or STATUS. */
    record ReadLink(byte[] path) implements OfPath {
        @Override
        public int type() {
            return Protocol.READLINK;
        }
    }

    /** Removes a file, or a link itself (6.5). Answered with STATUS. */
    record Remove(byte[] path) implements OfPath {
        @Override
        public int type() {
            return Protocol.REMOVE;
        }
    }

    /**
     * Gives a file, or a link itself, another name (6.5): an error where something has that name already, but not every server
     * knows that. Answered with STATUS.
     */
    record Rename(byte[] from, byte[] to) implements SftpRequest {
        @Override
        public int type() {
            return Protocol.RENAME;
        }

        @Override
        public void writeBody(PacketBuffer packet) {
            packet.putString(from).putString(to);
        }
    }

    /** Two paths, for a request of OpenSSH's. Answered with STATUS. */
    sealed interface OfTwoPaths extends SftpRequest {
        byte[] from();

        byte[] to();

        String extension();

        @Override
        default int type() {
            return Protocol.EXTENDED;
        }

        @Override
        default void writeBody(PacketBuffer packet) {
            packet.putString(extension().getBytes(StandardCharsets.US_ASCII))
                    .putString(from())
                    .putString(to());
        }
    }

    /**
     * Gives whatever is at a path another name, in one step, and replaces what has that name ({@code posix-rename@openssh.com},
     * OpenSSH PROTOCOL, 4.3).
     */
    record PosixRename(byte[] from, byte[] to) implements OfTwoPaths {
        public static final String EXTENSION = "posix-rename@openssh.com";

        @Override
        public String extension() {
            return EXTENSION;
        }
    }

    /**
     * Gives a file a second name; an error where something has that name already ({@code hardlink@openssh.com}, OpenSSH
     * PROTOCOL, 4.5).
     */
    record HardLink(byte[] from, byte[] to) implements OfTwoPaths {
        public static final String EXTENSION = "hardlink@openssh.com";

        @Override
        public String extension() {
            return EXTENSION;
        }
    }

    /** Makes a folder, with the permissions that the server gives to new ones (6.6). Answered with STATUS. */
    record MakeFolder(byte[] path) implements SftpRequest {
        @Override
        public int type() {
            return Protocol.MKDIR;
        }

        @Override
        public void writeBody(PacketBuffer packet) {
            packet.putString(path).putInt(0);
        }
    }

    /**
     * The SHA-256 digest of a whole file, computed by the server (draft-ietf-secsh-filexfer-extensions-00, 3). Answered
     * with EXTENDED_REPLY or STATUS. Parts of a file are not asked for, nor is a choice of algorithms given: ProFTPD
     * 1.3.8 digests more than the part, MySecureShell 2.0 another one, and knows no list.
     *
     * @param work how long computing it may take
     */
    record CheckFile(byte[] path, Duration work) implements SftpRequest {
        static final String EXTENSION = "check-file-name";
        static final String ALGORITHM = "sha256";

        @Override
        public int type() {
            return Protocol.EXTENDED;
        }

        @Override
        public void writeBody(PacketBuffer packet) {
            packet.putString(EXTENSION.getBytes(StandardCharsets.US_ASCII))
                    .putString(path)
                    .putString(ALGORITHM.getBytes(StandardCharsets.US_ASCII))
                    .putLong(0) // from the first byte
                    .putLong(0) // to the last
                    .putInt(0); // in one block
        }
    }

    /** {@code limits@openssh.com} (OpenSSH PROTOCOL, 4.8). Answered with EXTENDED_REPLY or STATUS. */
    record AskLimits() implements SftpRequest {
        public static final String EXTENSION = "limits@openssh.com";

        @Override
        public int type() {
            return Protocol.EXTENDED;
        }

        @Override
        public void writeBody(PacketBuffer packet) {
            packet.putString(EXTENSION.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
