package org.genericsftp.source;

import org.genericsftp.file.Verified;

/**
 * A file's digest as the source computed it by itself.
 *
 * @param digest as {@link org.genericsftp.file.DigestAlgorithm#finish} writes it
 * @param by what computed it
 */
public record OwnDigest(String digest, Verified by) {}
