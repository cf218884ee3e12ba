package org.genericsftp.share;

import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.genericsftp.file.DaemonThread;
import org.genericsftp.file.FileException;
import org.genericsftp.share.KerberosAccount.Proof;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;
import org.jspecify.annotations.Nullable;

/**
 * Gets tickets for a file server with the JDK's Kerberos, which finds the realm's KDC by krb5.conf. They are got anew for each
 * connection: none is kept past its end, and a keytab, a cache or a krb5.conf that was replaced is used from then on.
 */
final class KerberosTickets {
    private static final String KERBEROS = "1.2.840.113554.1.2.2";

    /**
     * Under way in this worker. Who asks a silent KDC waits for minutes, and nothing ends that: so whoever comes in the
     * meantime waits with it, and does not ask as well.
     */
    private static final Map<Inquiry, FutureTask<Subject>> UNDER_WAY = new ConcurrentHashMap<>();

    private record Inquiry(KerberosAccount account, String server) {}

    private final KerberosAccount account;
    private final ShareErrors errors;

    KerberosTickets(KerberosAccount account, ShareErrors errors) {
        this.account = account;
        this.errors = errors;
    }

    /**
     * The account with its tickets, that for {@code cifs/server} among them. The JDK itself may wait minutes for a KDC;
     * whoever has waited long enough is interrupted.
     *
     * @throws FileException naming what is wrong, and what helps
     */
    Subject of(String server) throws FileException {
        KerberosErrors why = new KerberosErrors(account, server);
        try {
            return inquire(new Inquiry(account, server)).get();
        } catch (ExecutionException e) {
            throw errors.refused(why.meaning(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw errors.refused(why.tooSlow(), e);
        }
    }

    private static FutureTask<Subject> inquire(Inquiry inquiry) {
        return UNDER_WAY.computeIfAbsent(inquiry, KerberosTickets::begin);
    }

    private static FutureTask<Subject> begin(Inquiry inquiry) {
        FutureTask<Subject> tickets = new FutureTask<>(() -> get(inquiry)) {
            @Override
            protected void done() {
                UNDER_WAY.remove(inquiry, this);
            }
        };
        DaemonThread.named("share-kerberos", tickets).start();
        return tickets;
    }

    private static Subject get(Inquiry inquiry) throws LoginException, PrivilegedActionException {
        Subject subject = new Subject();
        new LoginContext("share", subject, null, new KerberosLogin(inquiry.account())).login();
        PrivilegedExceptionAction<@Nullable Void> ticket = () -> {
            askFor(inquiry.server());
            return null;
        };
        Subject.doAs(subject, ticket);
        return subject;
    }

    /** The JDK puts the ticket beside the others; the SMB client finds it there. */
    private static void askFor(String server) throws GSSException {
        GSSManager manager = GSSManager.getInstance();
        GSSName service = manager.createName("cifs@" + server, GSSName.NT_HOSTBASED_SERVICE);
        GSSContext context = manager.createContext(service, new Oid(KERBEROS), null, GSSContext.DEFAULT_LIFETIME);
        context.requestMutualAuth(true);
        context.initSecContext(new byte[0], 0, 0);
        context.dispose();
    }

    /** What a file for JAAS would say. */
    private static final class KerberosLogin extends Configuration {
        private static final String YES = "true";

        private final Map<String, String> options = new HashMap<>();

        KerberosLogin(KerberosAccount account) {
            options.put("principal", account.principal());
            options.put("doNotPrompt", YES);
            options.put("refreshKrb5Config", YES);
            if (account.proof() instanceof Proof.Keytab keytab) {
                options.put("useKeyTab", YES);
                options.put("keyTab", keytab.file().toString());
            } else if (account.proof() instanceof Proof.TicketCache cache) {
                options.put("useTicketCache", YES);
                if (cache.file() != null) {
                    options.put("ticketCache", cache.file().toString());
                }
            }
        }

        @Override
        public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
            return new AppConfigurationEntry[] {
                new AppConfigurationEntry(
                        "com.sun.security.auth.module.Krb5LoginModule", LoginModuleControlFlag.REQUIRED, options)
            };
        }
    }
}
