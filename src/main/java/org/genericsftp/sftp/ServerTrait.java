package org.genericsftp.sftp;

/** What servers differ in, beyond what SFTP version 3 leaves them free to. Each is learnt, and can be set. */
enum ServerTrait {
    /** How many files and folders may be open at once. */
    MAX_OPEN_FILES("max-open-files", false),
    /** How many bytes one READ brings at most. */
    MAX_READ_BYTES("max-read-bytes", false),
    /** Whether what is open has a handle of its own for as long as it is open, as it must (6.3). */
    RELIABLE_HANDLES("reliable-handles", true),
    /** Whether requests on one file are carried out in the order in which they are sent (draft-ietf-secsh-filexfer-02, 6.1). */
    REQUESTS_IN_ORDER("requests-in-order", true),
    /** Whether it tells of open files (6.8). */
    FSTAT("fstat", true),
    /** Whether it tells of links themselves (6.8). */
    LSTAT("lstat", true),
    /** Whether it tells where links lead (6.10). */
    READLINK("readlink", true);

    private final String key;
    private final boolean yesOrNo;

    ServerTrait(String key, boolean yesOrNo) {
        this.key = key;
        this.yesOrNo = yesOrNo;
    }

    /** Its name in the configuration. */
    String key() {
        return key;
    }

    String show(int value) {
        return yesOrNo ? value != 0 ? "yes" : "no" : Integer.toString(value);
    }
}
