package org.genericsftp.config;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.genericsftp.file.Printable;
import org.genericsftp.jms.BrokerSettings;
import org.genericsftp.share.KerberosAccount;
import org.genericsftp.ssh.SshSettings;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;
import org.genericsftp.ssh.Way;
import org.genericsftp.tls.CertificateFiles;
import org.jspecify.annotations.Nullable;

/**
 * Finds files that other accounts of this machine may read though they hold a secret, or may change. Modes that nobody can
 * change where the worker runs are not looked at: those of a read-only mount, of a Kubernetes volume, and of file systems
 * that have none of their own.
 */
final class OpenToOthers {
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);
    private static final Set<String> WITHOUT_MODES =
            Set.of("vfat", "msdos", "exfat", "ntfs", "ntfs3", "fuseblk", "cifs", "smb3", "9p", "drvfs");

    private static final int OTHERS_READ = 0004;
    private static final int OTHERS_WRITE = 0002;
    private static final int GROUP_WRITE = 0020;
    private static final int STICKY = 01000;
    private static final String IN_FILE = "${file:";

    /** With what each file is. */
    private final Map<Path, String> secrets = new LinkedHashMap<>();
    /** Those that hold no secret; to change them is to have a say in what is trusted. */
    private final Set<Path> others = new LinkedHashSet<>();

    private OpenToOthers() {}

    /** A sentence for each, with what to do; none when all is well. */
    static List<String> warnings(Configuration configuration) {
        OpenToOthers files = new OpenToOthers();
        files.add(configuration);
        return Within.orElse(LONGEST_LOOK, files::look, List::of);
    }

    private void add(Configuration configuration) {
        others.add(configuration.file());
        configuration
                .settings()
                .sections()
                .forEach(section -> section.settings().forEach(this::add));
        for (ClientSettings client : configuration.settings().clients()) {
            others.add(client.file());
            client.settings().forEach(this::add);
        }
        configuration.clients().forEach(client -> {
            add(client.destination());
            SshSettings ssh = client.source().ssh();
            add(ssh.authentication());
            add(ssh.hostKeyTrust());
            Way.JumpHost jumpHost = ssh.way().jumpHost();
            if (jumpHost != null) {
                add(jumpHost.authentication());
                add(jumpHost.hostKeyTrust());
            }
        });
        configuration.operator().ifPresent(operator -> add(operator.tls()));
        configuration.broker().map(BrokerSettings::tls).ifPresent(tls -> {
            add(tls.own());
            if (tls.trust() != null) {
                others.add(tls.trust());
            }
        });
    }

    private void add(@Nullable CertificateFiles own) {
        if (own != null) {
            secrets.put(own.privateKey(), "a private key");
        }
    }

    private void add(HostKeyTrust trust) {
        if (trust instanceof HostKeyTrust.KnownHosts known) {
            others.add(known.file());
        } else if (trust instanceof HostKeyTrust.AcceptNew known) {
            others.add(known.file());
        }
    }

    private void add(Setting setting) {
        Path file = setting.file();
        if (file == null || setting.kind() != Setting.Kind.SECRET) {
            return;
        }
        if (setting.sources().isEmpty()) {
            secrets.put(file, "which holds " + setting.key() + " in clear");
        }
        for (String source : setting.sources()) {
            if (source.startsWith(IN_FILE)) {
                addSecretFile(file, source.substring(IN_FILE.length(), source.length() - 1), setting.key());
            }
        }
    }

    private void addSecretFile(Path file, String name, String key) {
        try {
            secrets.put(ConfigurationReader.folderOf(file).resolve(name), "which holds " + key);
        } catch (InvalidPathException e) {
            // It was read, so its name has been escaped for people; it is not looked at.
        }
    }

    private void add(Authentication authentication) {
        if (authentication instanceof Authentication.KeyPair pair) {
            secrets.put(pair.privateKey(), "a private key");
        } else if (authentication instanceof Authentication.Several several && several.keyPair() != null) {
            add(several.keyPair());
        }
    }

    private void add(DestinationSettings destination) {
        destination.single().values().forEach(this::addSingle);
    }

    private void addSingle(DestinationSettings destination) {
        if (destination instanceof DestinationSettings.Share share
                && share.settings().account() instanceof KerberosAccount account) {
            if (account.proof() instanceof KerberosAccount.Proof.Keytab keytab) {
                secrets.put(keytab.file(), "a keytab");
            } else if (account.proof() instanceof KerberosAccount.Proof.TicketCache cache && cache.file() != null) {
                secrets.put(cache.file(), "which holds tickets");
            }
        }
    }

    private List<String> look() {
        List<String> warnings = new ArrayList<>();
        Set<Path> folders = new LinkedHashSet<>();
        secrets.forEach((file, what) -> look(file, what, warnings, folders));
        others.stream().filter(file -> !secrets.containsKey(file)).forEach(file -> look(file, null, warnings, folders));
        folders.forEach(folder -> lookAtFolder(folder, warnings));
        return warnings;
    }

    private static void look(Path file, @Nullable String secret, List<String> warnings, Set<Path> folders) {
        try {
            Path real = file.toRealPath();
            if (!hasModesToChange(real)) {
                return;
            }
            int mode = mode(real);
            String name = Printable.escape(file.toString());
            if (secret != null && (mode & OTHERS_READ) != 0) {
                warnings.add("%s, %s, can be read by other accounts (mode %04o): chmod 600 %s"
                        .formatted(name, secret, mode, name));
            } else if (isWritableByOthers(real, mode)) {
                warnings.add(
                        "%s can be changed by other accounts (mode %04o): chmod go-w %s".formatted(name, mode, name));
            }
            Stream.of(file.toAbsolutePath().normalize(), real)
                    .map(Path::getParent)
                    .forEach(folders::add);
        } catch (IOException | RuntimeException notThere) {
            // Whoever needs it is told why it can't be had.
        }
    }

    private static void lookAtFolder(@Nullable Path folder, List<String> warnings) {
        try {
            int mode = folder == null ? STICKY : mode(folder);
            // In a sticky folder nobody can replace another's file.
            if (folder != null && (mode & STICKY) == 0 && isWritableByOthers(folder, mode)) {
                String name = Printable.escape(folder.toString());
                warnings.add(
                        "Other accounts can put files of their own in the place of those in %s (mode %04o): chmod go-w %s"
                                .formatted(name, mode, name));
            }
        } catch (IOException | RuntimeException notThere) {
            // As above.
        }
    }

    private static boolean hasModesToChange(Path real) throws IOException {
        FileStore store = Files.getFileStore(real);
        return !store.isReadOnly() && !WITHOUT_MODES.contains(store.type()) && !isInVolume(real);
    }

    /** Kubernetes keeps the files of a volume in a folder such as {@code ..2026_11_29_01_30_00.123}, with the modes that the pod asks for. */
    private static boolean isInVolume(Path real) {
        return StreamSupport.stream(real.spliterator(), false)
                .anyMatch(name -> name.toString().startsWith(".."));
    }

    /** Where each account has a group of its own, that group is nobody else. */
    private static boolean isWritableByOthers(Path path, int mode) throws IOException {
        if ((mode & OTHERS_WRITE) != 0 || (mode & GROUP_WRITE) == 0) {
            return (mode & OTHERS_WRITE) != 0;
        }
        PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
        return !attributes.group().getName().equals(attributes.owner().getName());
    }

    /** @throws UnsupportedOperationException the system has none */
    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode") & 07777;
    }
}
