package org.genericsftp.file;

/**
 * What requesters are told of an error: what it means for them. The server, the account and the worker's paths are none of
 * their business, and the full text may name them.
 */
final class PublicText {
    private PublicText() {}

    /** Of connecting and logging in. */
    static String of(ErrorCode code, String full, Hop hop) {
        return switch (code) {
            case CONNECTION_FAILED -> hop.publicName() + " could not be reached, or hung up; its operator sees why";
            case HOST_KEY_REJECTED ->
                hop.publicName() + " showed a host key that is not trusted; its operator sees which";
            case AUTHENTICATION_FAILED -> hop.publicName() + " refused the login; its operator sees why";
            case TIMEOUT -> hop.publicName() + " was too slow, or stopped answering";
            default -> of(code, full);
        };
    }

    static String of(ErrorCode code, String full) {
        return switch (code) {
            case MALFORMED_REQUEST, UNKNOWN_TYPE, INVALID_FILTER, REPLY_TO_REFUSED, TOO_BUSY, EXPIRED, CANCELLED ->
                full;
            case CONNECTION_FAILED, HOST_KEY_REJECTED, TIMEOUT -> of(code, full, Hop.SERVER);
            case AUTHENTICATION_FAILED -> "The SFTP server or the destination refused the login; its operator sees why";
            case SOURCE_NOT_FOUND -> "The source directory, or the \"directory\" of the request, is not there";
            case DESTINATION_UNAVAILABLE -> "The destination directory could not be used; its operator sees why";
            case DISK_FULL -> "There is no room at the destination";
            case PERMISSION_DENIED -> "The SFTP server or the destination denied access";
            case FILE_NOT_FOUND -> "There is no such file below the source directory";
            case FILE_VANISHED -> "The file was listed, and then was gone";
            case FILE_CHANGED -> "The file changed while it was read, or its copy was not the same, twice";
            case NOT_VERIFIED -> "The SFTP server computes no digest to verify the copy with";
            case NAME_REJECTED -> "The name can't be kept at the destination";
            case NAME_COLLISION ->
                "Something else stands there at the destination: a folder for a file, a file for a folder, a name that"
                        + " counts as the same, or what may be another file's copy";
            case TOO_MANY_FILES -> "There are more files, or deeper folders, than the client's limits allow";
            case INTERNAL_ERROR -> "Unforeseen; the worker's log says more";
        };
    }
}
