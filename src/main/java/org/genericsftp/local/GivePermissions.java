package org.genericsftp.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives files and folders that have just been made, and are still empty, the mode and the group that they are to have,
 * whatever the umask is. At no moment may anybody do more with them: they are made for their owner only, and get their group
 * before their mode. What the file system made of it is looked at.
 */
final class GivePermissions {
    private static final FileAttribute<?>[] AS_THE_UMASK_HAS_IT = {};
    private static final String MODE = "unix:mode";
    private static final List<String> REFUSALS =
            List.of("Operation not permitted", "Operation not supported", "Function not implemented");
    private static final int SET_GROUP_ID = 02000;

    private final Permissions wanted;
    private volatile @Nullable GroupPrincipal group;

    GivePermissions(Permissions wanted) {
        this.wanted = wanted;
    }

    /** Stands for the attributes that a thing has by its name, where the system has no path for what is open. */
    interface ByName {
        /** Null where the file system knows no modes. */
        @Nullable
        PosixFileAttributeView view();
    }

    /** What a file is made with. */
    FileAttribute<?>[] ofNewFile() {
        return ownersOnly(wanted.file(), "rw-------");
    }

    /** What a folder is made with. */
    FileAttribute<?>[] ofNewFolder() {
        return ownersOnly(wanted.directory(), "rwx------");
    }

    private static FileAttribute<?>[] ownersOnly(@Nullable Mode mode, String permissions) {
        return mode == null
                ? AS_THE_UMASK_HAS_IT
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                };
    }

    boolean concernsFiles() {
        return wanted.file() != null;
    }

    boolean concernsFolders() {
        return wanted.directory() != null;
    }

    /** @param byName used where there is no path for the open file */
    void toFile(String name, FileChannel open, ByName byName) throws IOException {
        Mode mode = wanted.file();
        if (mode != null) {
            give(name, "file-mode", mode, Descriptors.pathOf(open), byName);
        }
    }

    /** @param byName used where there is no path for the open folder */
    void toFolder(String name, @Nullable FileChannel open, ByName byName) throws IOException {
        Mode mode = wanted.directory();
        if (mode != null) {
            Path descriptor = open == null ? null : Descriptors.pathOf(open);
            give(name, "directory-mode", mode, descriptor, byName);
        }
    }

    private void give(String name, String key, Mode mode, @Nullable Path descriptor, ByName byName) throws IOException {
        PosixFileAttributeView view = descriptor == null
                ? byName.view()
                : Files.getFileAttributeView(descriptor, PosixFileAttributeView.class);
        if (view == null) {
            throw new PermissionsRefusedException(
                    name, "this file system knows no modes and groups: leave file-mode, directory-mode and group out");
        }
        giveGroup(name, view);
        try {
            giveMode(mode, descriptor, view);
        } catch (FileSystemException e) {
            throw isRefusal(e)
                    ? new PermissionsRefusedException(
                            name, "this file system refuses the " + key + " " + mode + " (" + e.getReason() + ")")
                    : e;
        }
        Mode kept = Mode.of(view.readAttributes().permissions());
        if (!kept.equals(mode)) {
            throw new PermissionsRefusedException(
                    name, "this file system makes the mode " + kept + " of the " + key + " " + mode);
        }
    }

    private static void giveMode(Mode mode, @Nullable Path descriptor, PosixFileAttributeView view) throws IOException {
        if (descriptor == null) {
            view.setPermissions(mode.permissions());
        } else {
            // A folder inherits this bit, and passes it on: then its files have its group.
            int inherited = (int) Files.getAttribute(descriptor, MODE) & SET_GROUP_ID;
            Files.setAttribute(descriptor, MODE, mode.bits() | inherited);
        }
    }

    /** Java has no types for these. Another error may pass. */
    private static boolean isRefusal(FileSystemException why) {
        String reason = why.getReason();
        return reason != null && REFUSALS.stream().anyMatch(reason::contains);
    }

    private void giveGroup(String name, PosixFileAttributeView view) throws IOException {
        String groupName = wanted.group();
        if (groupName == null) {
            return;
        }
        GroupPrincipal given = group(name, groupName);
        PosixFileAttributes found = view.readAttributes();
        if (found.group().equals(given)) {
            return;
        }
        try {
            view.setGroup(given);
        } catch (FileSystemException e) {
            throw isRefusal(e)
                    ? new PermissionsRefusedException(
                            name,
                            "it can't be given to the group " + groupName + " (" + e.getReason()
                                    + "): the worker's user must be a member of it")
                    : e;
        }
        if (!view.readAttributes().group().equals(given)) {
            throw new PermissionsRefusedException(name, "this file system keeps it in the group " + found.group());
        }
    }

    private GroupPrincipal group(String name, String groupName) throws IOException {
        GroupPrincipal known = group;
        if (known == null) {
            try {
                known = FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByGroupName(groupName);
            } catch (UserPrincipalNotFoundException e) {
                throw new PermissionsRefusedException(name, "there is no group " + groupName + " on this machine");
            }
            group = known;
        }
        return known;
    }
}
