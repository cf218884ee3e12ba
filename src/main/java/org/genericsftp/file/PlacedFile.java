package org.genericsftp.file;

/**
 * A copy that is, or is to be, at the destination.
 *
 * @param place relative to the destination directory
 * @param stamp the size and the time of its file
 */
public record PlacedFile(RelativePath place, FileStamp stamp) {}
