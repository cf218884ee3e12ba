package org.genericsftp.config;

import org.genericsftp.sftp.SftpSettings;

/** The keys of a client that say what its server does, for operators who know better than what is found out. */
final class ServerKeys {
    private static final String FOUND_OUT = "; by default it is found out";

    static final KeyTable TABLE = new KeyTable();

    static final Key<Integer> MAX_OPEN_FILES = TABLE.optional(
            "max-open-files",
            ValueType.count(1, 1000),
            "How many files and folders may be open at once on one connection; fewer where the server mixes them up"
                    + FOUND_OUT);

    static final Key<Integer> MAX_READ_BYTES = TABLE.optional(
            "max-read-bytes",
            ValueType.count(4096, 261_120),
            "How many bytes one read request asks for at most" + FOUND_OUT);

    static final Key<Boolean> RELIABLE_HANDLES = TABLE.optional(
            "reliable-handles",
            ValueType.YES_OR_NO,
            "Whether the server gives each open file a handle of its own; where not, one file is open at a time unless"
                    + " `max-open-files` says more" + FOUND_OUT);

    static final Key<Boolean> REQUESTS_IN_ORDER = TABLE.optional(
            "requests-in-order",
            ValueType.YES_OR_NO,
            "Whether the server carries out the requests on one file in the order in which they are sent" + FOUND_OUT);

    static final Key<Boolean> FSTAT = TABLE.optional(
            "fstat",
            ValueType.YES_OR_NO,
            "Whether the server answers FSTAT, which asks for an open file's size and time" + FOUND_OUT);

    static final Key<Boolean> LSTAT = TABLE.optional(
            "lstat",
            ValueType.YES_OR_NO,
            "Whether the server answers LSTAT, which asks what is at a path without following links" + FOUND_OUT);

    static final Key<Boolean> READLINK = TABLE.optional(
            "readlink",
            ValueType.YES_OR_NO,
            "Whether the server answers READLINK, which asks where a link leads" + FOUND_OUT);

    private ServerKeys() {}

    static SftpSettings.Server read(Section section) {
        return new SftpSettings.Server(
                section.find(MAX_OPEN_FILES).orElse(null),
                section.find(MAX_READ_BYTES).orElse(null),
                section.find(RELIABLE_HANDLES).orElse(null),
                section.find(REQUESTS_IN_ORDER).orElse(null),
                section.find(FSTAT).orElse(null),
                section.find(LSTAT).orElse(null),
                section.find(READLINK).orElse(null));
    }
}
