package org.genericsftp.file;

/** What went wrong, as replies and reports name it. The names are part of the message contract. */
public enum ErrorCode {
    MALFORMED_REQUEST,
    UNKNOWN_TYPE,
    INVALID_FILTER,
    REPLY_TO_REFUSED,
    TOO_BUSY,
    EXPIRED,
    CANCELLED,
    CONNECTION_FAILED,
    HOST_KEY_REJECTED,
    AUTHENTICATION_FAILED,
    SOURCE_NOT_FOUND,
    DESTINATION_UNAVAILABLE,
    DISK_FULL,
    PERMISSION_DENIED,
    FILE_NOT_FOUND,
    FILE_VANISHED,
    FILE_CHANGED,
    NOT_VERIFIED,
    NAME_REJECTED,
    NAME_COLLISION,
    TIMEOUT,
    TOO_MANY_FILES,
    INTERNAL_ERROR
}
