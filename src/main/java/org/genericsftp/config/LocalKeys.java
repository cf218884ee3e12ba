package org.genericsftp.config;

import java.nio.file.Path;
import java.time.Duration;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.local.Mode;
import org.genericsftp.local.Permissions;

/** The keys of a client that say how a local directory is used. */
final class LocalKeys {
    private static final Mode LEAST_FOR_FILES = new Mode(0400);
    private static final Mode LEAST_FOR_FOLDERS = new Mode(0700);

    static final KeyTable TABLE = new KeyTable();

    static final Key<Mode> FILE_MODE = TABLE.optional(
            "file-mode",
            mode("such as 0640, three octal digits that let the owner read", LEAST_FOR_FILES),
            "The mode of every file that is copied, whatever the umask is; without it, 0666 less the umask");

    static final Key<Mode> DIRECTORY_MODE = TABLE.optional(
            "directory-mode",
            mode("such as 0750, three octal digits that let the owner do everything", LEAST_FOR_FOLDERS),
            "The mode of every folder that is made, whatever the umask is; without it, 0777 less the umask. A set-group-ID bit"
                    + " that it inherits stays");

    static final Key<String> GROUP = TABLE.optional(
            "group",
            ValueType.text("the name of a group", "[^\\s:/]+"),
            "The group of files that are copied and of folders that are made, by name or number, beside `file-mode` and"
                    + " `directory-mode`; the worker's user must be a member. Without it, what the system gives");

    static final Key<Integer> WRITERS = TABLE.usually(
            "local-writers",
            ValueType.count(1, 256),
            LocalSettings.DEFAULT_WRITERS,
            "How many threads write to the destination directory");

    static final Key<Duration> TIMEOUT = TABLE.usually(
            "local-timeout",
            ValueType.DURATION,
            LocalSettings.DEFAULT_TIMEOUT,
            "How long one operation of the destination directory's file system may take before it counts as hanging;"
                    + " forcing a file to the disk has a second more for each 10 MB");

    private LocalKeys() {}

    private static ValueType<Mode> mode(String expectation, Mode least) {
        return new ValueType<>(
                "a mode " + expectation,
                true,
                text -> Mode.parse(text).filter(mode -> mode.allowsOwner(least)),
                Mode::toString);
    }

    /**
     * @param client whose destination the section is about; may be the same
     * @param directory where the copies go
     */
    static LocalSettings read(Section section, Section client, Path directory) {
        return new LocalSettings(
                directory,
                client.get(ClientKeys.DURABLE),
                section.get(WRITERS),
                client.get(ClientKeys.LEFTOVER_AGE),
                permissions(section));
    }

    private static Permissions permissions(Section section) {
        Mode file = section.find(FILE_MODE).orElse(null);
        Mode directory = section.find(DIRECTORY_MODE).orElse(null);
        String group = section.find(GROUP).orElse(null);
        if (section.has(GROUP) && !(section.has(FILE_MODE) && section.has(DIRECTORY_MODE))) {
            section.fault(GROUP, "needs file-mode and directory-mode beside it");
        }
        return new Permissions(file, directory, file == null || directory == null ? null : group);
    }
}
