package org.genericsftp.file;

/** Something with a name that no copy can be made of: a link that is not followed, a device, a pipe. */
public record SkippedEntry(RelativePath path, FileStamp stamp, SkipReason reason) implements SourceEntry {
    @Override
    public String name() {
        return path.toString();
    }
}
