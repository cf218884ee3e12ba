package org.genericsftp.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Reads a small text file: what it may hold is bounded. */
final class SmallText {
    private SmallText() {}

    /** The file is no text that can be had. The message says why, without naming the file. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    /** As {@link #bytesOf}, decoded. */
    static String read(Path file, int largestBytes) throws UnreadableException {
        return decode(bytesOf(file, largestBytes));
    }

    /** Of a regular file, to which links may lead: to open a named pipe may take for ever. */
    static byte[] bytesOf(Path file, int largestBytes) throws UnreadableException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile() && !attributes.isDirectory()) {
                throw new UnreadableException("is not a regular file");
            }
        } catch (IOException e) {
            throw unreadable(e, file);
        }
        return bytesOfAny(file, largestBytes);
    }

    /** Also from a pipe, for whose other end it waits. */
    static byte[] bytesOfAny(Path file, int largestBytes) throws UnreadableException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(largestBytes + 1);
            if (bytes.length > largestBytes) {
                throw new UnreadableException("is larger than " + largestBytes + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(e, file);
        }
    }

    static String decode(byte[] bytes) throws UnreadableException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableException("is not UTF-8 text");
        }
    }

    private static UnreadableException unreadable(IOException why, Path file) {
        if (why instanceof NoSuchFileException) {
            return new UnreadableException("does not exist");
        }
        if (why instanceof AccessDeniedException) {
            return new UnreadableException("can't be read: permission denied");
        }
        return new UnreadableException(Files.isDirectory(file) ? "is a directory" : "can't be read");
    }
}
