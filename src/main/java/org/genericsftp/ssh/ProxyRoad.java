package org.genericsftp.ssh;

import java.io.IOException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Hop;
import org.genericsftp.ssh.SharedLogins.Account;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.genericsftp.ssh.SshSettings.Place;
import org.genericsftp.ssh.Way.Proxy;

/** Has a proxy open connections; it looks up the hosts' names. */
final class ProxyRoad implements Road {
    private final Proxy proxy;
    private final ProxyConversation conversation;
    private final SharedLogins logins;

    ProxyRoad(Proxy proxy, SharedLogins logins) {
        this.proxy = proxy;
        this.conversation = ProxyConversation.in(proxy.protocol());
        this.logins = logins;
    }

    /** A proxy may lock accounts as servers do, so logins to it are spared alike. */
    @Override
    public Socket open(Endpoint host, ConnectErrors errors, ConnectDeadline deadline, ConnectProgress progress)
            throws FileException {
        if (proxy.login() == null) {
            return ask(host, errors, deadline, progress, LoginTurn.NOT_NEEDED);
        }
        Account account = new Account(
                new Place(proxy.endpoint(), List.of()),
                proxy.login().username(),
                new Authentication.Password(proxy.login().password()));
        return logins.logIn(account, deadline.remaining(), turn -> ask(host, errors, deadline, progress, turn));
    }

    private Socket ask(
            Endpoint host, ConnectErrors errors, ConnectDeadline deadline, ConnectProgress progress, LoginTurn turn)
            throws FileException {
        turn.onTheWay();
        Socket connected = dial(errors, deadline, progress);
        boolean through = false;
        try {
            deadline.whenOver(() -> close(connected));
            turn.arrived(deadline.remaining());
            progress.doing("waiting for the proxy " + proxy);
            connected.setTcpNoDelay(true);
            conversation.ask(connected, host, proxy.login(), turn);
            through = true;
            return connected;
        } catch (ProxyRefusalException e) {
            throw refusal(e, errors);
        } catch (FileException e) {
            throw e;
        } catch (IOException e) {
            throw failure("the proxy " + proxy + " failed: ", e, errors, deadline, progress);
        } finally {
            if (!through) {
                close(connected);
            }
        }
    }

    private FileException refusal(ProxyRefusalException e, ConnectErrors errors) {
        String why = "the proxy " + proxy + " " + e.getMessage();
        return switch (e.refused()) {
            case LOGIN -> ConnectErrors.loginFailedAtProxy(proxy, String.valueOf(e.getMessage()), e);
            case CONNECTION -> errors.connectionImpossible(why, e);
            case FOR_NOW -> errors.connectionFailed(why, e);
        };
    }

    private Socket dial(ConnectErrors errors, ConnectDeadline deadline, ConnectProgress progress) throws FileException {
        progress.doing("looking up the host name of the proxy " + proxy);
        try {
            return STRAIGHT.open(proxy.endpoint(), errors, deadline, progress);
        } catch (UnknownHostException e) {
            throw errors.of(Hop.PROXY).connectionFailed("the host name of the proxy " + proxy + " is unknown", e);
        } catch (IOException e) {
            progress.doing("connecting to the proxy " + proxy);
            throw failure("the proxy " + proxy + " is not reached: ", e, errors, deadline, progress);
        } catch (TimeoutException e) {
            throw errors.of(Hop.PROXY).timeout(deadline.limit(), progress.doing(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw errors.interrupted(e);
        }
    }

    private static FileException failure(
            String what, IOException e, ConnectErrors errors, ConnectDeadline deadline, ConnectProgress progress) {
        return deadline.isOver()
                ? errors.of(Hop.PROXY).timeout(deadline.limit(), progress.doing(), e)
                : errors.of(Hop.PROXY).connectionFailed(what + ConnectFailure.reason(e), e);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing can be done with it any more, which is what was wanted.
        }
    }
}
