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

/** Reads a small text file: what it may hold is bounded, also where it is a pipe without an end. */
final class SmallText {
    private SmallText() {}

    /** The file is no text that can be had. The message says why, without naming the file. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableException(String message) {
            super(message);
        }
    }

    static String read(Path file, int largestBytes) throws UnreadableException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(largestBytes + 1);
            if (bytes.length > largestBytes) {
                throw new UnreadableException("is larger than " + largestBytes + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (NoSuchFileException e) {
            throw new UnreadableException("does not exist");
        } catch (AccessDeniedException e) {
            throw new UnreadableException("can't be read: permission denied");
        } catch (CharacterCodingException e) {
            throw new UnreadableException("is not UTF-8 text");
        } catch (IOException e) {
            throw new UnreadableException(Files.isDirectory(file) ? "is a directory" : "can't be read");
        }
    }
}
