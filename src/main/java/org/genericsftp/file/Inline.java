package org.genericsftp.file;

/**
 * What the contents of small files are wanted for in a reply.
 *
 * @param max the largest of which they are
 * @param form in which they are, where that is possible
 */
public record Inline(DataSize max, Content.Form form) {
    /** The most that a request may want: a page has room for it, however it has to be written. */
    public static final DataSize LARGEST = new DataSize(64 << 10);

    public Inline {
        if (max.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("Contents of files of up to " + max);
        }
    }
}
