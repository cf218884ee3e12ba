package org.genericsftp.source;

import org.genericsftp.file.FileStamp;
import org.genericsftp.file.RelativePath;

/** A file of which there is a copy, and what it was like when that was made. */
public record CopiedFile(RelativePath path, FileStamp stamp) {}
