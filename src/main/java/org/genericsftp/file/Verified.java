package org.genericsftp.file;

import java.util.Locale;

/** How it was verified that a file's bytes at the destination are those of the source. */
public enum Verified {
    /** By the SFTP extension check-file (draft-ietf-secsh-filexfer-extensions-00, 3). */
    CHECK_FILE,
    /** By the command sha256sum on the server. */
    SHA256SUM,
    /** The file was read again over another connection. */
    REREAD,
    /** Not at all, although it was asked for: the server computes no digest. */
    NOT;

    /** As messages spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
