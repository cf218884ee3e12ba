package org.genericsftp.file;

/**
 * A file whose name on the server can't be used here: it would lead out of the destination, or is not decodable.
 *
 * @param name printable, for people; not a path
 */
public record RejectedName(String name, FileStamp stamp, FileException why) implements SourceEntry {}
