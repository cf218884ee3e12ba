package org.genericsftp.config;

import java.nio.file.Path;
import java.time.Duration;
import org.genericsftp.share.ShareNames;
import org.genericsftp.share.ShareSettings;

/** What can stand below the name of a client of how a share is used. */
final class ShareKeys {
    private static final ShareSettings.Patience USUAL_PATIENCE = ShareSettings.Patience.DEFAULT;

    static final KeyTable TABLE = new KeyTable();

    /** How a share is told who logs in. */
    enum ShareAuthentication {
        NTLM,
        KERBEROS
    }

    static final Key<ShareAuthentication> AUTHENTICATION = TABLE.usually(
            "share-authentication",
            ValueType.oneOf(ShareAuthentication.class),
            ShareAuthentication.NTLM,
            "Whether the account shows its password, or a ticket of its Kerberos realm. The realm's KDC is found as the machine's"
                    + " `krb5.conf` says");

    static final Key<Path> KEYTAB = TABLE.optional(
            "share-keytab", ValueType.PATH, "The file with the account's key for Kerberos, with which tickets are got");

    static final Key<Path> TICKET_CACHE = TABLE.optional(
            "share-ticket-cache",
            ValueType.PATH,
            "The file with the account's tickets for Kerberos, which something else renews; or else give `share-keytab`. With"
                    + " neither, the machine's own: that of the variable `KRB5CCNAME`, or `/tmp/krb5cc_` and the number of the"
                    + " worker's user");

    static final Key<ShareSettings.Encryption> ENCRYPTION = TABLE.usually(
            "share-encryption",
            ValueType.oneOf(ShareSettings.Encryption.class),
            ShareSettings.Encryption.IF_OFFERED,
            "Whether a share that does not encrypt is refused; bytes are signed in any case");

    static final Key<ShareNames> NAMES = TABLE.usually(
            "share-names",
            ValueType.oneOf(ShareNames.class),
            ShareNames.REFUSE,
            "What becomes of names that Windows forbids: refused, or kept with `%3A` for `:` and so on");

    static final Key<Duration> CONNECT_TIMEOUT = TABLE.usually(
            "share-connect-timeout", ValueType.DURATION, USUAL_PATIENCE.connect(), "How long connecting may take");

    static final Key<Duration> TIMEOUT = TABLE.usually(
            "share-timeout",
            ValueType.DURATION,
            USUAL_PATIENCE.request(),
            "How long the file server may take to answer");

    static final Key<Duration> IN_USE_TIMEOUT = TABLE.usually(
            "share-in-use-timeout",
            ValueType.DURATION_OR_ZERO,
            USUAL_PATIENCE.inUse(),
            "How long a file is waited for that another program holds open");

    private ShareKeys() {}
}
