package org.genericsftp.file;

import java.util.Locale;

/** Whether a file's bytes at the destination are compared with those of the source once more, and by what. */
public enum Verification {
    NONE,
    /** By a digest that the server computes; where it computes none, the file fails. */
    SERVER,
    /** By a digest that the server computes; where it computes none, the answer says that the file is not verified. */
    SERVER_IF_OFFERED,
    /** The file is read again over another connection, and the digests of both are compared. */
    REREAD;

    /** As messages and the configuration spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
