package org.genericsftp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.genericsftp.testing.SshKeys.KeyFiles;

/** The keys by which one server is known: one of each kind that servers have. */
final class SshHostKeys {
    private static final List<SshKeys.Type> TYPES =
            List.of(SshKeys.Type.ED25519, SshKeys.Type.ECDSA_256, SshKeys.Type.RSA);

    private final Path folder;
    private final Map<SshKeys.Type, KeyFiles> keys = new EnumMap<>(SshKeys.Type.class);

    SshHostKeys(Path folder) {
        this.folder = folder;
    }

    /** Takes keys that other servers may have, too. */
    void take() {
        put(type -> KeptKeys.copyTo(folder, KeptKeys.Purpose.HOST, type));
    }

    /** Makes new keys in the place of those that are there. */
    void make() {
        put(type -> SshKeys.generate(folder, type));
    }

    private void put(Function<SshKeys.Type, KeyFiles> source) {
        try {
            for (SshKeys.Type type : TYPES) {
                KeyFiles made = source.apply(type);
                KeyFiles key = new KeyFiles(folder.resolve("host_" + type), folder.resolve("host_" + type + ".pub"));
                Files.move(made.privateKey(), key.privateKey(), StandardCopyOption.REPLACE_EXISTING);
                Files.move(made.publicKey(), key.publicKey(), StandardCopyOption.REPLACE_EXISTING);
                keys.put(type, key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    KeyFiles get(SshKeys.Type type) {
        return Objects.requireNonNull(keys.get(type), () -> "No host key of type " + type);
    }

    Collection<KeyFiles> all() {
        return keys.values();
    }

    /** A new known_hosts file with the keys of these types; of all types if none are named. */
    Path knownHosts(String host, int port, List<SshKeys.Type> types) {
        StringBuilder lines = new StringBuilder();
        for (SshKeys.Type type : types.isEmpty() ? TYPES : types) {
            lines.append("[%s]:%d %s%n".formatted(host, port, get(type).publicLine()));
        }
        try {
            return Files.writeString(Files.createTempFile(folder, "known_hosts", ""), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
