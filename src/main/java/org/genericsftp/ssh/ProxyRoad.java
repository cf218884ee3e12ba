package org.genericsftp.ssh;

import java.io.IOException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.genericsftp.file.FileException;
import org.genericsftp.ssh.ProxyRefusalException.Refused;
import org.genericsftp.ssh.SharedLogins.Account;
import org.genericsftp.ssh.SshSettings.Authentication;
import org.genericsftp.ssh.SshSettings.Endpoint;
import org.genericsftp.ssh.SshSettings.Place;
import org.genericsftp.ssh.Way.Proxy;
import org.jspecify.annotations.Nullable;

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
        Answer answer = proxy.login() == null
                ? ask(host, errors, deadline, progress)
                : logins.logIn(
                        new Account(
                                new Place(proxy.endpoint(), List.of()),
                                proxy.login().username(),
                                new Authentication.Password(proxy.login().password())),
                        deadline.remaining(),
                        () -> ask(host, errors, deadline, progress));
        ProxyRefusalException refusal = answer.refusal();
        if (refusal == null) {
            return answer.connected();
        }
        String why = "the proxy " + proxy + " " + refusal.getMessage();
        throw refusal.refused() == Refused.CONNECTION
                ? errors.connectionImpossible(why, refusal)
                : errors.connectionFailed(why, refusal);
    }

    /** @param refusal null where it is through; else the socket is closed */
    private record Answer(Socket connected, @Nullable ProxyRefusalException refusal) {}

    private Answer ask(Endpoint host, ConnectErrors errors, ConnectDeadline deadline, ConnectProgress progress)
            throws FileException {
        Socket connected = dial(errors, deadline, progress);
        boolean through = false;
        try {
            deadline.whenOver(() -> close(connected));
            progress.doing("waiting for the proxy " + proxy);
            connected.setTcpNoDelay(true);
            conversation.ask(connected, host, proxy.login());
            through = true;
            return new Answer(connected, null);
        } catch (ProxyRefusalException e) {
            if (e.refused() == Refused.LOGIN) {
                throw ConnectErrors.loginFailedAtProxy(proxy, String.valueOf(e.getMessage()), e);
            }
            return new Answer(connected, e);
        } catch (IOException e) {
            throw failure("the proxy " + proxy + " failed: ", e, errors, deadline, progress);
        } finally {
            if (!through) {
                close(connected);
            }
        }
    }

    private Socket dial(ConnectErrors errors, ConnectDeadline deadline, ConnectProgress progress) throws FileException {
        progress.doing("looking up the host name of the proxy " + proxy);
        try {
            return STRAIGHT.open(proxy.endpoint(), errors, deadline, progress);
        } catch (UnknownHostException e) {
            throw errors.connectionFailed("the host name of the proxy " + proxy + " is unknown", e);
        } catch (IOException e) {
            progress.doing("connecting to the proxy " + proxy);
            throw failure("the proxy " + proxy + " is not reached: ", e, errors, deadline, progress);
        } catch (TimeoutException e) {
            throw errors.timeout(deadline.limit(), progress.doing(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw errors.interrupted(e);
        }
    }

    private static FileException failure(
            String what, IOException e, ConnectErrors errors, ConnectDeadline deadline, ConnectProgress progress) {
        return deadline.isOver()
                ? errors.timeout(deadline.limit(), progress.doing(), e)
                : errors.connectionFailed(what + ConnectFailure.reason(e), e);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing can be done with it any more, which is what was wanted.
        }
    }
}
