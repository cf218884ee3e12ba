package org.genericsftp.config;

import java.nio.file.Path;
import java.util.Optional;
import org.genericsftp.file.Printable;
import org.genericsftp.tls.CertificateFiles;
import org.jspecify.annotations.Nullable;

/** Reads where a certificate and its private key lie, and whether they can be used. */
final class CertificateReader {
    private static final int LARGEST_PEM_BYTES = 256 * 1024;

    private final Section section;
    private final Path folder;
    private final FilesRead files;

    /**
     * @param folder where relative paths start
     * @param files takes note of what is read
     */
    CertificateReader(Section section, Path folder, FilesRead files) {
        this.section = section;
        this.folder = folder;
        this.files = files;
    }

    /** Empty where the section names none; what is wrong is noted as its fault. */
    Optional<CertificateFiles> read(Key<Path> certificateKey, Key<Path> privateKeyKey) {
        requireBoth(certificateKey, privateKeyKey);
        requireBoth(privateKeyKey, certificateKey);
        Optional<CertificateFiles> found = section.find(certificateKey)
                .flatMap(certificate -> section.find(privateKeyKey)
                        .map(key -> new CertificateFiles(folder.resolve(certificate), folder.resolve(key))));
        found.ifPresent(given -> check(given, certificateKey, privateKeyKey));
        return found;
    }

    private void check(CertificateFiles given, Key<Path> certificateKey, Key<Path> privateKeyKey) {
        Optional<String> certificate = text(certificateKey, given.certificate());
        Optional<String> privateKey = text(privateKeyKey, given.privateKey());
        if (certificate.isPresent() && privateKey.isPresent()) {
            CertificateFiles.Fault fault = CertificateFiles.fault(certificate.get(), privateKey.get());
            if (fault != null && fault.aboutKey()) {
                fault(privateKeyKey, given.privateKey(), fault.message());
            } else if (fault != null) {
                fault(certificateKey, given.certificate(), fault.message());
            }
        }
    }

    private Optional<String> text(Key<Path> key, Path file) {
        try {
            return Optional.of(files.text(file, LARGEST_PEM_BYTES));
        } catch (SmallText.UnreadableException e) {
            fault(key, file, e.getMessage());
            return Optional.empty();
        }
    }

    private void fault(Key<Path> key, Path file, @Nullable String why) {
        section.fault(key, "the file " + Printable.escape(file.toString()) + " " + why);
    }

    private void requireBoth(Key<?> one, Key<?> other) {
        if (section.has(one) && !section.has(other)) {
            section.fault(one, "needs " + other.name() + ", which is missing");
        }
    }
}
