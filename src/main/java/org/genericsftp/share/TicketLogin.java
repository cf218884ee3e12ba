package org.genericsftp.share;

import com.hierynomus.smbj.auth.AuthenticateResponse;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.auth.GSSAuthenticationContext;
import com.hierynomus.smbj.auth.SpnegoAuthenticator;
import com.hierynomus.smbj.connection.ConnectionContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Logs in with a ticket for whichever server it has come to: DFS may lead to others, whenever a file is looked for. */
final class TicketLogin extends SpnegoAuthenticator {
    private final KerberosTickets tickets;
    private @Nullable AuthenticationContext withTickets;

    TicketLogin(KerberosTickets tickets) {
        this.tickets = tickets;
    }

    @Override
    public AuthenticateResponse authenticate(AuthenticationContext account, byte[] token, ConnectionContext connection)
            throws IOException {
        if (withTickets == null) {
            withTickets = new GSSAuthenticationContext(
                    account.getUsername(), account.getDomain(), tickets.of(connection.getServerName()), null);
        }
        return super.authenticate(withTickets, token, connection);
    }
}
