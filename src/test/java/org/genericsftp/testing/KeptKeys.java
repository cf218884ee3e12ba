package org.genericsftp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.genericsftp.testing.SshKeys.KeyFiles;

/**
 * Keys that are made once in a JVM and copied for each server that needs some: to make an RSA key takes longer than to
 * start a server.
 */
public final class KeptKeys {
    /** What a key is for: no user has a server's key. */
    public enum Purpose {
        HOST,
        USER
    }

    private record Kind(Purpose purpose, SshKeys.Type type) {}

    private record Key(String privateKey, String publicKey) {}

    private static final Map<Kind, Key> MADE = new HashMap<>();

    private KeptKeys() {}

    /** In files of its own, as {@link SshKeys#generate(Path, Type)} makes them. */
    public static KeyFiles copyTo(Path folder, Purpose purpose, SshKeys.Type type) {
        try {
            return copyTo(SshKeys.unusedFiles(folder, type), key(new Kind(purpose, type)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized Key key(Kind kind) throws IOException {
        Key made = MADE.get(kind);
        if (made == null) {
            try (ScratchFolder folder = ScratchFolder.create("keys")) {
                KeyFiles files = SshKeys.generate(folder.path(), kind.type());
                made = new Key(Files.readString(files.privateKey()), Files.readString(files.publicKey()));
            }
            MADE.put(kind, made);
        }
        return made;
    }

    private static KeyFiles copyTo(KeyFiles files, Key key) throws IOException {
        Files.createFile(files.privateKey(), SshKeys.FOR_THE_OWNER_ONLY);
        Files.writeString(files.privateKey(), key.privateKey());
        Files.writeString(files.publicKey(), key.publicKey());
        return files;
    }
}
