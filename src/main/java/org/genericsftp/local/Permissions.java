package org.genericsftp.local;

import org.jspecify.annotations.Nullable;

/**
 * Who may do what with files and folders that are made.
 *
 * @param file null for what the process's umask leaves of 0666
 * @param directory null for what it leaves of 0777
 * @param group by name or number, only beside both modes, as what is made is its owner's alone until it has its group; null for
 *     the one that the system gives
 */
public record Permissions(
        @Nullable Mode file,
        @Nullable Mode directory,
        @Nullable String group) {
    /** As the system has it. */
    public static final Permissions USUAL = new Permissions(null, null, null);

    public Permissions {
        if (group != null && (file == null || directory == null)) {
            throw new IllegalArgumentException("A group needs both modes");
        }
    }
}
