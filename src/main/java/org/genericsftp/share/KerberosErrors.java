package org.genericsftp.share;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KeyTab;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.Remedy;
import org.genericsftp.share.KerberosAccount.Proof;
import org.genericsftp.share.ShareErrors.Meaning;
import org.jspecify.annotations.Nullable;

/** Says why there is no ticket, and what helps. */
final class KerberosErrors {
    /** The JDK gives the codes of RFC 4120, 7.5.9, in texts only. */
    private static final Pattern CODE = Pattern.compile("\\((\\d{1,3})\\)");

    private static final int SERVER_UNKNOWN = 7;
    private static final String NO_KDC = "locate KDC";
    private static final String NO_REALM = "locate default realm";
    private static final String LOCKED = "the KDC says that the account is locked, or has expired";

    private static final Map<Integer, Meaning> MEANINGS = Map.of(
            1, refused(LOCKED),
            18, refused(LOCKED),
            6, refused("the KDC knows no such principal; system-username is spelt as the realm has it"),
            14,
                    refused(
                            "the KDC and this machine have no kind of encryption in common; see permitted_enctypes in krb5.conf"),
            23, refused("the account's password has expired; with a new one, make the keytab anew"),
            24,
                    refused(
                            "the keytab's key is not the account's any more; since its password was changed, make the keytab anew"),
            32, absent("the ticket has expired; get a new one with kinit"),
            37, absent("the clocks of this machine and of the KDC differ by more than 5 minutes; set both by NTP"),
            68, refused("the KDC serves another realm; correct the realm in system-username, or the KDC in krb5.conf"));

    private final KerberosAccount account;
    private final String server;

    KerberosErrors(KerberosAccount account, String server) {
        this.account = account;
        this.server = server;
    }

    /** Waiting, or correcting what is outside of the configuration, may help. */
    private static Meaning absent(String why) {
        return new Meaning(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, why);
    }

    private static Meaning refused(String why) {
        return new Meaning(ErrorCode.AUTHENTICATION_FAILED, Remedy.NEVER, why);
    }

    private static Meaning misconfigured(String why) {
        return new Meaning(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.NEVER, why);
    }

    Meaning tooSlow() {
        return absent("no KDC of " + realm() + " has answered in time");
    }

    Meaning meaning(@Nullable Throwable why) {
        List<Throwable> causes = ShareErrors.causes(why);
        for (Throwable each : causes) {
            Integer code = code(each);
            if (code != null && code == SERVER_UNKNOWN) {
                return misconfigured("the KDC knows no service cifs/" + server
                        + "; name the server as the realm does, with its full name, or register that name");
            }
            if (code != null && MEANINGS.containsKey(code)) {
                return MEANINGS.get(code);
            }
        }
        if (says(NO_REALM, causes)) {
            return misconfigured("there is no default realm in krb5.conf; set system-username to user@REALM");
        }
        if (says(NO_KDC, causes)) {
            return misconfigured("no KDC of " + realm()
                    + " is known: neither krb5.conf nor the DNS has one; correct the realm, or add it");
        }
        for (Throwable each : causes) {
            if (each instanceof IOException) {
                return absent("no KDC of " + realm() + " can be reached (" + text(each) + ")");
            }
        }
        Meaning ofFile = ofFile();
        return ofFile != null ? ofFile : absent("Kerberos failed: " + firstText(causes));
    }

    private String realm() {
        int at = account.principal().indexOf('@');
        return at < 0 ? "the default realm" : "the realm " + account.principal().substring(at + 1);
    }

    private static @Nullable Integer code(Throwable why) {
        Matcher code = CODE.matcher(text(why));
        return code.find() ? Integer.valueOf(code.group(1)) : null;
    }

    private static boolean says(String words, List<Throwable> causes) {
        return causes.stream().anyMatch(each -> text(each).contains(words));
    }

    private static String firstText(List<Throwable> causes) {
        return causes.stream()
                .filter(each -> each.getMessage() != null)
                .map(KerberosErrors::text)
                .findFirst()
                .orElse("without a reason");
    }

    private static String text(Throwable why) {
        return why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    }

    /** The JDK says the same of all that can be wrong with a file: that it found no password, or no name. */
    private @Nullable Meaning ofFile() {
        if (account.proof() instanceof Proof.Keytab keytab) {
            return ofKeytab(keytab.file());
        }
        Path cache = account.proof() instanceof Proof.TicketCache named ? named.file() : null;
        if (cache == null) {
            return absent("the machine's ticket cache (KRB5CCNAME, a file) holds no ticket of it that is valid now;"
                    + " get one with kinit");
        }
        Meaning unreadable = unreadable(cache, "ticket cache", "; get a ticket with kinit -c " + cache);
        return unreadable != null
                ? unreadable
                : absent("the ticket cache " + cache
                        + " holds no ticket of it that is valid now: it is empty, another's, or"
                        + " has expired; get one with kinit -c " + cache);
    }

    private @Nullable Meaning ofKeytab(Path file) {
        Meaning unreadable = unreadable(file, "keytab", "");
        if (unreadable != null) {
            return unreadable;
        }
        KerberosPrincipal principal = new KerberosPrincipal(account.principal());
        return KeyTab.getInstance(principal, file.toFile()).getKeys(principal).length > 0
                ? null
                : misconfigured(
                        "the keytab " + file + " has no key of " + principal + "; see what it has with klist -k");
    }

    private static @Nullable Meaning unreadable(Path file, String what, String help) {
        if (!Files.exists(file)) {
            return absent("there is no " + what + " " + file + help);
        }
        return Files.isReadable(file) && Files.isRegularFile(file)
                ? null
                : misconfigured("the " + what + " " + file + " can't be read by the account that the worker runs as");
    }
}
