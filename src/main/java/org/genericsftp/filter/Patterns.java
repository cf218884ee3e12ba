package org.genericsftp.filter;

import org.genericsftp.file.RelativePath;

/** One list of patterns, ready to be held against paths: what a filter includes, or what it excludes. */
sealed interface Patterns permits ExactPaths, GlobPatterns, RegexPatterns {
    boolean match(RelativePath path, Effort effort);

    /** Whether any file in this folder, or anywhere below it, can match. */
    boolean mayMatchBelow(RelativePath folder);

    /** Whether every file in this folder and below it is sure to match. */
    boolean matchAllBelow(RelativePath folder);
}
