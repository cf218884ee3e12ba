package org.genericsftp.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.share.ShareAccount;
import org.genericsftp.share.ShareAddress;
import org.genericsftp.share.ShareSettings;

/** Reads where a client's copies go: to a local directory, or to a share and with which account. */
final class DestinationReader {
    private static final List<Key<?>> FOR_SHARES = List.of(
            ClientKeys.SYSTEM_USERNAME,
            ClientKeys.SYSTEM_PASSWORD,
            ClientKeys.SHARE_ENCRYPTION,
            ClientKeys.SHARE_NAMES,
            ClientKeys.SHARE_CONNECT_TIMEOUT,
            ClientKeys.SHARE_TIMEOUT,
            ClientKeys.SHARE_IN_USE_TIMEOUT);

    private static final List<Key<?>> FOR_DIRECTORIES = List.of(ClientKeys.LOCAL_WRITERS, ClientKeys.LOCAL_TIMEOUT);

    private final Section section;
    private final Path folder;

    /** @param folder where relative paths start */
    DestinationReader(Section section, Path folder) {
        this.section = section;
        this.folder = folder;
    }

    /** Empty where something is wrong with it. */
    Optional<DestinationSettings> read() {
        DestinationLocation location =
                section.find(ClientKeys.DESTINATION_DIRECTORY).orElse(null);
        if (location instanceof DestinationLocation.Local local) {
            return local(folder.resolve(local.directory()));
        }
        return location instanceof DestinationLocation.Share share ? share(share.address()) : Optional.empty();
    }

    private Optional<DestinationSettings> local(Path directory) {
        for (Key<?> key : FOR_SHARES) {
            if (section.has(key)) {
                section.fault(key, "is for a remote share, but destination-directory is a local directory");
            }
        }
        if (section.hasFaults()) {
            return Optional.empty();
        }
        LocalSettings settings = new LocalSettings(
                directory,
                section.get(ClientKeys.DURABLE),
                section.get(ClientKeys.LOCAL_WRITERS),
                section.get(ClientKeys.LEFTOVER_AGE));
        return Optional.of(new DestinationSettings.Local(settings, section.get(ClientKeys.LOCAL_TIMEOUT)));
    }

    private Optional<DestinationSettings> share(String text) {
        for (Key<?> key : FOR_DIRECTORIES) {
            if (section.has(key)) {
                section.fault(key, "is for a local directory, but destination-directory is a share");
            }
        }
        Optional<ShareAddress> address = address(text);
        Optional<ShareAccount> account = account();
        return address.isEmpty() || account.isEmpty() || section.hasFaults()
                ? Optional.empty()
                : Optional.of(new DestinationSettings.Share(new ShareSettings(
                        address.get(),
                        account.get(),
                        section.get(ClientKeys.DURABLE),
                        section.get(ClientKeys.SHARE_ENCRYPTION),
                        section.get(ClientKeys.SHARE_NAMES),
                        section.get(ClientKeys.LEFTOVER_AGE),
                        new ShareSettings.Patience(
                                section.get(ClientKeys.SHARE_CONNECT_TIMEOUT),
                                section.get(ClientKeys.SHARE_TIMEOUT),
                                section.get(ClientKeys.SHARE_IN_USE_TIMEOUT)))));
    }

    private Optional<ShareAddress> address(String text) {
        try {
            return Optional.of(ShareAddress.parse(text));
        } catch (IllegalArgumentException e) {
            section.fault(ClientKeys.DESTINATION_DIRECTORY, "is wrong. " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<ShareAccount> account() {
        for (Key<?> key : List.of(ClientKeys.SYSTEM_USERNAME, ClientKeys.SYSTEM_PASSWORD)) {
            if (section.lacks(key)) {
                section.fault(key, "is missing: destination-directory is a share");
            }
        }
        Optional<String> username = section.find(ClientKeys.SYSTEM_USERNAME);
        Optional<String> password = section.find(ClientKeys.SYSTEM_PASSWORD);
        if (username.isEmpty() || password.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ShareAccount.of(username.get(), password.get()));
        } catch (IllegalArgumentException e) {
            section.fault(ClientKeys.SYSTEM_USERNAME, "is wrong. " + e.getMessage());
            return Optional.empty();
        }
    }
}
