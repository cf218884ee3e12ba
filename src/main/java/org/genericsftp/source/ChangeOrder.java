package org.genericsftp.source;

import java.util.Iterator;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.RelativePath;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of which files at the source.
 *
 * @param reserved a folder below the source directory; what is in it, by whatever links it is reached, stays. Null for none
 * @param files each is asked for once
 */
public record ChangeOrder(Afterwards what, @Nullable RelativePath reserved, Iterator<CopiedFile> files) {}
