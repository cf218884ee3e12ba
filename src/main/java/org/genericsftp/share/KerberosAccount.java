package org.genericsftp.share;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One that proves with a ticket of its Kerberos realm who it is.
 *
 * @param principal {@code user@REALM}, or {@code user} of the realm that is the machine's default
 */
public record KerberosAccount(String principal, Proof proof) implements ShareAccount {
    /** What a ticket for the server is got with. */
    public sealed interface Proof {
        /** A file that has the principal's key, with which tickets are asked for. */
        record Keytab(Path file) implements Proof {}

        /**
         * A file of tickets that something else renews, such as kinit or SSSD.
         *
         * @param file null for the one that the machine uses: of KRB5CCNAME, or in its place
         */
        record TicketCache(@Nullable Path file) implements Proof {}
    }

    public KerberosAccount {
        if (!principal.matches("[^\\s@\\\\]+(@[^\\s@\\\\/]+)?")) {
            throw new IllegalArgumentException("A user name for Kerberos is written user@REALM, with the realm as it is"
                    + " spelt (most in capitals), or user where krb5.conf has a default realm");
        }
    }

    /** As in settings. */
    @Override
    public String toString() {
        return principal;
    }
}
