/**
 * The values that every room shares: a relative path that can hold nothing unsafe, what a listing found, size and
 * time, what became of a file, and errors that say what to do about them. Knows no protocol and does no I/O.
 */
@NullMarked
package org.genericsftp.file;

import org.jspecify.annotations.NullMarked;
