package org.genericsftp.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Trusts the first key that a server shows, and writes it into a known_hosts file; from then on that file decides, so that
 * another key is never accepted (ssh_config(5), StrictHostKeyChecking accept-new).
 */
final class AcceptNewKeys implements HostKeyRule {
    /** Of all threads: what was looked at under it stays so until it is written. Other processes are kept off by a lock. */
    private static final Object WRITING = new Object();

    private final Path file;
    private final Endpoint server;
    private KnownHostsFile known;

    private AcceptNewKeys(Path file, Endpoint server, KnownHostsFile known) {
        this.file = file;
        this.server = server;
        this.known = known;
    }

    /** @throws IOException with a text that names the file and what is wrong with it; it need not exist */
    static AcceptNewKeys read(Path file, Endpoint server) throws IOException {
        return new AcceptNewKeys(file, server, readOrNone(file, server));
    }

    private static KnownHostsFile readOrNone(Path file, Endpoint server) throws IOException {
        return Files.exists(file) ? KnownHostsFile.read(file, server) : KnownHostsFile.none(file, server);
    }

    @Override
    public @Nullable String objectionTo(HostKeyBlob key) {
        if (!known.isNew(key)) {
            return known.objectionTo(key);
        }
        try {
            synchronized (WRITING) {
                return lookAgainAndAdd(key);
            }
        } catch (IOException e) {
            return "the server shows the " + key + ", which is new, and it cannot be written into " + file + ": "
                    + e.getMessage();
        }
    }

    private @Nullable String lookAgainAndAdd(HostKeyBlob key) throws IOException {
        try (FileChannel channel = open();
                FileLock lock = channel.lock()) {
            known = readOrNone(file, server);
            if (!lock.isValid() || !known.isNew(key)) {
                return known.objectionTo(key);
            }
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            String line = (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + known.lineFor(key) + "\n";
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            known = readOrNone(file, server);
        }
        JschLog.LOG.warn("{} is new: its {} is trusted from now on, and stands in {}", server, key, file);
        return known.objectionTo(key);
    }

    private FileChannel open() throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? FileChannel.open(
                        file,
                        options,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : FileChannel.open(file, options);
    }

    @Override
    public Set<String> knownTypes() {
        return known.knownTypes();
    }

    @Override
    public List<HostKeyBlob> authorities() {
        return known.authorities();
    }

    @Override
    public List<HostKeyBlob> revoked() {
        return known.revoked();
    }
}
