package org.genericsftp.sftp;

/** The numbers of SFTP version 3 (draft-ietf-secsh-filexfer-02). */
final class Protocol {
    static final int VERSION = 3;

    // Packet types (section 3).
    static final int INIT = 1;
    static final int VERSION_REPLY = 2;
    static final int OPEN = 3;
    static final int CLOSE = 4;
    static final int READ = 5;
    static final int LSTAT = 7;
    static final int FSTAT = 8;
    static final int OPENDIR = 11;
    static final int READDIR = 12;
    static final int REALPATH = 16;
    static final int STAT = 17;
    static final int READLINK = 19;
    static final int EXTENDED = 200;
    static final int STATUS = 101;
    static final int HANDLE = 102;
    static final int DATA = 103;
    static final int NAME = 104;
    static final int ATTRS = 105;
    static final int EXTENDED_REPLY = 201;

    // Status codes (section 7).
    static final int OK = 0;
    static final int EOF = 1;
    static final int NO_SUCH_FILE = 2;
    static final int PERMISSION_DENIED = 3;
    static final int FAILURE = 4;
    static final int BAD_MESSAGE = 5;
    static final int NO_CONNECTION = 6;
    static final int CONNECTION_LOST = 7;
    static final int OP_UNSUPPORTED = 8;

    // OPEN flags (section 6.3).
    static final int OPEN_FOR_READING = 1;

    // Attribute flags (section 5).
    static final int HAS_SIZE = 0x1;
    static final int HAS_OWNER = 0x2;
    static final int HAS_PERMISSIONS = 0x4;
    static final int HAS_TIMES = 0x8;
    static final int HAS_EXTENDED = 0x80000000;

    // The file type within the permissions, as in POSIX st_mode.
    static final int TYPE_MASK = 0xF000;
    static final int TYPE_FOLDER = 0x4000;
    static final int TYPE_FILE = 0x8000;
    static final int TYPE_LINK = 0xA000;

    /**
     * The longest packet that is collected whole. OpenSSH sends up to 256 KiB. DATA is bounded by what was asked for; what
     * READDIR is answered with may be longer.
     */
    static final int LONGEST_PACKET = 1024 * 1024;

    /** What every server must be able to answer a READ with (section 3: packets of 34,000 bytes). */
    static final int SAFE_READ = 32 * 1024;

    private Protocol() {}
}
