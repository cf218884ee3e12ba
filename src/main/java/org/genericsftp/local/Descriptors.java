package org.genericsftp.local;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The paths that Linux gives to open files themselves: {@code /proc/self/fd/<number>} leads to that very file, whatever
 * stands at its name by now. Java has no way to ask for the number: it is read from the channel's own field, which the
 * manifest of the jar opens (Add-Opens).
 */
final class Descriptors {
    private static final Path PATHS = Path.of("/proc/self/fd");
    private static final @Nullable Fields FIELDS = Files.isDirectory(PATHS) ? Fields.open() : null;

    private Descriptors() {}

    /** Whether there are such paths: not on other systems, and not where the jar's classes were started without the jar. */
    static boolean havePaths() {
        return FIELDS != null;
    }

    /** Null where there are no such paths. */
    static @Nullable Path pathOf(FileChannel open) throws IOException {
        return FIELDS == null ? null : PATHS.resolve(Integer.toString(FIELDS.numberOf(open)));
    }

    private record Fields(Field descriptor, Field number) {
        static @Nullable Fields open() {
            try {
                Field descriptor = Class.forName("sun.nio.ch.FileChannelImpl").getDeclaredField("fd");
                Field number = FileDescriptor.class.getDeclaredField("fd");
                descriptor.setAccessible(true);
                number.setAccessible(true);
                return new Fields(descriptor, number);
            } catch (ReflectiveOperationException | InaccessibleObjectException notOpened) {
                return null;
            }
        }

        int numberOf(FileChannel open) throws IOException {
            try {
                return number.getInt(descriptor.get(open));
            } catch (IllegalAccessException | IllegalArgumentException e) {
                throw new IOException("not a channel of the JDK's own: " + open.getClass(), e);
            }
        }
    }
}
