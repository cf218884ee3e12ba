package org.genericsftp.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Trusts the keys that an OpenSSH known_hosts file has for a server (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"): plain and
 * hashed names, patterns, {@code [host]:port}, any number of keys, {@code @revoked} ones, and those of authorities that sign
 * hosts' keys, {@code @cert-authority}. Lines that can't be read are passed over.
 */
final class KnownHostsFile implements HostKeyRule {
    private static final int STANDARD_PORT = 22;

    private final Path file;
    private final Endpoint server;
    private final List<KnownHostsLine> lines;

    private KnownHostsFile(Path file, Endpoint server, List<KnownHostsLine> lines) {
        this.file = file;
        this.server = server;
        this.lines = lines;
    }

    /** @throws IOException with a text that names the file and what is wrong with it */
    static KnownHostsFile read(Path file, Endpoint server) throws IOException {
        try {
            List<KnownHostsLine> lines = new ArrayList<>();
            // Comments may be in any encoding; what counts is ASCII.
            String text = new String(PlainBytes.of(Files.readAllBytes(file)), StandardCharsets.ISO_8859_1);
            List<String> written = text.lines().toList();
            for (int i = 0; i < written.size(); i++) {
                KnownHostsLine.parse(i + 1, written.get(i)).ifPresent(lines::add);
            }
            return new KnownHostsFile(file, server, lines);
        } catch (NoSuchFileException e) {
            throw new IOException("the known_hosts file " + file + " does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IOException("the known_hosts file " + file + " may not be read: permission denied", e);
        } catch (IOException e) {
            throw new IOException("the known_hosts file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** One that knows nobody. */
    static KnownHostsFile none(Path file, Endpoint server) {
        return new KnownHostsFile(file, server, List.of());
    }

    /** Whether nothing is known of the server at this port, nor against the key, so that it may be taken for the server's. */
    boolean isNew(HostKeyBlob key) {
        String name = names().get(0);
        return revocationOf(key) == null
                && lines.stream().noneMatch(line -> line.marker() == KnownHostsLine.Marker.NONE && line.isAbout(name))
                && linesOfServer().stream().noneMatch(line -> line.key().equals(key));
    }

    /** As such a file has it. */
    String lineFor(HostKeyBlob key) {
        return names().get(0) + " " + key.type() + " " + Base64.getEncoder().encodeToString(key.toBytes());
    }

    @Override
    public @Nullable String objectionTo(HostKeyBlob key) {
        KnownHostsLine revoked = revocationOf(key);
        if (revoked != null) {
            return "the server shows the " + key + ", which is revoked (" + at(revoked) + ")";
        }
        List<KnownHostsLine> known = linesOfServer();
        if (known.isEmpty()) {
            return "the server shows the " + key + ", and " + file + " has no key of " + names().get(0)
                    + "; have the fingerprint confirmed by the server's operator, then add the key (\"ssh-keyscan -p "
                    + server.port() + " " + server.host() + "\" prints such lines)" + withoutCertificate();
        }
        if (known.stream().anyMatch(line -> line.key().equals(key))) {
            return null;
        }
        return "the server shows the " + key + ", and is known by another (" + describe(known)
                + "); if its operator confirms the change, replace the line, else somebody may be in between"
                + withoutCertificate();
    }

    @Override
    public Set<String> knownTypes() {
        return linesOfServer().stream().map(KnownHostsLine::type).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public List<HostKeyBlob> authorities() {
        return marked(KnownHostsLine.Marker.CERT_AUTHORITY)
                .map(KnownHostsLine::key)
                .toList();
    }

    @Override
    public List<HostKeyBlob> revoked() {
        return marked(KnownHostsLine.Marker.REVOKED).map(KnownHostsLine::key).toList();
    }

    private Stream<KnownHostsLine> marked(KnownHostsLine.Marker marker) {
        return lines.stream()
                .filter(line -> line.marker() == marker)
                .filter(line -> names().stream().anyMatch(line::isAbout));
    }

    private @Nullable KnownHostsLine revocationOf(HostKeyBlob key) {
        return marked(KnownHostsLine.Marker.REVOKED)
                .filter(line -> line.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    /** Who has these lines takes them for enough; to be put behind a sentence. */
    private String withoutCertificate() {
        return marked(KnownHostsLine.Marker.CERT_AUTHORITY)
                .findFirst()
                .map(line -> "; it has shown no certificate that the authority (" + at(line) + ") has signed")
                .orElse("");
    }

    /** A server on a port of its own may be known with the port, or, where it is not, by its name alone. */
    private List<KnownHostsLine> linesOfServer() {
        return names().stream()
                .map(name -> lines.stream()
                        .filter(line -> line.marker() == KnownHostsLine.Marker.NONE && line.isAbout(name))
                        .toList())
                .filter(known -> !known.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<String> names() {
        String host = server.host().toLowerCase(Locale.ROOT);
        return server.port() == STANDARD_PORT ? List.of(host) : List.of("[" + host + "]:" + server.port(), host);
    }

    private String describe(List<KnownHostsLine> known) {
        Stream<String> each = known.stream().map(line -> line.key() + ", " + at(line));
        return each.collect(Collectors.joining("; "));
    }

    private String at(KnownHostsLine line) {
        return file + " line " + line.number();
    }
}
