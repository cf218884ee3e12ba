package org.genericsftp.share;

import com.hierynomus.asn1.types.primitive.ASN1ObjectIdentifier;
import com.hierynomus.mssmb.SMB1NotSupportedException;
import com.hierynomus.mssmb2.SMB2Dialect;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.protocol.commons.Factory;
import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.SmbConfig;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.auth.Authenticator;
import com.hierynomus.smbj.auth.GSSAuthenticationContext;
import com.hierynomus.smbj.auth.NtlmAuthenticator;
import com.hierynomus.smbj.connection.Connection;
import com.hierynomus.smbj.session.Session;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.spnego.NegTokenInit2;
import com.hierynomus.spnego.SpnegoException;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.security.auth.Subject;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.genericsftp.share.ShareSettings.Encryption;

/** Connects to the server, logs in and opens the share: with a password (NTLM) or a ticket (Kerberos), and never unsigned. */
final class ShareLogin {
    private static final String KERBEROS = "1.2.840.113554.1.2.2";
    /** Kerberos, as Windows 2000 misspelt its number; servers offer both. */
    private static final String KERBEROS_OF_WINDOWS = "1.2.840.48018.1.2.2";

    private static final String NTLM = "1.3.6.1.4.1.311.2.2.10";

    /** Its tickets are got for each server. */
    private static final Subject NOBODY = new Subject(true, Set.of(), Set.of(), Set.of());

    /** Of [MS-SMB2] 2.2.4, SecurityMode: enabled or required. */
    private static final int SIGNING = 3;

    private final ShareSettings settings;
    private final ShareErrors errors;
    private final Sockets sockets;

    ShareLogin(ShareSettings settings, ShareErrors errors, Sockets sockets) {
        this.settings = settings;
        this.errors = errors;
        this.sockets = sockets;
    }

    /** Agrees with the server on how to talk; nothing of the account is sent. */
    @SuppressWarnings("resource") // Closing the sockets ends all of it.
    Connection connect(boolean dfs) throws IOException {
        try {
            Connection connection = connect(config(dfs).build());
            requireSigning(connection);
            return connection;
        } catch (IOException | RuntimeException e) {
            if (ShareErrors.hasCause(e, EOFException.class) && speaksOldProtocolOnly()) {
                throw errors.refused(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.NEVER, ShareErrors.SMB_1_ONLY);
            }
            throw e;
        }
    }

    private void requireSigning(Connection connection) throws FileException {
        int mode = connection.getConnectionContext().getServer().getSecurityMode();
        if ((mode & SIGNING) == 0) {
            throw errors.refused(ErrorCode.DESTINATION_UNAVAILABLE, Remedy.NEVER, ShareErrors.UNSIGNED);
        }
    }

    private Connection connect(SmbConfig config) throws IOException {
        return new SMBClient(config)
                .connect(settings.address().server(), settings.address().port());
    }

    /** A server that knows SMB 1 only hangs up on the first message of SMB 2, and answers one that offers both. */
    private boolean speaksOldProtocolOnly() {
        try {
            connect(config(false).withMultiProtocolNegotiate(true).build()).close(true);
            return false;
        } catch (IOException | RuntimeException e) {
            return ShareErrors.hasCause(e, SMB1NotSupportedException.class);
        }
    }

    private SmbConfig.Builder config(boolean dfs) {
        return SmbConfig.builder()
                .withDialects(
                        SMB2Dialect.SMB_3_1_1,
                        SMB2Dialect.SMB_3_0_2,
                        SMB2Dialect.SMB_3_0,
                        SMB2Dialect.SMB_2_1,
                        SMB2Dialect.SMB_2_0_2)
                .withAuthenticators(authenticators())
                .withSigningRequired(true)
                .withEncryptData(true)
                .withDfsEnabled(dfs)
                .withBufferSize(ShareLink.LARGEST_REQUEST)
                // The watchdog comes first: the client's own timeouts do not cover sending.
                .withTimeout(settings.patience().request().toMillis() * 2, TimeUnit.MILLISECONDS)
                .withSecurityProvider(new FastSecurity())
                .withSocketFactory(sockets);
    }

    private List<Factory.Named<Authenticator>> authenticators() {
        if (settings.account() instanceof KerberosAccount account) {
            KerberosTickets tickets = new KerberosTickets(account, errors);
            return List.of(new ByTicket(KERBEROS, tickets), new ByTicket(KERBEROS_OF_WINDOWS, tickets));
        }
        return List.of(new NtlmAuthenticator.Factory());
    }

    /** The SMB client has it under the name of an extension that servers may lack. */
    private record ByTicket(String mechanism, KerberosTickets tickets) implements Factory.Named<Authenticator> {
        @Override
        public String getName() {
            return mechanism;
        }

        @Override
        public Authenticator create() {
            return new TicketLogin(tickets);
        }
    }

    DiskShare logIn(Connection connection) throws IOException {
        Session session = authenticate(connection);
        requireSafe(session);
        if (!(session.connectShare(settings.address().share()) instanceof DiskShare disk)) {
            throw errors.refused(
                    ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, "the share of that name holds no files");
        }
        return disk;
    }

    private Session authenticate(Connection connection) throws IOException {
        if (settings.account() instanceof KerberosAccount account) {
            requireOffered(connection, List.of(KERBEROS, KERBEROS_OF_WINDOWS), ShareErrors.NO_KERBEROS);
            return authenticate(connection, account);
        }
        PasswordAccount account = (PasswordAccount) settings.account();
        requireOffered(connection, List.of(NTLM), ShareErrors.NO_NTLM);
        return connection.authenticate(
                new AuthenticationContext(account.username(), account.password().toCharArray(), account.domain()));
    }

    private Session authenticate(Connection connection, KerberosAccount account) throws FileException {
        try {
            return connection.authenticate(new GSSAuthenticationContext(account.principal(), "", NOBODY, null));
        } catch (SMBApiException e) {
            throw errors.ticketRefused(e);
        }
    }

    /** A server may also keep to itself what it takes, as Samba does. */
    private void requireOffered(Connection connection, List<String> mechanisms, String otherwise) throws IOException {
        byte[] offer = connection.getConnectionContext().getGssNegotiateToken();
        if (offer.length == 0) {
            return;
        }
        try {
            List<ASN1ObjectIdentifier> offered = new NegTokenInit2().read(offer).getSupportedMechTypes();
            if (mechanisms.stream().map(ASN1ObjectIdentifier::new).noneMatch(offered::contains)) {
                throw errors.refused(ErrorCode.AUTHENTICATION_FAILED, Remedy.NEVER, otherwise);
            }
        } catch (SpnegoException e) {
            throw new IOException(e);
        }
    }

    /** @throws FileException the session is a guest's, or is not encrypted where it must be */
    void requireSafe(Session session) throws IOException {
        if (session.isGuest() || session.isAnonymous()) {
            throw errors.refused(ErrorCode.AUTHENTICATION_FAILED, Remedy.NEVER, ShareErrors.GUEST);
        }
        boolean encrypted = session.shouldEncryptData();
        if (!encrypted && settings.encryption() == Encryption.REQUIRED) {
            throw errors.refused(
                    ErrorCode.PERMISSION_DENIED,
                    Remedy.NEVER,
                    "the server offers no encryption, which is required here");
        }
        // The client lets it go where the server insists on encryption, and would then believe plain answers.
        session.getSessionContext().setSigningRequired(true);
    }
}
