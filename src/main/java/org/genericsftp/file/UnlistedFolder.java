package org.genericsftp.file;

/** A folder that could not be listed, or not to its end: the listing is incomplete. */
public record UnlistedFolder(String name, FileException why) implements SourceEntry {}
