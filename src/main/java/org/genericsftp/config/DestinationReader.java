package org.genericsftp.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.genericsftp.config.ShareKeys.ShareAuthentication;
import org.genericsftp.share.KerberosAccount;
import org.genericsftp.share.ShareAccount;
import org.genericsftp.share.ShareAddress;
import org.genericsftp.share.ShareSettings;

/** Reads where a client's copies go: to a local directory, or to a share and with which account. */
final class DestinationReader {
    private static final List<Key<?>> FOR_SHARES = List.of(
            ClientKeys.SYSTEM_USERNAME,
            ClientKeys.SYSTEM_PASSWORD,
            ShareKeys.AUTHENTICATION,
            ShareKeys.KEYTAB,
            ShareKeys.TICKET_CACHE,
            ShareKeys.ENCRYPTION,
            ShareKeys.NAMES,
            ShareKeys.CONNECT_TIMEOUT,
            ShareKeys.TIMEOUT,
            ShareKeys.IN_USE_TIMEOUT);

    private static final List<Key<?>> FOR_PASSWORDS = List.of(ClientKeys.SYSTEM_PASSWORD);
    private static final List<Key<?>> FOR_KERBEROS = List.of(ShareKeys.KEYTAB, ShareKeys.TICKET_CACHE);

    private final Section section;
    private final Section client;
    private final Path folder;

    /**
     * @param section where the destination stands
     * @param client of which it is one; may be the same
     * @param folder where relative paths start
     */
    DestinationReader(Section section, Section client, Path folder) {
        this.section = section;
        this.client = client;
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
        return Optional.of(new DestinationSettings.Local(
                LocalKeys.read(section, client, directory), section.get(LocalKeys.TIMEOUT)));
    }

    private Optional<DestinationSettings> share(String text) {
        for (Key<?> key : LocalKeys.TABLE.keys()) {
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
                        client.get(ClientKeys.DURABLE),
                        section.get(ShareKeys.ENCRYPTION),
                        section.get(ShareKeys.NAMES),
                        client.get(ClientKeys.LEFTOVER_AGE),
                        new ShareSettings.Patience(
                                section.get(ShareKeys.CONNECT_TIMEOUT),
                                section.get(ShareKeys.TIMEOUT),
                                section.get(ShareKeys.IN_USE_TIMEOUT)))));
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
        boolean kerberos = section.find(ShareKeys.AUTHENTICATION).orElse(null) == ShareAuthentication.KERBEROS;
        require(ClientKeys.SYSTEM_USERNAME);
        if (!kerberos) {
            require(ClientKeys.SYSTEM_PASSWORD);
        }
        for (Key<?> key : kerberos ? FOR_PASSWORDS : FOR_KERBEROS) {
            if (section.has(key)) {
                section.fault(key, "does not go with share-authentication: " + (kerberos ? "kerberos" : "ntlm"));
            }
        }
        if (section.has(ShareKeys.KEYTAB) && section.has(ShareKeys.TICKET_CACHE)) {
            section.fault(ShareKeys.TICKET_CACHE, "can't be given beside share-keytab");
        }
        Optional<String> username = section.find(ClientKeys.SYSTEM_USERNAME);
        Optional<String> password = section.find(ClientKeys.SYSTEM_PASSWORD);
        if (username.isEmpty() || (!kerberos && password.isEmpty())) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    kerberos
                            ? new KerberosAccount(username.get(), proof())
                            : ShareAccount.of(username.get(), password.orElseThrow()));
        } catch (IllegalArgumentException e) {
            section.fault(ClientKeys.SYSTEM_USERNAME, "is wrong. " + e.getMessage());
            return Optional.empty();
        }
    }

    private void require(Key<?> key) {
        if (section.lacks(key)) {
            section.fault(key, "is missing: destination-directory is a share");
        }
    }

    private KerberosAccount.Proof proof() {
        return section.find(ShareKeys.KEYTAB)
                .<KerberosAccount.Proof>map(keytab -> new KerberosAccount.Proof.Keytab(folder.resolve(keytab)))
                .orElseGet(() -> new KerberosAccount.Proof.TicketCache(section.find(ShareKeys.TICKET_CACHE)
                        .map(folder::resolve)
                        .orElse(null)));
    }
}
