package org.genericsftp.config;

import java.nio.file.Path;
import java.util.Optional;
import org.genericsftp.ssh.SshSettings.HostKeyTrust;

/**
 * The two keys that say which host key an SSH server may show.
 *
 * @param knownHosts the file with the keys that are trusted
 * @param hostKey their fingerprints in its place, or beside it that new ones are written there
 */
record TrustKeys(Key<Path> knownHosts, Key<HostKeys> hostKey) {
    /** Notes where one does not go with the other. */
    void check(Section section) {
        boolean acceptsNew = section.find(hostKey).filter(HostKeys::acceptsNew).isPresent();
        if (acceptsNew && section.lacks(knownHosts)) {
            section.fault(
                    hostKey, "accept-new needs " + knownHosts.name() + ", the file that new keys are written into");
        } else if (section.has(knownHosts) && section.has(hostKey) && !acceptsNew) {
            section.fault(hostKey, "can't stand beside " + knownHosts.name() + ": give one of them");
        }
    }

    /**
     * Of a sound section; empty where it has neither.
     *
     * @param folder where relative paths start
     */
    Optional<HostKeyTrust> read(Section section, Path folder) {
        Optional<HostKeys> keys = section.find(hostKey);
        return section.find(knownHosts)
                .map(folder::resolve)
                .<HostKeyTrust>map(
                        file -> keys.isPresent() ? new HostKeyTrust.AcceptNew(file) : new HostKeyTrust.KnownHosts(file))
                .or(() -> keys.map(given -> new HostKeyTrust.Fingerprint(given.fingerprints())));
    }
}
