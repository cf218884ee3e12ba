package org.genericsftp.file;

/** A file that was asked for by its path and can't be had: it is not there, or may not be looked at. */
public record MissingFile(RelativePath path, FileException why) implements SourceEntry {
    @Override
    public String name() {
        return path.toString();
    }
}
