package org.genericsftp.packets;

/** The numbers of SFTP version 3 (draft-ietf-secsh-filexfer-02). */
public final class Protocol {
    public static final int VERSION = 3;

    // Packet types (section 3).
    public static final int INIT = 1;
    public static final int VERSION_REPLY = 2;
    public static final int OPEN = 3;
    public static final int CLOSE = 4;
    public static final int READ = 5;
    public static final int LSTAT = 7;
    public static final int FSTAT = 8;
    public static final int OPENDIR = 11;
    public static final int READDIR = 12;
    public static final int REMOVE = 13;
    public static final int MKDIR = 14;
    public static final int REALPATH = 16;
    public static final int STAT = 17;
    public static final int RENAME = 18;
    public static final int READLINK = 19;
    public static final int EXTENDED = 200;
    public static final int STATUS = 101;
    public static final int HANDLE = 102;
    public static final int DATA = 103;
    public static final int NAME = 104;
    public static final int ATTRS = 105;
    public static final int EXTENDED_REPLY = 201;

    // Status codes (section 7).
    public static final int OK = 0;
    public static final int EOF = 1;
    public static final int NO_SUCH_FILE = 2;
    public static final int PERMISSION_DENIED = 3;
    public static final int FAILURE = 4;
    public static final int BAD_MESSAGE = 5;
    public static final int NO_CONNECTION = 6;
    public static final int CONNECTION_LOST = 7;
    public static final int OP_UNSUPPORTED = 8;

    // OPEN flags (section 6.3).
    public static final int OPEN_FOR_READING = 1;

    // Attribute flags (section 5).
    public static final int HAS_SIZE = 0x1;
    public static final int HAS_OWNER = 0x2;
    public static final int HAS_PERMISSIONS = 0x4;
    public static final int HAS_TIMES = 0x8;
    public static final int HAS_EXTENDED = 0x80000000;

    // The file type within the permissions, as in POSIX st_mode.
    public static final int TYPE_MASK = 0xF000;
    public static final int TYPE_FOLDER = 0x4000;
    public static final int TYPE_FILE = 0x8000;
    public static final int TYPE_LINK = 0xA000;

    /**
     * The longest packet that is collected whole. OpenSSH sends up to 256 KiB. DATA is bounded by what was asked for; what
     * READDIR is answered with may be longer.
     */
    public static final int LONGEST_PACKET = 1024 * 1024;

    /** What every server must be able to answer a READ with (section 3: packets of 34,000 bytes). */
    public static final int SAFE_READ = 32 * 1024;

    private Protocol() {}
}
